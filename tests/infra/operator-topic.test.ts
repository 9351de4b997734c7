import { describe, expect, it } from 'vitest';
import { exampleConfiguration, exampleTemplate } from './example-app.ts';
import { readable, resources } from './readable.ts';

const template = exampleTemplate();
const [topic, ...others] = [...resources(template, 'AWS::SNS::Topic')];
const [policy] = [...resources(template, 'AWS::SNS::TopicPolicy').values()];

describe('the way to the operator', () => {
  it('is one topic, that mails to the configured address', () => {
    expect(others).toEqual([]);
    const subscriptions = [...resources(template, 'AWS::SNS::Subscription').values()];
    expect(subscriptions.map(({ Properties }) => [Properties.Protocol, Properties.Endpoint])).toEqual([
      ['email', exampleConfiguration.operator],
    ]);
  });

  it('is open to the alarms of this stack, although the default policy is gone', () => {
    const allowed = policy?.Properties.PolicyDocument.Statement.filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    );
    expect(allowed).toHaveLength(1);
    const [{ Principal, Action, Resource, Condition }] = allowed;
    expect(Principal).toEqual({ Service: 'cloudwatch.amazonaws.com' });
    expect(Action).toBe('sns:Publish');
    expect(readable(Resource)).toBe('<OperatorTopic>');
    expect(Object.keys(Condition)).toEqual(['ArnLike']);
    expect(readable(Condition.ArnLike['aws:SourceArn'])).toBe(
      'arn:<AWS::Partition>:cloudwatch:<AWS::Region>:<AWS::AccountId>:alarm:courant-*',
    );
    for (const { Properties } of resources(template, 'AWS::CloudWatch::Alarm').values()) {
      expect(Properties.AlarmName).toMatch(/^courant-/);
    }
  });

  it('is open over TLS only', () => {
    expect(policy?.Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it('is under no key that CloudWatch could not use', () => {
    expect(topic?.[1].Properties).not.toHaveProperty('KmsMasterKeyId');
  });

  it('has to be confirmed, as the outputs say in the one place that a deployment shows', () => {
    const { AlarmsGoTo } = template.findOutputs('AlarmsGoTo');
    expect(AlarmsGoTo?.Value).toMatch(
      /^operator@news\.example, once you have followed the link in the mail ".*Confirmation"$/,
    );
  });
});
