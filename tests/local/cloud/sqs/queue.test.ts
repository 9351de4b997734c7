import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueuedMessage } from '../../../../local/cloud/sqs/message.ts';
import { QueueFiles } from '../../../../local/cloud/sqs/queue-files.ts';
import { parseQueueSettings } from '../../../../local/cloud/sqs/queue-settings.ts';
import { Queues } from '../../../../local/cloud/sqs/queues.ts';
import { emptyDirectory } from '../../../support/cloud/cloud.ts';

async function queuesForTest(directory: string, time = () => 1_000_000) {
  const queues = new Queues(new QueueFiles(directory), 'us-east-1', { time });
  await queues.recover();
  return queues;
}

const fifo = { FifoQueue: 'true', VisibilityTimeout: '30' };
const messageOf = (group: string, deduplication: string) => ({
  body: deduplication,
  attributes: {},
  group,
  deduplication,
});

/** Works on a queue of messages, one for each group named, whose bodies are their numbers. */
async function receiverOf(groups: readonly string[]) {
  let time = 1_000_000;
  const queue = await (await queuesForTest(await emptyDirectory(), () => time)).create('q.fifo', fifo);
  for (const [number, group] of groups.entries()) await queue.send(messageOf(group, `${number}`));
  let inHand: QueuedMessage[] = [];
  const finished: string[] = [];
  const handleOf = (message: QueuedMessage) => message.receiptHandle ?? '';
  return {
    finished,
    async receive() {
      for (const message of await queue.receive(1)) {
        expect(inHand.map(({ group }) => group)).not.toContain(message.group);
        inHand.push(message);
      }
    },
    async finish() {
      for (const message of inHand.splice(0, 1)) {
        await queue.delete(handleOf(message));
        finished.push(message.body);
      }
    },
    async release() {
      for (const message of inHand.splice(0, 1)) await queue.changeVisibility(handleOf(message), 0);
    },
    async wait() {
      time += 30_000;
      inHand = [];
    },
  };
}

describe('a FIFO queue', () => {
  it('gives out each group in order and one message at a time, whatever is received, finished and let go', async () => {
    const step = fc.constantFrom('receive', 'finish', 'release', 'wait');
    const groups = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(groups, fc.array(step, { maxLength: 25 }), async (sent, steps) => {
        const receiver = await receiverOf(sent);
        for (const each of steps) await receiver[each]();
        for (const group of ['a', 'b', 'c']) {
          const of = (numbers: readonly string[]) => numbers.filter(number => sent[Number(number)] === group);
          expect(of(receiver.finished)).toEqual(of(Object.keys(sent)).slice(0, of(receiver.finished).length));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('takes the same deduplication id again after five minutes', async () => {
    let time = 1_000_000;
    const queues = await queuesForTest(await emptyDirectory(), () => time);
    const queue = await queues.create('q.fifo', fifo);
    const first = await queue.send(messageOf('a', 'same'));
    time += 5 * 60_000 - 1;
    expect((await queue.send(messageOf('a', 'same'))).id).toBe(first.id);
    time += 1;
    expect((await queue.send(messageOf('a', 'same'))).id).not.toBe(first.id);
  });

  it('has after a restart what was not finished, in hand what was in hand, and the same settings', async () => {
    const directory = await emptyDirectory();
    const before = await (await queuesForTest(directory)).create('q.fifo', fifo);
    for (const body of ['done', 'in-hand', 'waiting']) await before.send(messageOf(body, body));
    const [done] = await before.receive(1);
    await before.delete(done?.receiptHandle ?? '');
    await before.receive(1);
    const after = (await queuesForTest(directory)).get('q.fifo');
    expect(after.settings).toEqual(before.settings);
    expect(after.counts()).toEqual({ visible: 1, inFlight: 1, delayed: 0 });
    expect((await after.receive(10)).map(({ body }) => body)).toEqual(['waiting']);
    const added = await after.send(messageOf('x', 'x'));
    expect(added.sequence).toBeGreaterThan(3);
  });
});

describe('a dead-letter queue', () => {
  const redrive = { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:123456789012:dead.fifo', maxReceiveCount: 1 };

  it('takes each message that was received too often once, also one whose move the end of a process cut in two', async () => {
    const directory = await emptyDirectory();
    const files = new QueueFiles(directory);
    const queues = new Queues(files, 'us-east-1', { time: () => 1_000_000 });
    await queues.recover();
    const dead = await queues.create('dead.fifo', fifo);
    const queue = await queues.create('q.fifo', { ...fifo, RedrivePolicy: JSON.stringify(redrive) });
    for (const id of ['1', '2']) await queue.send(messageOf(id, id));
    const received = await queue.receive(2);
    for (const { receiptHandle = '' } of received) await queue.changeVisibility(receiptHandle, 0);
    const before = queue.messages().map(message => ({ ...message }));
    expect(await queue.receive(10)).toEqual([]);
    expect(dead.messages().map(({ id, receiveCount }) => [id, receiveCount])).toEqual(
      received.map(({ id }) => [id, 1]),
    );
    // As if the first were written there and not removed here yet.
    for (const message of before.slice(0, 1)) await files.save('q.fifo', message);
    const after = await queuesForTest(directory);
    expect(await after.get('q.fifo').receive(10)).toEqual([]);
    expect(after.get('q.fifo').messages()).toEqual([]);
    const letters = await after.get('dead.fifo').receive(10);
    expect(letters.map(({ id }) => id)).toEqual(received.map(({ id }) => id));
  });
});

describe('a queue after a restart with the clock set back', () => {
  it('gives out again what was in hand or delayed within the time that it grants, however far it was set back', async () => {
    const back = fc.integer({ min: 0, max: 10_000_000 });
    await fc.assert(
      fc.asyncProperty(back, fc.boolean(), async (milliseconds, received) => {
        const directory = await emptyDirectory();
        const before = 100_000_000;
        const settings = { ...fifo, DelaySeconds: '10' };
        const queue = await (await queuesForTest(directory, () => before)).create('q.fifo', settings);
        await queue.send(messageOf('a', '1'));
        if (received) await (await queuesForTest(directory, () => before + 10_000)).get('q.fifo').receive(1);
        let time = before - milliseconds;
        const after = (await queuesForTest(directory, () => time)).get('q.fifo');
        time += received ? 30_000 + 10_000 : 30_000;
        expect((await after.receive(1)).map(({ body }) => body)).toEqual(['1']);
        expect(after.messages()[0]?.sentAt).toBeLessThanOrEqual(time);
      }),
      { numRuns: 25 },
    );
  });
});

describe('parseQueueSettings', () => {
  it.each([
    ['q', { Unknown: '1' }, 'InvalidAttributeName'],
    ['q', { VisibilityTimeout: 'soon' }, 'InvalidAttributeValue'],
    ['q', { VisibilityTimeout: '43201' }, 'InvalidAttributeValue'],
    ['q', { RedrivePolicy: '{' }, 'InvalidAttributeValue'],
    ['q', { FifoQueue: 'true' }, 'InvalidParameterValue'],
    ['q.fifo', {}, 'InvalidParameterValue'],
  ])('refuses %s with %j as %s', (name, attributes, code) => {
    expect(() => parseQueueSettings(name, attributes as Record<string, string>)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

it('a standard queue gives out any visible message', async () => {
  const queues = await queuesForTest(await emptyDirectory());
  const queue = await queues.create('q', {});
  await queue.send({ body: 'one', attributes: {}, group: undefined, deduplication: undefined });
  await queue.send({ body: 'two', attributes: {}, group: undefined, deduplication: undefined });
  expect((await queue.receive(1)).map(({ body }) => body)).toEqual(['one']);
  expect((await queue.receive(1)).map(({ body }) => body)).toEqual(['two']);
});

describe('queues that deliver everything twice', () => {
  it('give out a message that was deleted once more, and no third time', async () => {
    const put: string[] = [];
    const queues = new Queues(new QueueFiles(await emptyDirectory()), 'us-east-1', {
      time: () => 1_000_000,
      twice: true,
      onMessage: (queue, body) => put.push(`${queue}: ${body}`),
    });
    await queues.recover();
    for (const [name, settings] of [
      ['q.fifo', fifo],
      ['q', {}],
    ] as const) {
      const queue = await queues.create(name, settings);
      await queue.send(messageOf('a', '1'));
      for (const expected of [['1'], ['1'], []]) {
        const received = await queue.receive(10);
        expect(received.map(({ body }) => body)).toEqual(expected);
        for (const { receiptHandle = '' } of received) await queue.delete(receiptHandle);
      }
    }
    expect(put).toEqual(['q.fifo: 1', 'q: 1']);
  });
});
