import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DynamoDbConfirmations } from '../../../aws/dynamodb/sign-up/dynamodb-confirmations.ts';
import { DynamoDbRequests } from '../../../aws/dynamodb/sign-up/dynamodb-requests.ts';
import { DynamoDbSignUpLimits } from '../../../aws/dynamodb/sign-up/dynamodb-sign-up-limits.ts';
import { SqsSignUpQueue } from '../../../aws/sqs/sqs-sign-up-queue.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import type { Confirmations } from '../../../core/readers/sign-up/confirmations.ts';
import type { Letter, SignUpLimits } from '../../../core/readers/sign-up/limits.ts';
import type { Requests } from '../../../core/readers/sign-up/request.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aRequest, askedAt } from '../../support/builders/a-request.ts';
import {
  MemoryConfirmations,
  MemoryRequests,
  MemorySignUpLimits,
} from '../../support/memory/memory-sign-up.ts';
import { type AwsPorts, awsPorts } from '../aws-ports.ts';

type Ports = { requests: Requests; limits: SignUpLimits; confirmations: Confirmations };
const inMemory = (): Ports => ({
  requests: new MemoryRequests(),
  limits: new MemorySignUpLimits(),
  confirmations: new MemoryConfirmations(),
});
const onAws = ({ clients, resources }: AwsPorts): Ports => {
  const database = DynamoDBDocumentClient.from(clients.dynamodb);
  return {
    requests: new DynamoDbRequests(database, resources.READERS_TABLE),
    limits: new DynamoDbSignUpLimits(database, resources.READERS_TABLE),
    confirmations: new DynamoDbConfirmations(database, resources.READERS_TABLE),
  };
};
const key = aReader(1).id;
const hours = (count: number): Instant => plusHours(askedAt, count);
const letter = (n: number, at: number, bounce: Instant | null = null): Letter => ({
  request: aRequest(n).id,
  kind: 'confirmation',
  at: hours(at),
  bounce,
  opened: null,
});

describe.each<[string, () => Promise<Ports>]>([
  ['in memory', async () => inMemory()],
  ['on AWS', async () => onAws(await awsPorts())],
])('Signing up %s', (_, open) => {
  let ports: Ports;
  beforeEach(async () => {
    ports = await open();
  });

  it('keeps a request until it expires, as it was put', async () => {
    await ports.requests.put(aRequest(1));
    expect(await ports.requests.read(aRequest(1).id, hours(47.9))).toEqual(aRequest(1));
    expect(await ports.requests.read(aRequest(1).id, hours(48))).toBeUndefined();
    expect(await ports.requests.read(aRequest(2).id, askedAt)).toBeUndefined();
    await ports.requests.put(aRequest(3, { joins: true }));
    expect(await ports.requests.read(aRequest(3).id, askedAt)).toEqual(aRequest(3, { joins: true }));
  });

  it('changes a request only from the state and attempt that are named, and knows its own change again', async () => {
    const { id } = aRequest(1);
    await ports.requests.put(aRequest(1));
    const asked = { state: 'asked', attempt: null } as const;
    const claim = {
      state: 'sending',
      attempt: 'a',
      reader: key,
      token: 't'.repeat(22),
      letter: 'w',
    } as const;
    expect(await ports.requests.change(id, { state: 'sent', attempt: null }, { state: 'dropped' })).toBe(
      false,
    );
    expect(await ports.requests.change(id, asked, claim)).toBe(true);
    expect(await ports.requests.change(id, asked, claim)).toBe(true);
    expect(await ports.requests.change(id, asked, { ...claim, attempt: 'b' })).toBe(false);
    const other = { state: 'sending', attempt: 'b' } as const;
    expect(await ports.requests.change(id, other, { state: 'uncertain' })).toBe(false);
    await ports.requests.put(aRequest(1));
    expect(await ports.requests.read(id, askedAt)).toEqual({ ...aRequest(1), ...claim });
    expect(await ports.requests.change(aRequest(2).id, asked, claim)).toBe(false);
  });

  it('notes letters within the limits, each request once', async () => {
    const { limits } = ports;
    expect(await limits.note(key, letter(1, 0))).toBe(true);
    expect(await limits.note(key, letter(1, 0.1))).toBe(true);
    expect(await limits.note(key, letter(2, 1))).toBe(false);
    expect(await limits.read(key, hours(1))).toEqual({
      letters: [{ request: aRequest(1).id, kind: 'confirmation', at: hours(0.1) }],
      bounce: null,
    });
    await limits.giveBack(key, aRequest(1).id);
    expect(await limits.note(key, letter(2, 1, hours(-5)))).toBe(true);
    expect(await limits.read(key, hours(800))).toEqual({
      letters: [],
      bounce: { at: hours(-5), request: aRequest(2).id },
    });
  });

  it('counts the letters of a day up to the ceiling', async () => {
    const { limits } = ports;
    expect(await limits.mailedOn('2026-11-23')).toBe(0);
    const counted = [2, 2, 2, 3].map(ceiling => () => limits.count('2026-11-23', ceiling));
    const answers: boolean[] = [];
    for (const count of counted) answers.push(await count());
    expect(answers).toEqual([true, true, false, true]);
    expect(await limits.count('2026-11-24', Number.POSITIVE_INFINITY)).toBe(true);
    for (let n = 0; n < 5; n += 1) await limits.uncount('2026-11-23');
    expect(await limits.mailedOn('2026-11-23')).toBe(0);
    expect(await limits.mailedOn('2026-11-24')).toBe(1);
  });

  it('knows the last confirmations, and which came back, also of many at once', async () => {
    const { confirmations } = ports;
    expect(await confirmations.recent()).toEqual([]);
    await Promise.all([1, 2, 3].map(n => confirmations.sent(`r${n}`, askedAt)));
    await Promise.all(['r1', 'r2', 'nobody', 'r2'].map(request => confirmations.bounced(request)));
    const recent = await confirmations.recent();
    expect(Object.fromEntries(recent.map(({ request, bounced }) => [request, bounced]))).toEqual({
      r1: true,
      r2: true,
      r3: false,
    });
    await confirmations.forget();
    expect(await confirmations.recent()).toEqual([]);
  });
});

describe('Signing up on AWS', () => {
  it('lets requests, limits and counts expire, but not what is noted of a bounce', async () => {
    const aws = await awsPorts();
    const { requests, limits } = onAws(aws);
    const database = DynamoDBDocumentClient.from(aws.clients.dynamodb);
    const expires = async (publication: string, reader: string) => {
      const Key = { publication, reader };
      const { Item } = await database.send(new GetCommand({ TableName: aws.resources.READERS_TABLE, Key }));
      return Item?.expires;
    };
    const inHours = (count: number) => Date.parse(hours(count)) / 1000;
    await requests.put(aRequest(1));
    expect(await expires('_requests', aRequest(1).id)).toBe(inHours(48));
    await limits.note(key, letter(1, 0));
    expect(await expires('_limits', key)).toBe(inHours(30 * 24));
    await limits.note(key, letter(2, 24, hours(-1)));
    expect(await expires('_limits', key)).toBeUndefined();
    await limits.count('2026-11-23', 5);
    expect(await expires('_limits', 'installation#2026-11-23')).toBe(inHours(3 * 24 - 6));
  });

  it('does once what the client repeats since the answer was lost', async () => {
    const aws = await awsPorts();
    const { requests, limits, confirmations } = onAws(aws);
    const lost = (operation: string) =>
      aws.cloud.beginRun([{ service: 'dynamodb', operation, call: 1, when: 'after', do: 'disconnect' }]);
    await requests.put(aRequest(1));
    const asked = { state: 'asked', attempt: null } as const;
    lost('UpdateItem');
    expect(await requests.change(aRequest(1).id, asked, { state: 'sending', attempt: 'a' })).toBe(true);
    lost('PutItem');
    expect(await limits.note(key, letter(1, 0))).toBe(true);
    lost('PutItem');
    await confirmations.sent('r1', askedAt);
    expect(await confirmations.recent()).toHaveLength(1);
    lost('UpdateItem');
    await limits.count('2026-11-23', 5);
    expect(await limits.mailedOn('2026-11-23')).toBeGreaterThanOrEqual(1);
  });

  it('keeps what is optional of a reader, and stores no field that is not there', async () => {
    const { readers } = await awsPorts();
    const agreed = {
      at: askedAt,
      how: 'signed up',
      confirmed: askedAt,
      form: 'f',
      letter: 'l',
      messageId: 'm',
    };
    const whole = aReader(1, { agreed, joined: askedAt });
    await readers.add(whole);
    expect(await readers.read('weekly', whole.id)).toEqual(whole);
    const bare = aReader(2, {
      agreed: { at: askedAt, how: 'x', letter: undefined },
      joined: undefined,
    } as unknown as Partial<ReturnType<typeof aReader>>);
    expect((await readers.add(bare)).added).toBe(true);
    expect(Object.keys((await readers.read('weekly', bare.id)) ?? {})).not.toContain('joined');
  });

  it('queues ids alone, each once, in their order', async () => {
    const { clients, resources } = await awsPorts();
    // Any FIFO queue will do.
    const QueueUrl = resources.SLICE_QUEUE_URL;
    const queue = new SqsSignUpQueue(clients.sqs, QueueUrl);
    for (const n of [1, 2, 1]) await queue.enqueue(aRequest(n).id);
    const { Messages = [] } = await clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
    );
    expect(Messages.map(({ Body }) => Body)).toEqual([aRequest(1).id, aRequest(2).id]);
    expect(new Set(Messages.map(({ Attributes }) => Attributes?.MessageGroupId)).size).toBe(1);
  });
});
