import { describe, expect, it } from 'vitest';
import { requestWaitsSeconds } from '../../core/readers/sign-up/request.ts';
import { functionNames } from '../../infra/inputs/bundle.ts';
import { deliverEnvironment } from '../../lambdas/deliver/environment.ts';
import { feedbackEnvironment } from '../../lambdas/feedback/environment.ts';
import { publicArchiveEnvironment, publishEnvironment } from '../../lambdas/publish/environment.ts';
import { stackEnvironment } from '../../lambdas/runtime/environment.ts';
import { signupEnvironment } from '../../lambdas/signup/environment.ts';
import { subscriptionsEnvironment } from '../../lambdas/subscriptions/environment.ts';
import { scheduleEnvironment, sweepEnvironment } from '../../lambdas/sweep/environment.ts';
import { signUpsAsDeployed, slicesAsDeployed } from '../../local/cloud/resources.ts';
import { exampleApp, exampleTemplate } from './example-app.ts';
import { readable, resources } from './readable.ts';

const template = exampleTemplate();
const functions = new Map(
  [...resources(template, 'AWS::Lambda::Function').values()].map(found => [
    found.Properties.FunctionName,
    found.Properties,
  ]),
);
const environments = {
  publish: { ...publishEnvironment, ...publicArchiveEnvironment, ...stackEnvironment },
  deliver: { ...deliverEnvironment, ...stackEnvironment },
  feedback: feedbackEnvironment,
  sweep: {
    ...publishEnvironment,
    ...publicArchiveEnvironment,
    ...stackEnvironment,
    ...sweepEnvironment,
    ...scheduleEnvironment,
  },
  subscriptions: { ...subscriptionsEnvironment, ...publicArchiveEnvironment },
  signup: signupEnvironment,
};
const queues = resources(template, 'AWS::SQS::Queue');

describe('every function', () => {
  it('is one that has a bundle, under a name that does not change', () => {
    expect([...functions.keys()].sort()).toEqual(functionNames.map(name => `courant-${name}`).sort());
  });

  it.each(functionNames)('%s is given every variable that it reads, and no other', name => {
    const { NODE_OPTIONS, MALLOC_ARENA_MAX, ...variables } =
      functions.get(`courant-${name}`)?.Environment.Variables ?? {};
    expect(Object.keys(variables).sort()).toEqual(Object.values(environments[name]).sort());
    for (const value of Object.values(variables)) expect(readable(value)).not.toBe('');
    expect(NODE_OPTIONS).toBe('--enable-source-maps');
    expect(MALLOC_ARENA_MAX).toBe('1');
  });

  it('knows its stack by an id that no other has, where it may hold; the links, the form and feedback act for any stack', () => {
    const stackOf = (name: string) => functions.get(`courant-${name}`)?.Environment.Variables.COURANT_STACK;
    for (const name of ['publish', 'deliver', 'sweep'])
      expect(stackOf(name)).toEqual({ Ref: 'AWS::StackId' });
    for (const name of ['feedback', 'subscriptions', 'signup']) expect(stackOf(name)).toBeUndefined();
  });

  it.each(functionNames)('%s runs on Node 24 on ARM, logs JSON and is traced', name => {
    expect(functions.get(`courant-${name}`)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: { LogFormat: 'JSON' },
      TracingConfig: { Mode: 'Active' },
    });
  });

  it.each(functionNames)('%s has a role of its own without managed policies', name => {
    const roles = [...functions.values()].map(({ Role }) => readable(Role));
    expect(new Set(roles).size).toBe(functionNames.length);
    const role = readable(functions.get(`courant-${name}`)?.Role).slice(1, -'.Arn>'.length);
    expect(resources(template, 'AWS::IAM::Role').get(role)?.Properties).not.toHaveProperty(
      'ManagedPolicyArns',
    );
  });

  it('has the memory and time that its work needs', () => {
    const sizes = functionNames.map(name => functions.get(`courant-${name}`));
    expect(sizes.map(found => [found?.MemorySize, found?.Timeout])).toEqual([
      [1024, 300],
      [512, 300],
      [256, 30],
      [1024, 300],
      [256, 10],
      [512, 60],
    ]);
  });

  it.each([30, 90, 365])('keeps its log for the %i days that the operator set', days => {
    const settings = { logRetentionDays: days };
    const groups = resources(exampleTemplate({ settings }), 'AWS::Logs::LogGroup');
    expect([...groups.values()].map(({ Properties }) => Properties.RetentionInDays)).toEqual(
      Array(functionNames.length + 1).fill(days),
    );
  });

  it.each(functionNames)('%s writes to that log', name => {
    const group = readable(functions.get(`courant-${name}`)?.LoggingConfig.LogGroup).slice(1, -1);
    expect(resources(template, 'AWS::Logs::LogGroup').get(group)?.Properties.LogGroupName).toBe(
      `/aws/lambda/courant-${name}`,
    );
  });
});

describe('a run of publish that fails', () => {
  it('is tried twice more and then kept with its error', () => {
    const invoke = [...resources(template, 'AWS::Lambda::EventInvokeConfig').values()].find(
      ({ Properties }) => readable(Properties.FunctionName) === '<PublishpublishFunction>',
    );
    expect(invoke?.Properties).toMatchObject({
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 6 * 3600,
      Qualifier: '$LATEST',
    });
    expect(readable(invoke?.Properties.DestinationConfig.OnFailure.Destination)).toBe('<FailedRuns.Arn>');
    expect(queues.get('FailedRuns')?.Properties).toMatchObject({
      QueueName: 'courant-failed-runs',
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });
});

describe('the lanes', () => {
  const slices = queues.get('DeliverQueueSlices')?.Properties;

  it('are FIFO, and a slice whose worker was ended twice goes to a queue that is FIFO too', () => {
    expect(slices).toMatchObject({ QueueName: 'courant-slices.fifo', FifoQueue: true });
    expect(slices?.RedrivePolicy.maxReceiveCount).toBe(2);
    expect(readable(slices?.RedrivePolicy.deadLetterTargetArn)).toBe('<DeliverQueueDeadLetters.Arn>');
    expect(queues.get('DeliverQueueDeadLetters')?.Properties).toMatchObject({
      QueueName: 'courant-slices-dead-letters.fifo',
      FifoQueue: true,
    });
  });

  it('hide a slice for as long as deliver may work on it and a minute, so that a worker that is ended delays the others little', () => {
    expect(slices?.VisibilityTimeout).toBe(functions.get('courant-deliver')?.Timeout + 60);
  });

  it('are the same on this machine, where faults are tried', () => {
    expect(slicesAsDeployed).toEqual({
      visibilityTimeout: slices?.VisibilityTimeout,
      sliceAttempts: slices?.RedrivePolicy.maxReceiveCount,
    });
  });

  it('give deliver one slice at a time and take back only what failed', () => {
    const mapping = [...resources(template, 'AWS::Lambda::EventSourceMapping').values()].find(
      ({ Properties }) => readable(Properties.EventSourceArn) === '<DeliverQueueSlices.Arn>',
    );
    expect(mapping?.Properties).toMatchObject({
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(readable(mapping?.Properties.FunctionName)).toBe('<DeliverdeliverFunction>');
  });

  it.each([...queues])('%s is encrypted and refuses plain HTTP', (id, { Properties }) => {
    expect(Properties.SqsManagedSseEnabled).toBe(true);
    const policies = [...resources(template, 'AWS::SQS::QueuePolicy').values()];
    const own = policies.find(policy => readable(policy.Properties.Queues[0]) === `<${id}>`);
    expect(own?.Properties.PolicyDocument.Statement).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          Effect: 'Deny',
          Action: 'sqs:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ]),
    );
  });
});

describe('the queue of requests to subscribe', () => {
  const requests = queues.get('SignUpsRequests')?.Properties;

  it('is FIFO, so that one worker counts what limits are about, and what fails five times goes to a queue that is FIFO too', () => {
    expect(requests).toMatchObject({ QueueName: 'courant-signup.fifo', FifoQueue: true });
    expect(requests?.RedrivePolicy.maxReceiveCount).toBe(5);
    expect(readable(requests?.RedrivePolicy.deadLetterTargetArn)).toBe('<SignUpsDeadLetters.Arn>');
    expect(queues.get('SignUpsDeadLetters')?.Properties).toMatchObject({
      QueueName: 'courant-signup-dead-letters.fifo',
      FifoQueue: true,
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });

  it('hides ten requests for longer than their worker may take, and puts them aside before they count as given up', () => {
    expect(requests?.VisibilityTimeout).toBe(functions.get('courant-signup')?.Timeout + 60);
    expect(requests?.VisibilityTimeout * requests?.RedrivePolicy.maxReceiveCount).toBeLessThan(
      requestWaitsSeconds,
    );
    expect(requests?.MessageRetentionPeriod).toBeGreaterThan(requestWaitsSeconds);
  });

  it('is the same on this machine, where faults are tried', () => {
    expect(signUpsAsDeployed).toEqual({
      visibilityTimeout: requests?.VisibilityTimeout,
      attempts: requests?.RedrivePolicy.maxReceiveCount,
    });
  });

  it('gives signup ten at a time, and takes back only what it could not work off', () => {
    const mapping = [...resources(template, 'AWS::Lambda::EventSourceMapping').values()].find(
      ({ Properties }) => readable(Properties.EventSourceArn) === '<SignUpsRequests.Arn>',
    );
    expect(mapping?.Properties).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(readable(mapping?.Properties.FunctionName)).toBe('<SignupsignupFunction>');
  });
});

describe('the stack', () => {
  it('can be protected from being deleted by mistake, and is not at first: a failed first deployment has to be deleted', () => {
    expect(exampleApp().stack.terminationProtection).toBe(false);
    expect(exampleApp({ terminationProtection: true }).stack.terminationProtection).toBe(true);
  });

  it('tags what it makes, so that its cost can be told apart', () => {
    for (const [, { Properties }] of resources(template, 'AWS::Lambda::Function')) {
      expect(Properties.Tags).toContainEqual({ Key: 'application', Value: 'courant' });
    }
  });
});
