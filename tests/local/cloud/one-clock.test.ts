import { ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import {
  GetSendQuotaCommand,
  type SESClient,
  SendRawEmailCommand,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { GetQueueUrlCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../aws/ses/ses-answers.ts';
import { type Clients, clientsOf } from '../../../local/cloud/clients.ts';
import { createResources } from '../../../local/cloud/resources.ts';
import { cloudForTest, movableClock } from '../../support/cloud/cloud.ts';
import { refusal } from '../../support/cloud/cloud-contract.ts';

const minute = 60_000;
/** Clients that sign by a clock so many minutes off, and call once: a further call would be signed by the service's clock. */
function clientsOff(environment: Record<string, string>, minutes: number): Clients {
  const clients = clientsOf(environment, 1);
  for (const { config } of Object.values(clients)) config.systemClockOffset = minutes * minute;
  return clients;
}

const calls = {
  s3: ({ s3 }: Clients) => s3.send(new ListObjectsV2Command({ Bucket: 'content' })),
  ses: ({ ses }: Clients) => ses.send(new GetSendQuotaCommand({})),
  dynamodb: ({ dynamodb }: Clients) => dynamodb.send(new ListTablesCommand({})),
  sqs: ({ sqs }: Clients) => sqs.send(new GetQueueUrlCommand({ QueueName: 'slices.fifo' })),
  scheduler: ({ scheduler }: Clients) => scheduler.send(new GetScheduleCommand({ Name: 'courant_weekly' })),
};

describe('a cloud on whose clock everybody lives', () => {
  it.each([
    ['s3', 14, 16, 'RequestTimeTooSkewed'],
    ['ses', 14, 16, 'SignatureDoesNotMatch'],
    ['dynamodb', 4, 6, 'InvalidSignatureException'],
    ['sqs', 4, 6, 'InvalidSignatureException'],
    ['scheduler', 4, 6, 'InvalidSignatureException'],
  ] as const)(
    'refuses of %s what was signed too long ago or too far ahead',
    async (service, within, off, name) => {
      const { cloud } = await cloudForTest({ oneClock: true });
      await createResources(cloud);
      cloud.scheduler.states.set('courant_weekly', 'ENABLED');
      for (const sign of [-1, 1]) {
        await calls[service](clientsOff(cloud.environment, sign * within));
        expect((await refusal(calls[service](clientsOff(cloud.environment, sign * off)))).name).toBe(name);
      }
    },
  );

  it('takes a message of no wrong time, and the mailer knows that it was not taken', async () => {
    const { cloud } = await cloudForTest({ oneClock: true, ses: { verified: 'all' } });
    const message = new SendRawEmailCommand({
      Source: 'a@news.example',
      Destinations: ['r@readers.example'],
      RawMessage: { Data: Buffer.from('From: a@news.example\r\n\r\nx') },
    });
    for (const minutes of [-60, 60]) {
      const error = await refusal(clientsOff(cloud.environment, minutes).ses.send(message));
      expect(answerOf(error)).toMatchObject({ outcome: 'unreached' });
    }
    expect(await cloud.ses.envelopes()).toEqual([]);
  });

  it('sets a client right whose clock is off, as AWS does by the dates of its answers', async () => {
    const clock = movableClock(new Date().toISOString());
    const { cloud } = await cloudForTest({ now: clock.now, oneClock: true });
    await createResources(cloud);
    cloud.scheduler.states.set('courant_weekly', 'ENABLED');
    clock.move(600 * minute);
    const clients = clientsOf(cloud.environment);
    for (const call of Object.values(calls)) await call(clients);
  });

  it.each(['2031-01-01T00:00:00Z', '2021-01-01T00:00:00Z'])(
    'is asked once for what it refuses, at %s: the refusal says nothing of the clock',
    async now => {
      const { cloud, clients } = await cloudForTest({ now: movableClock(now).now });
      const { CONTENT_BUCKET: Bucket, EDITIONS_TABLE: TableName } = await createResources(cloud);
      const put = new PutObjectCommand({ Bucket, Key: 'once', Body: 'x', IfNoneMatch: '*' });
      const row = new PutItemCommand({
        TableName,
        Item: { publication: { S: 'p' }, edition: { S: 'e' } },
        ConditionExpression: 'attribute_not_exists(edition)',
      });
      await clients.s3.send(put);
      await clients.dynamodb.send(row);
      cloud.beginRun([]);
      expect((await refusal(clients.s3.send(put))).name).toBe('PreconditionFailed');
      expect((await refusal(clients.dynamodb.send(row))).name).toBe('ConditionalCheckFailedException');
      expect(cloud.calls().map(({ operation }) => operation)).toEqual(['PutObject', 'PutItem']);
    },
  );

  it('shows a message again by that clock', async () => {
    const clock = movableClock(new Date().toISOString());
    const { cloud, clients } = await cloudForTest({ now: clock.now, oneClock: true });
    const { FEEDBACK_QUEUE_URL: QueueUrl } = await createResources(cloud);
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }));
    const receive = async () =>
      (await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.length ?? 0;
    expect([await receive(), await receive()]).toEqual([1, 0]);
    clock.move(361_000);
    expect(await receive()).toBe(1);
  });

  it('takes signatures of any time where callers live by the machine and it does not', async () => {
    const { cloud } = await cloudForTest({ now: movableClock('2031-01-01T00:00:00Z').now });
    await createResources(cloud);
    cloud.scheduler.states.set('courant_weekly', 'ENABLED');
    for (const call of Object.values(calls)) await call(clientsOff(cloud.environment, -60));
  });
});

describe('an SES account that changes', () => {
  const message = new SendRawEmailCommand({
    Source: 'a@news.example',
    Destinations: ['r@readers.example'],
    RawMessage: { Data: Buffer.from('From: a@news.example\r\n\r\nx') },
  });

  it('keeps to other limits from then on, and what was sent before still counts', async () => {
    const { cloud } = await cloudForTest({ ses: { verified: 'all' } });
    const ses = clientsOf(cloud.environment, 1).ses;
    await ses.send(message);
    cloud.ses.limit({ max24HourSend: 1 });
    expect(answerOf(await refusal(ses.send(message))).outcome).toBe('exhausted');
    cloud.ses.limit({ max24HourSend: 2 });
    await ses.send(message);
    expect(await ses.send(new GetSendQuotaCommand({}))).toMatchObject({ Max24HourSend: 2, MaxSendRate: 14 });
  });

  it('lets nobody send by an identity that was taken away, until it is verified again', async () => {
    const { cloud } = await cloudForTest({ ses: { verified: ['news.example'] } });
    const ses: SESClient = clientsOf(cloud.environment, 1).ses;
    await ses.send(message);
    await cloud.ses.forget('news.example');
    expect(answerOf(await refusal(ses.send(message))).outcome).toBe('refused');
    await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'a@news.example' }));
    await ses.send(message);
  });
});
