import { randomUUID } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { describeContract, recorded, refusal } from '../support/cloud/cloud-contract.ts';

describeContract('SQS', ({ clients, holds }) => {
  const fifo = async (attributes: Record<string, string> = {}) => {
    const creation = new CreateQueueCommand({
      QueueName: `contract-${randomUUID()}.fifo`,
      Attributes: { FifoQueue: 'true', VisibilityTimeout: '30', ...attributes },
    });
    return (await clients().sqs.send(creation)).QueueUrl ?? '';
  };
  const send = (QueueUrl: string, body: string, group = 'lane', id = body) =>
    clients().sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: id,
      }),
    );
  const receive = async (QueueUrl: string, most = 1): Promise<Message[]> => {
    const asked = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: most,
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
    });
    return (await clients().sqs.send(asked)).Messages ?? [];
  };
  const take = async (QueueUrl: string) => (await receive(QueueUrl))[0];
  const finish = (QueueUrl: string, message: Message | undefined) =>
    clients().sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
  const release = (QueueUrl: string, message: Message | undefined) =>
    clients().sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );

  holds('messages of a group come in the order in which they were sent', async () => {
    const queue = await fifo();
    const bodies = Array.from({ length: 12 }, (_, number) => `slice-${number}`);
    for (const body of bodies) await send(queue, body);
    const found: (string | undefined)[] = [];
    for (let message = await take(queue); message; message = await take(queue)) {
      found.push(message.Body);
      await finish(queue, message);
    }
    expect(found).toEqual(bodies);
  });

  holds(
    'while a message of a group is in hand no other of that group is given out, but those of others are',
    async () => {
      const queue = await fifo();
      for (const body of ['a1', 'a2', 'b1']) await send(queue, body, body[0]);
      const first = await take(queue);
      expect(first?.Body).toBe('a1');
      expect((await take(queue))?.Body).toBe('b1');
      expect(await take(queue)).toBeUndefined();
      await finish(queue, first);
      expect((await take(queue))?.Body).toBe('a2');
    },
  );

  holds('the same deduplication id is queued once', async () => {
    const queue = await fifo();
    await send(queue, 'first', 'lane', 'same');
    await send(queue, 'second', 'lane', 'same');
    const message = await take(queue);
    expect(message?.Body).toBe('first');
    await finish(queue, message);
    expect(await take(queue)).toBeUndefined();
  });

  holds(
    'the same deduplication id is not queued again right after its message was done',
    async () => {
      const queue = await fifo();
      await send(queue, 'first', 'lane', 'same');
      await finish(queue, await take(queue));
      await send(queue, 'second', 'lane', 'same');
      expect(await take(queue)).toBeUndefined();
    },
    'deduplication after the end',
  );

  holds(
    'a message that was not done appears again, in its place, and counts how often it was received',
    async () => {
      const queue = await fifo();
      for (const body of ['one', 'two']) await send(queue, body);
      const first = await take(queue);
      expect(first?.Attributes).toMatchObject({ ApproximateReceiveCount: '1', MessageGroupId: 'lane' });
      expect(await take(queue)).toBeUndefined();
      await release(queue, first);
      const again = await take(queue);
      expect(again?.Body).toBe('one');
      expect(again?.Attributes?.ApproximateReceiveCount).toBe('2');
    },
  );

  holds('a message received too often goes to the dead-letter queue and frees its group', async () => {
    const dead = await fifo();
    const { Attributes } = await clients().sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ['QueueArn'] }),
    );
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 2 });
    const queue = await fifo({ RedrivePolicy });
    for (const body of ['bad', 'good']) await send(queue, body);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const message = await take(queue);
      expect(message?.Body).toBe('bad');
      await release(queue, message);
    }
    const next = (await take(queue)) ?? (await take(queue));
    expect(next?.Body).toBe('good');
    expect((await take(dead))?.Body).toBe('bad');
  });

  holds(
    recorded(
      'dead_letter_queue_message_attributes',
      '2024-04-30',
      'a dead letter keeps its id, its receptions count on, and it names the queue from which it comes',
    ),
    async () => {
      const create = async (Attributes: Record<string, string> = {}) =>
        (
          await clients().sqs.send(
            new CreateQueueCommand({ QueueName: `contract-${randomUUID()}`, Attributes }),
          )
        ).QueueUrl ?? '';
      const arnOf = async (QueueUrl: string) => {
        const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
        return (await clients().sqs.send(asked)).Attributes?.QueueArn;
      };
      const dead = await create();
      const redrive = { deadLetterTargetArn: await arnOf(dead), maxReceiveCount: 1 };
      const queue = await create({ VisibilityTimeout: '30', RedrivePolicy: JSON.stringify(redrive) });
      await clients().sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'bad' }));
      const first = await take(queue);
      await release(queue, first);
      expect(await take(queue)).toBeUndefined();
      const letter = await take(dead);
      expect(letter).toMatchObject({ Body: 'bad', MessageId: first?.MessageId });
      expect(letter?.Attributes).toMatchObject({
        ApproximateReceiveCount: '2',
        DeadLetterQueueSourceArn: await arnOf(queue),
      });
    },
    'dead letters',
  );

  holds(
    recorded(
      'fifo_message_group_visibility_after_delete (asserted)',
      'no date',
      'a receive fills up from one group before it goes on to others, and what is left follows by age of the groups',
    ),
    async () => {
      const queue = await fifo();
      for (const body of ['g1-m1', 'g2-m1', 'g1-m2', 'g2-m2', 'g1-m3', 'g1-m4', 'g3-m1'])
        await send(queue, body, body.slice(0, 2));
      const first = await receive(queue, 2);
      expect(first.map(({ Body }) => Body)).toEqual(['g1-m1', 'g1-m2']);
      for (const message of first) await finish(queue, message);
      const rest = await receive(queue, 10);
      expect(rest.map(({ Body }) => Body)).toEqual(['g2-m1', 'g2-m2', 'g1-m3', 'g1-m4', 'g3-m1']);
    },
    'order of groups',
  );

  holds(
    recorded(
      'fifo_message_group_visibility_after_change_message_visibility (asserted)',
      '2025-11-17',
      'a group that is visible again queues behind others, and gives what is visible of it',
    ),
    async () => {
      const queue = await fifo();
      for (const body of ['g1-m1', 'g1-m2', 'g2-m1']) await send(queue, body, body.slice(0, 2));
      const [first] = await receive(queue, 2);
      await release(queue, first);
      expect((await receive(queue, 3)).map(({ Body }) => Body)).toEqual(['g2-m1', 'g1-m1']);
    },
    'order of groups',
  );

  holds(
    recorded(
      'change_message_visibility_after_visibility_timeout_expiration',
      '2024-04-30',
      'on a standard queue a message may still be hidden and finished after it has appeared again',
    ),
    async () => {
      const creation = new CreateQueueCommand({ QueueName: `contract-${randomUUID()}` });
      const queue = (await clients().sqs.send(creation)).QueueUrl ?? '';
      await clients().sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'late' }));
      const message = await take(queue);
      await release(queue, message);
      await release(queue, message);
      expect((await take(queue))?.MessageId).toBe(message?.MessageId);
    },
  );

  holds('a batch is queued whole and in order', async () => {
    const queue = await fifo();
    const bodies = Array.from({ length: 10 }, (_, number) => `slice-${number}`);
    const { Successful, Failed } = await clients().sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queue,
        Entries: bodies.map((body, number) => ({
          Id: `${number}`,
          MessageBody: body,
          MessageGroupId: 'lane',
          MessageDeduplicationId: body,
        })),
      }),
    );
    expect(Successful).toHaveLength(10);
    expect(Failed ?? []).toEqual([]);
    expect((await receive(queue, 10)).map(({ Body }) => Body)).toEqual(bodies);
  });

  holds('counts tell what waits and what is in hand', async () => {
    const queue = await fifo();
    for (const body of ['one', 'two', 'three']) await send(queue, body, body);
    await take(queue);
    const { Attributes } = await clients().sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: '2',
      ApproximateNumberOfMessagesNotVisible: '1',
    });
  });

  holds('a missing queue is named as such', async () => {
    const queue = await fifo();
    expect((await refusal(take(`${queue.slice(0, -5)}x.fifo`))).name).toBe('QueueDoesNotExist');
  });
});
