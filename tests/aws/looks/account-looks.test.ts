import { afterEach, describe, expect, it, vi } from 'vitest';
import { AwsAccountLooks } from '../../../aws/looks/account-looks.ts';
import { type Answer, describedStack, refusedCall, stubAws } from '../../cli/stub-aws.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const end of ends.splice(0)) await end();
});

/** Looks at an account that answers so. */
async function looking(answer: (path: string, body: string) => Answer) {
  const { client, asked, stop } = await stubAws(answer);
  vi.stubEnv('AWS_ENDPOINT_URL', client.endpoint);
  vi.stubEnv('AWS_REGION', client.region);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const looks = new AwsAccountLooks();
  ends.push(() => looks.close(), stop);
  return { looks, asked };
}

function json(value: object, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function xml(action: string, content: string): Answer {
  const body = `<${action}Response><${action}Result>${content}</${action}Result></${action}Response>`;
  return { headers: { 'content-type': 'text/xml' }, body };
}

/** A service says that it has no such thing. */
function gone(name: string): Answer {
  return { ...json({ __type: name, message: 'none' }, 404), headers: { 'x-amzn-errortype': name } };
}

describe('looking at an account', () => {
  it('knows the region, and who asks', async () => {
    const { looks } = await looking(() => xml('GetCallerIdentity', '<Account>1</Account><Arn>arn:x</Arn>'));
    expect(await looks.region()).toBe('eu-central-1');
    expect(await looks.caller()).toEqual({ account: '1', arn: 'arn:x' });
  });

  it('reads a stack with its outputs and parts, and knows that there is none', async () => {
    const part = '<ResourceType>AWS::SNS::Topic</ResourceType><PhysicalResourceId>t</PhysicalResourceId>';
    const { looks } = await looking((_, body) =>
      body.includes('ListStackResources')
        ? xml(
            'ListStackResources',
            `<StackResourceSummaries><member>${part}</member></StackResourceSummaries>`,
          )
        : describedStack({ A: 'b' }, 'UPDATE_COMPLETE', false),
    );
    expect(await looks.stack('courant')).toEqual({
      ...{ status: 'UPDATE_COMPLETE', terminationProtection: false },
      ...{ outputs: new Map([['A', 'b']]), resources: [{ type: 'AWS::SNS::Topic', id: 't' }] },
    });
    const none = await looking(() => refusedCall('ValidationError', 'Stack with id x does not exist'));
    expect(await none.looks.stack('x')).toBeNull();
  });

  it('reads what SES lets the account do, also where there is no limit', async () => {
    const quota = { Max24HourSend: -1, MaxSendRate: 14, SentLast24Hours: 7 };
    const account = { ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: 'PROBATION' };
    const { looks } = await looking(() => json({ ...account, SendQuota: quota }));
    expect(await looks.sending()).toEqual({
      ...{ production: true, enabled: true, enforcement: 'PROBATION' },
      allowance: { perSecond: 14, perDay: Number.POSITIVE_INFINITY, left: Number.POSITIVE_INFINITY },
    });
  });

  it('reads an identity, and knows that there is none', async () => {
    const { looks, asked } = await looking(path => {
      if (path.endsWith('/a.example'))
        return json({
          VerifiedForSendingStatus: true,
          DkimAttributes: { SigningEnabled: true, Status: 'PENDING', Tokens: ['t'] },
          MailFromAttributes: { MailFromDomain: 'bounce.a.example', MailFromDomainStatus: 'SUCCESS' },
        });
      return gone('NotFoundException');
    });
    expect(await looks.identity('a.example')).toEqual({
      ...{ name: 'a.example', verified: true, signs: false, tokens: ['t'] },
      mailFrom: { domain: 'bounce.a.example', works: true },
    });
    expect(await looks.identity('x@a.example')).toBeNull();
    expect(asked.map(({ path }) => path)).toContain('/v2/email/identities/a.example');
  });

  it('reads the suppression list to its end', async () => {
    const { looks } = await looking(path => {
      const isSecond = path.includes('NextToken=two');
      const EmailAddress = isSecond ? 'b@mail.example' : 'A@mail.example';
      return json({
        SuppressedDestinationSummaries: [{ EmailAddress }],
        ...(isSecond ? {} : { NextToken: 'two' }),
      });
    });
    expect(await Array.fromAsync(looks.suppressed())).toEqual(['a@mail.example', 'b@mail.example']);
  });

  it.each([
    ['arn:aws:sns:eu-central-1:1:t:0a', 'Ops@news.example', 'confirmed'],
    ['PendingConfirmation', 'ops@news.example', 'pending'],
    ['Deleted', 'ops@news.example', 'none'],
    ['arn:aws:sns:eu-central-1:1:t:0a', 'other@news.example', 'none'],
  ])('reads of a subscription %s of %s that it is %s', async (arn, endpoint, state) => {
    const member = `<SubscriptionArn>${arn}</SubscriptionArn><Endpoint>${endpoint}</Endpoint>`;
    const { looks } = await looking(() =>
      xml('ListSubscriptionsByTopic', `<Subscriptions><member>${member}</member></Subscriptions>`),
    );
    expect(await looks.subscription('arn:t', 'ops@news.example')).toBe(state);
  });

  it('asks of which alarms are on, a hundred at once', async () => {
    const { looks, asked } = await looking(() => json({ MetricAlarms: [{ AlarmName: 'courant-x' }] }));
    const names = Array.from({ length: 101 }, (_, index) => `courant-${index}`);
    expect(await looks.alarmsOn(names)).toEqual(['courant-x', 'courant-x']);
    expect(await looks.alarmsOn([])).toEqual([]);
    const bodies = asked.map(({ body }) => JSON.parse(body));
    expect(bodies.map(({ AlarmNames }) => AlarmNames.length)).toEqual([100, 1]);
    expect(bodies[0].StateValue).toBe('ALARM');
  });

  it('counts messages in any state, and tells whether a schedule is on', async () => {
    const counts = { ApproximateNumberOfMessages: '2', ApproximateNumberOfMessagesNotVisible: '1' };
    const { looks } = await looking((path, body) => {
      if (body.includes('QueueUrl')) return json({ Attributes: counts });
      if (path.startsWith('/schedules/gone')) return gone('ResourceNotFoundException');
      return json({ State: path.startsWith('/schedules/off') ? 'DISABLED' : 'ENABLED' });
    });
    expect(await looks.messagesIn('https://sqs.example/1/q')).toBe(3);
    expect(await Promise.all(['a', 'off', 'gone'].map(name => looks.schedule(name)))).toEqual([
      'on',
      'off',
      'gone',
    ]);
  });

  it('reads a certificate, and knows that there is none', async () => {
    const { looks } = await looking((_, body) =>
      body.includes(':certificate/0a')
        ? json({
            Certificate: {
              Status: 'ISSUED',
              DomainName: 'a.example',
              SubjectAlternativeNames: ['a.example', 'b.example'],
              NotAfter: 1_800_000_000,
            },
          })
        : gone('ResourceNotFoundException'),
    );
    const arn = (id: string) => `arn:aws:acm:us-east-1:123456789012:certificate/${id}`;
    expect(await looks.certificate(arn('0a'))).toEqual({
      ...{ status: 'ISSUED', names: ['a.example', 'b.example'], until: '2027-01-15T08:00:00Z' },
    });
    expect(await looks.certificate(arn('0b'))).toBeNull();
  });
});
