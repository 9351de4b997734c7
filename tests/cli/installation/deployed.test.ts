import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { explainAccess, NoAccessError } from '../../../cli/installation/access-errors.ts';
import {
  invokePublish,
  PublishFailedError,
  UnreadableReportError,
} from '../../../cli/installation/invoke-publish.ts';
import { openDeployed } from '../../../cli/installation/open-deployed.ts';
import {
  MissingOutputsError,
  NoSuchStackError,
  stackOutputs,
} from '../../../cli/installation/stack-outputs.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { type Answer, describedStack, refusedCall, stubAws } from '../stub-aws.ts';

const outputs = {
  ContentBucket: 'content-1',
  ArchiveBucket: 'archive-1',
  EditionsTable: 'editions-1',
  DeliveriesTable: 'deliveries-1',
  ReadersTable: 'readers-1',
  PublishFunction: 'publish-1',
};
const event = { publication: 'weekly', scheduledTime: '2026-11-23T06:00:00Z' as Instant };
const plan = {
  publication: 'weekly',
  edition: '2026-11-23',
  number: 1,
  previous: null,
  window: { from: null, to: '2026-11-23T06:00:00Z' },
};

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const stop of stops.splice(0)) await stop();
});

async function stub(answer: Answer) {
  const service = await stubAws(() => answer);
  stops.push(service.stop);
  return service;
}

describe('finding the deployed stack', () => {
  async function find(answer: Answer) {
    const { client, asked } = await stub(answer);
    return { found: stackOutputs(new CloudFormationClient(client), 'my-courant'), asked };
  }

  it('takes the names of its parts from the outputs of the stack that was named', async () => {
    const { found, asked } = await find(describedStack(outputs));
    expect(await found).toEqual({
      contentBucket: 'content-1',
      archiveBucket: 'archive-1',
      editionsTable: 'editions-1',
      deliveriesTable: 'deliveries-1',
      readersTable: 'readers-1',
      publishFunction: 'publish-1',
      terminationProtection: true,
      stack: 'arn:aws:cloudformation:eu-central-1:1:stack/courant/0a1b',
      links: { subscriptions: '', archive: null },
    });
    expect(asked).toEqual([{ path: '/', body: expect.stringContaining('StackName=my-courant') }]);
  });

  it('tells whether CloudFormation would delete the stack', async () => {
    const { found } = await find(describedStack(outputs, 'UPDATE_COMPLETE', false));
    expect(await found).toMatchObject({ terminationProtection: false });
  });

  it('says where it looked when there is no such stack', async () => {
    const { found } = await find(refusedCall('ValidationError', 'Stack with id my-courant does not exist'));
    await expect(found).rejects.toThrow(NoSuchStackError);
    await expect(found).rejects.toThrow(
      /region eu-central-1: expected a stack "my-courant", found none.*npx cdk deploy/,
    );
  });

  it('names the outputs that a stack lacks, and its state', async () => {
    const { ContentBucket: _, PublishFunction: __, ...fewer } = outputs;
    const { found } = await find(describedStack(fewer, 'CREATE_IN_PROGRESS'));
    await expect(found).rejects.toThrow(MissingOutputsError);
    await expect(found).rejects.toThrow(/CREATE_IN_PROGRESS.*missing: ContentBucket, PublishFunction\./);
  });

  it.each([
    ['ExpiredToken', 'expired ones'],
    ['InvalidClientTokenId', 'a key that AWS does not know'],
    ['AccessDenied', 'not authorized to perform'],
  ])('says of %s what is missing and what to do', async (code, problem) => {
    const { found } = await find(refusedCall(code, 'User: u is not authorized to perform it', 403));
    const error = explainAccess(await found.catch((thrown: unknown) => thrown));
    expect(error).toBeInstanceOf(NoAccessError);
    expect((error as Error).message).toMatch(new RegExp(`${problem}.*(Sign in|sign in).*--local`));
  });

  it('leaves every other error as it is', async () => {
    const { found } = await find(refusedCall('Throttling', 'Rate exceeded'));
    const thrown = await found.catch((error: unknown) => error);
    expect(thrown).toMatchObject({ name: 'Throttling' });
    expect(explainAccess(thrown)).toBe(thrown);
  });

  it('says that no region is set', async () => {
    const client = new CloudFormationClient({
      ...(await stub(describedStack(outputs))).client,
      region: async () => {
        throw new Error('Region is missing');
      },
    });
    const error = explainAccess(await stackOutputs(client, 'x').catch((thrown: unknown) => thrown));
    expect((error as Error).message).toContain('Set AWS_REGION');
  });
});

describe('opening the deployed installation', () => {
  async function open(stack?: string) {
    const { client, asked } = await stub(describedStack(outputs, 'CREATE_COMPLETE', false));
    vi.stubEnv('AWS_ENDPOINT_URL', client.endpoint);
    vi.stubEnv('AWS_REGION', client.region);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    const installation = await openDeployed({ ...aConfiguration(), stackName: 'evening' }, stack);
    await installation.close();
    return { unprotectedStack: installation.unprotectedStack, body: asked[0]?.body };
  }

  it('looks for the stack that cdk.json names, unless another is meant', async () => {
    expect((await open()).body).toContain('StackName=evening');
    expect((await open('other')).body).toContain('StackName=other');
  });

  it('names the stack that nothing protects', async () => {
    expect((await open()).unprotectedStack).toBe('evening');
  });
});

describe('invoking the deployed publish function', () => {
  async function invoke(answer: Answer) {
    const { client, asked } = await stub(answer);
    return { report: invokePublish(new LambdaClient(client), 'publish-1', event), asked };
  }

  it('sends the publication and the scheduled time, and answers the report', async () => {
    const edition = {
      state: 'delivering',
      audience: { slices: 1, readers: 2 },
      hold: null,
      publication: 'weekly',
    };
    const { report, asked } = await invoke({ body: JSON.stringify({ outcome: 'sealed', plan, edition }) });
    // A version before forecasts says nothing of one.
    expect(await report).toEqual({ outcome: 'sealed', plan, edition, forecast: null });
    expect(asked).toEqual([
      { path: '/2015-03-31/functions/publish-1/invocations', body: JSON.stringify(event) },
    ]);
    const forecast = { by: '2026-11-23T07:00:00Z', after: 12 };
    const foreseen = await invoke({ body: JSON.stringify({ outcome: 'sealed', plan, edition, forecast }) });
    expect(await foreseen.report).toMatchObject({ forecast });
    const notReady = { outcome: 'not ready', plan, because: 'SES has not verified the sender' };
    expect(await (await invoke({ body: JSON.stringify(notReady) })).report).toEqual(notReady);
    const owner = {
      format: 1,
      stack: 'arn',
      stackName: 'new',
      account: null,
      region: null,
      since: event.scheduledTime,
    };
    const notOwner = { outcome: 'not the owner', owner };
    expect(await (await invoke({ body: JSON.stringify(notOwner) })).report).toEqual(notOwner);
    const covered = await invoke({ body: JSON.stringify({ outcome: 'covered', plan }) });
    expect(await covered.report).toEqual({ outcome: 'covered', plan });
  });

  it('shows what the function failed with, and where its log is', async () => {
    const { report } = await invoke({
      headers: { 'X-Amz-Function-Error': 'Unhandled' },
      body: JSON.stringify({
        errorType: 'UnknownPublicationError',
        errorMessage: 'one\ntwo',
        trace: ['secret'],
      }),
    });
    await expect(report).rejects.toThrow(PublishFailedError);
    await expect(report).rejects.toThrow(
      /publish-1 failed with UnknownPublicationError:\n {2}one\n {2}two\n.*\/aws\/lambda\/publish-1/,
    );
    await expect(report).rejects.not.toThrow('secret');
  });

  it('shows a failure that is not written as one', async () => {
    const { report } = await invoke({
      headers: { 'X-Amz-Function-Error': 'Unhandled' },
      body: 'out of memory',
    });
    await expect(report).rejects.toThrow('failed with an error:\n  out of memory');
  });

  it.each(['null', '{"outcome":"sealed"}', '', 'not json'])('does not take %j for a report', async body => {
    const { report } = await invoke({ body });
    await expect(report).rejects.toThrow(UnreadableReportError);
  });
});
