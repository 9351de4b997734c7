import { createHash } from 'node:crypto';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendRawEmailCommand } from '@aws-sdk/client-ses';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { type Clients, clientsOf, closeClients } from '../../../local/cloud/clients.ts';
import { createResources } from '../../../local/cloud/resources.ts';
import { cloudForTest, emptyDirectory } from '../../support/cloud/cloud.ts';
import { type CloudProcess, startCloudProcess } from '../../support/cloud/cloud-process.ts';

const running: CloudProcess[] = [];
afterEach(async () => {
  for (const cloud of running.splice(0)) await cloud.kill();
});

async function cloudToKill(
  directory: string,
  faults?: string,
): Promise<{ cloud: CloudProcess; clients: Clients }> {
  const prepared = await cloudForTest({ directory });
  await createResources(prepared.cloud);
  await prepared.cloud.stop();
  const cloud = await startCloudProcess(directory, faults);
  running.push(cloud);
  return { cloud, clients: clientsOf(cloud.environment, 1) };
}

const put = (clients: Clients, Key: string, Body: string) =>
  clients.s3.send(new PutObjectCommand({ Bucket: 'content', Key, Body, IfNoneMatch: '*' }));

async function objectOf(
  clients: Clients,
  Key: string,
): Promise<{ text: string; whole: boolean } | undefined> {
  const found = await clients.s3
    .send(new GetObjectCommand({ Bucket: 'content', Key }))
    .catch(() => undefined);
  const text = await found?.Body?.transformToString();
  if (text === undefined) return undefined;
  return { text, whole: found?.ETag === `"${createHash('md5').update(text).digest('hex')}"` };
}

describe('a cloud that is killed', () => {
  it.each(['before', 'after'] as const)(
    'by its plan %s a conditional write: the write is not there or is whole, and the next writer learns which',
    async when => {
      const directory = await emptyDirectory();
      const plan = [{ service: 's3', operation: 'PutObject', call: 1, when, do: 'exit' }];
      const { cloud, clients } = await cloudToKill(directory, JSON.stringify(plan));
      await put(clients, 'once', 'first').catch(() => undefined);
      expect(await cloud.ended).toBe('SIGKILL');
      closeClients(clients);
      const after = (await cloudForTest({ directory })).clients;
      const second = await put(after, 'once', 'second').then(
        () => 'second',
        error => error.name,
      );
      expect(second).toBe(when === 'before' ? 'second' : 'PreconditionFailed');
      const expected = when === 'before' ? 'second' : 'first';
      expect(await objectOf(after, 'once')).toEqual({ text: expected, whole: true });
    },
  );

  it('in the middle of races: no key has two winners, and every acknowledged write is there and whole', async () => {
    const directory = await emptyDirectory();
    for (let round = 0; round < 5; round += 1) {
      const { cloud, clients } = await cloudToKill(directory);
      const acknowledged = new Map<string, string[]>();
      const races = Array.from({ length: 8 }, (_, race) => `round-${round}/race-${race}`);
      const writers = races.flatMap(key =>
        Array.from({ length: 20 }, (_, writer) => {
          const body = `${key} by ${writer} `.repeat(500);
          return put(clients, key, body).then(
            () => acknowledged.set(key, [...(acknowledged.get(key) ?? []), body]),
            () => undefined,
          );
        }),
      );
      await Promise.race(writers.slice(round * 30));
      await cloud.kill();
      await Promise.all(writers);
      closeClients(clients);
      const after = await cloudForTest({ directory });
      for (const key of races) {
        const winners = acknowledged.get(key) ?? [];
        expect(winners.length).toBeLessThanOrEqual(1);
        const stored = await objectOf(after.clients, key);
        expect(stored?.whole).not.toBe(false);
        if (winners[0] !== undefined) expect(stored?.text).toBe(winners[0]);
      }
      const { Contents = [] } = await after.clients.s3.send(new ListObjectsV2Command({ Bucket: 'content' }));
      for (const { Key = '' } of Contents)
        expect(await objectOf(after.clients, Key)).toMatchObject({ whole: true });
      await after.cloud.stop();
    }
  });

  it('keeps every acknowledged mail, row and queued message', async () => {
    const directory = await emptyDirectory();
    const { cloud, clients } = await cloudToKill(directory);
    const queue = `${cloud.environment.AWS_ENDPOINT_URL_SQS}/123456789012/slices.fifo`;
    const numbers = Array.from({ length: 15 }, (_, number) => `${number}`);
    const kept: Record<string, string[]> = { mail: [], row: [], message: [] };
    const note = (kind: string, number: string) => () => kept[kind]?.push(number);
    const work = numbers.map(async number => {
      const raw = Buffer.from(`From: a@news.example\r\nX-Number: ${number}\r\n\r\nx`);
      const mail = {
        Source: 'a@news.example',
        Destinations: ['r@readers.example'],
        RawMessage: { Data: raw },
      };
      await clients.ses.send(new SendRawEmailCommand(mail)).then(note('mail', raw.toString()));
      const Item = { publication: { S: 'p' }, reader: { S: number } };
      await clients.dynamodb
        .send(new PutItemCommand({ TableName: 'readers', Item }))
        .then(note('row', number));
      const entry = { MessageBody: number, MessageGroupId: number, MessageDeduplicationId: number };
      await clients.sqs
        .send(new SendMessageCommand({ QueueUrl: queue, ...entry }))
        .then(note('message', number));
    });
    await Promise.race(work);
    await cloud.kill();
    await Promise.allSettled(work);
    closeClients(clients);
    expect(kept.message).not.toEqual([]);

    const after = await cloudForTest({ directory });
    const mails = (await after.cloud.ses.accepted()).map(({ raw }) => raw.toString());
    expect(mails).toEqual(expect.arrayContaining(kept.mail ?? []));
    const { Items = [] } = await after.clients.dynamodb.send(new ScanCommand({ TableName: 'readers' }));
    expect(Items.map(({ reader }) => reader?.S)).toEqual(expect.arrayContaining(kept.row ?? []));
    const { SLICE_QUEUE_URL } = await createResources(after.cloud);
    const bodies: (string | undefined)[] = [];
    for (;;) {
      const asked = new ReceiveMessageCommand({ QueueUrl: SLICE_QUEUE_URL, MaxNumberOfMessages: 10 });
      const { Messages = [] } = await after.clients.sqs.send(asked);
      if (Messages.length === 0) break;
      bodies.push(...Messages.map(({ Body }) => Body));
    }
    expect(bodies).toEqual(expect.arrayContaining(kept.message ?? []));
  });
});
