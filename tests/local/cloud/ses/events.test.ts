import { CreateConfigurationSetCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { CreateQueueCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import type { EventOptions } from '../../../../local/cloud/ses/event-publisher.ts';
import type { FullEvent } from '../../../../local/cloud/ses/full-event.ts';
import { cloudForTest } from '../../../support/cloud/cloud.ts';

const tags = { publication: 'weekly', edition: '2026-11-23', reader: 'f'.repeat(32), attempt: 'attempt-a' };

/** A cloud whose SES tells what becomes of messages, and a way to mail there. */
async function aTellingCloud(events: Partial<EventOptions> = {}, queue = true) {
  const { clients } = await cloudForTest({
    ses: { verified: 'all', events: { queue: 'feedback', configurationSet: 'courant', ...events } },
  });
  const { ses, sqs } = clients;
  for (const Name of ['courant', 'other'])
    await ses.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name } }));
  const QueueUrl = queue
    ? ((await sqs.send(new CreateQueueCommand({ QueueName: 'feedback' }))).QueueUrl ?? '')
    : '';
  const mail = (to: string, ConfigurationSetName: string | undefined = 'courant') =>
    ses.send(
      new SendRawEmailCommand({
        Source: 'digest@news.example',
        Destinations: [to],
        RawMessage: { Data: Buffer.from(`From: digest@news.example\r\nTo: ${to}\r\nSubject: s\r\n\r\nx`) },
        ...(ConfigurationSetName === 'none' ? {} : { ConfigurationSetName }),
        Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
  return { mail, told: () => bodies(sqs, QueueUrl) };
}

async function bodies(sqs: SQSClient, QueueUrl: string): Promise<Record<string, string>[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
  );
  return Messages.map(({ Body }) => JSON.parse(Body ?? ''));
}

describe('the events of the embedded SES', () => {
  it.each([
    ['reader@mail.example', ['Send', 'Delivery']],
    ['success@simulator.amazonses.com', ['Send', 'Delivery']],
    ['bounce@simulator.amazonses.com', ['Send', 'Bounce Permanent General']],
    ['bounce+label@simulator.amazonses.com', ['Send', 'Bounce Permanent General']],
    ['suppressionlist@simulator.amazonses.com', ['Send', 'Bounce Permanent Suppressed']],
    ['complaint@simulator.amazonses.com', ['Send', 'Delivery', 'Complaint abuse']],
    ['soft@simulator.amazonses.com', ['Send', 'Bounce Transient MailboxFull']],
    ['delayed@simulator.amazonses.com', ['Send', 'DeliveryDelay']],
    ['rejected@simulator.amazonses.com', ['Send', 'Reject']],
  ])('say of a message to %s: %j', async (to, expected) => {
    const { mail, told } = await aTellingCloud();
    const { MessageId } = await mail(to);
    const events = await told();
    expect(events.map(({ type, kind, detail }) => [type, kind, detail].filter(Boolean).join(' '))).toEqual(
      expected,
    );
    for (const event of events) expect(event).toMatchObject({ messageId: MessageId, ...tags });
  });

  it('come whole to who watches, and stripped into the queue', async () => {
    const whole: FullEvent[] = [];
    const { mail, told } = await aTellingCloud({ onEvent: event => whole.push(event) });
    await mail('reader@mail.example');
    expect(whole.map(event => event['detail-type'])).toEqual(['Email Sent', 'Email Delivered']);
    expect(JSON.stringify(whole)).toContain('reader@mail.example');
    expect(JSON.stringify(await told())).not.toContain('@');
  });

  it('are lost and doubled where they are told to be', async () => {
    const { mail, told } = await aTellingCloud({ lost: [1], doubled: [2, 3] });
    await mail('reader@mail.example');
    await mail('reader@mail.example');
    expect((await told()).map(({ type }) => type)).toEqual([
      'Delivery',
      'Delivery',
      'Send',
      'Send',
      'Delivery',
    ]);
  });

  it('are told of no mail without a configuration set or under another one', async () => {
    const { mail, told } = await aTellingCloud();
    await mail('reader@mail.example', 'none');
    await mail('reader@mail.example', 'other');
    expect(await told()).toEqual([]);
  });

  it('stop no mail as long as there is no queue for them', async () => {
    const { mail } = await aTellingCloud({}, false);
    expect((await mail('reader@mail.example')).MessageId).toMatch(/\S/);
  });
});
