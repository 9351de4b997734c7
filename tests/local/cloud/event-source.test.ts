import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { drainQueue, runEventSource } from '../../../local/cloud/event-source.ts';
import { createResources } from '../../../local/cloud/resources.ts';
import { cloudForTest } from '../../support/cloud/cloud.ts';

/** A queue with these messages, each in the group that its first letter names. */
async function queueWith(bodies: readonly string[], visibilityTimeout = 1) {
  const { cloud, clients } = await cloudForTest();
  const resources = await createResources(cloud, { visibilityTimeout });
  const queue = {
    sqs: clients.sqs,
    queueUrl: resources.SLICE_QUEUE_URL,
    deadLetterQueueUrl: resources.DEAD_SLICE_QUEUE_URL,
  };
  const send = (body: string) =>
    clients.sqs.send(
      new SendMessageCommand({
        QueueUrl: queue.queueUrl,
        MessageBody: body,
        MessageGroupId: body.slice(0, 1),
        MessageDeduplicationId: body,
      }),
    );
  for (const body of bodies) await send(body);
  return { queue, send };
}

const bodiesOf = ({ Records }: SQSEvent) => Records.map(({ body }) => body);

describe('drainQueue', () => {
  it('gives the handler the event that Lambda gives, in order, and deletes what was done', async () => {
    const { queue } = await queueWith(['a1', 'a2']);
    const events: SQSEvent[] = [];
    const done = await drainQueue({ ...queue, handler: async event => void events.push(event) });
    expect(done).toEqual({ events: 2, succeeded: 2, failed: 0, deadLetters: 0 });
    expect(events.map(bodiesOf)).toEqual([['a1'], ['a2']]);
    expect(events[0]?.Records[0]).toMatchObject({
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:slices.fifo',
      awsRegion: 'us-east-1',
      attributes: { ApproximateReceiveCount: '1', MessageGroupId: 'a', MessageDeduplicationId: 'a1' },
      messageAttributes: {},
    });
    expect(await drainQueue({ ...queue, handler: async () => undefined })).toMatchObject({ events: 0 });
  });

  it('tells once what it waits for, and for how long at most', async () => {
    const { queue } = await queueWith(['a1', 'b1']);
    await queue.sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.queueUrl, MaxNumberOfMessages: 10 }));
    const told: unknown[] = [];
    const done = await drainQueue({
      ...queue,
      handler: async () => undefined,
      waitsSilently: 100,
      onWait: waiting => told.push(waiting),
    });
    expect(done).toMatchObject({ events: 2, succeeded: 2 });
    expect(told).toEqual([{ queue: 'slices.fifo', messages: 2, withinSeconds: 1 }]);
  });

  it('tells nobody of a wait where there is none', async () => {
    const { queue } = await queueWith(['a1']);
    const told: unknown[] = [];
    const source = { ...queue, waitsSilently: 0, onWait: (waiting: unknown) => told.push(waiting) };
    await drainQueue({ ...source, handler: async () => undefined });
    expect(told).toEqual([]);
  });

  it('does not wait, if asked so, for what is in somebody’s hands', async () => {
    const { queue } = await queueWith(['a1', 'a2', 'b1'], 3600);
    const done = await drainQueue({
      ...queue,
      onlyVisible: true,
      async handler({ Records: [record] }) {
        if (record?.body === 'a1') throw new Error('comes in an hour');
      },
    });
    expect(done).toMatchObject({ events: 2, succeeded: 1, failed: 1 });
  });

  it('gives a thrown batch again after the visibility timeout, in its place, and tells the error', async () => {
    const { queue } = await queueWith(['a1', 'a2']);
    const seen: string[] = [];
    const errors: unknown[] = [];
    const done = await drainQueue({
      ...queue,
      async handler({ Records: [record] }) {
        seen.push(`${record?.body} ${record?.attributes.ApproximateReceiveCount}`);
        if (seen.length === 1) throw new Error('first time');
      },
      onError: error => errors.push(error),
    });
    expect(seen).toEqual(['a1 1', 'a1 2', 'a2 1']);
    expect(errors).toEqual([new Error('first time')]);
    expect(done).toEqual({ events: 3, succeeded: 2, failed: 1, deadLetters: 0 });
  });

  it('deletes of a batch just what is not named as failed', async () => {
    const { queue } = await queueWith(['a1', 'a2', 'a3']);
    const batches: string[][] = [];
    const done = await drainQueue({
      ...queue,
      batchSize: 10,
      async handler(event) {
        batches.push(bodiesOf(event));
        const failed = event.Records.filter(({ body }) => body === 'a2' && batches.length === 1);
        return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      },
    });
    expect(batches).toEqual([['a1', 'a2', 'a3'], ['a2']]);
    expect(done).toEqual({ events: 2, succeeded: 3, failed: 1, deadLetters: 0 });
  });

  it('counts a message as failed that outlasted its visibility; what never succeeds ends among the dead letters', async () => {
    const { queue } = await queueWith(['a1'], 0);
    const done = await drainQueue({ ...queue, handler: async () => undefined });
    expect(done).toEqual({ events: 2, succeeded: 0, failed: 2, deadLetters: 1 });
  });

  it('fails the whole batch when the answer names a message that is not in it', async () => {
    const { queue } = await queueWith(['a1'], 0);
    const handler = async () => ({ batchItemFailures: [{ itemIdentifier: 'another' }] });
    expect(await drainQueue({ ...queue, handler })).toMatchObject({
      succeeded: 0,
      failed: 2,
      deadLetters: 1,
    });
  });

  it('works on several groups at a time, but never twice on one', async () => {
    const { queue } = await queueWith(['a1', 'a2', 'a3', 'b1', 'b2', 'c1'], 30);
    const busy = new Set<string>();
    let most = 0;
    const order: string[] = [];
    await drainQueue({
      ...queue,
      concurrency: 3,
      async handler(event) {
        const [body = ''] = bodiesOf(event);
        expect(busy).not.toContain(body[0]);
        busy.add(body.slice(0, 1));
        most = Math.max(most, busy.size);
        await new Promise(resolve => setTimeout(resolve, 30));
        busy.delete(body.slice(0, 1));
        order.push(body);
      },
      onError: error => order.push(String(error)),
    });
    expect(most).toBeGreaterThan(1);
    expect(order.filter(body => body.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(order.toSorted()).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'c1']);
  });

  it('ends at the most events it is allowed, and leaves the rest', async () => {
    const { queue } = await queueWith(['a1', 'a2', 'a3']);
    const handler = async () => undefined;
    expect(await drainQueue({ ...queue, handler, mostEvents: 2 })).toMatchObject({ events: 2, succeeded: 2 });
    expect(await drainQueue({ ...queue, handler })).toMatchObject({ events: 1 });
  });

  it('goes to no other machine', async () => {
    const { queue } = await queueWith([]);
    const queueUrl = 'https://sqs.us-east-1.amazonaws.com/123456789012/slices.fifo';
    await expect(drainQueue({ ...queue, queueUrl, handler: async () => undefined })).rejects.toThrow(
      /queue URL/,
    );
  });
});

describe('runEventSource', () => {
  it('works on what comes until it is stopped, and waits for the event in hand', async () => {
    const { queue, send } = await queueWith([]);
    const seen: string[] = [];
    let letGo = () => {};
    const held = new Promise<void>(resolve => {
      letGo = resolve;
    });
    const source = runEventSource({
      ...queue,
      async handler(event) {
        seen.push(...bodiesOf(event));
        await held;
      },
    });
    await send('a1');
    await expect.poll(() => seen).toEqual(['a1']);
    const stopped = source.stop();
    letGo();
    expect(await stopped).toEqual({ events: 1, succeeded: 1, failed: 0, deadLetters: 0 });
    await send('a2');
    expect(seen).toEqual(['a1']);
  });

  it('reports at the stop that the queue failed', async () => {
    const { queue } = await queueWith([]);
    const queueUrl = `${queue.queueUrl.slice(0, -5)}-missing.fifo`;
    const source = runEventSource({ ...queue, queueUrl, handler: async () => undefined });
    await expect(source.stop()).rejects.toThrow(/does not exist/);
  });
});
