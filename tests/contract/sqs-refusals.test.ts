import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { describeContract, recorded, refusal } from '../support/cloud/cloud-contract.ts';

const mebibyte = 1024 * 1024;

describeContract('What SQS refuses', ({ clients, holds }) => {
  const create = async (name: string, Attributes: Record<string, string> = {}) =>
    (await clients().sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl ?? '';
  const fifo = () => create(`contract-${randomUUID()}.fifo`, { FifoQueue: 'true' });
  const standard = () => create(`contract-${randomUUID()}`);
  const send = async (more: Partial<SendMessageCommandInput> = {}, QueueUrl?: string) =>
    clients().sqs.send(
      new SendMessageCommand({
        QueueUrl: QueueUrl ?? (await fifo()),
        MessageBody: 'x',
        MessageGroupId: 'lane',
        MessageDeduplicationId: randomUUID(),
        ...more,
      }),
    );
  const entry = (Id: string, more: Partial<SendMessageBatchRequestEntry> = {}) => ({
    Id,
    MessageBody: Id,
    MessageGroupId: 'lane',
    MessageDeduplicationId: randomUUID(),
    ...more,
  });
  const sendBatch = (QueueUrl: string, Entries: SendMessageBatchRequestEntry[]) =>
    clients().sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const isEmpty = async (QueueUrl: string) =>
    !(await clients().sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 0 }))).Messages?.length;

  holds(
    recorded('send_message_with_no_group / _no_id', '2024-04-30', 'a FIFO message without group or id'),
    async () => {
      expect(await refusal(send({ MessageGroupId: undefined }))).toMatchObject({ name: 'MissingParameter' });
      expect(await refusal(send({ MessageDeduplicationId: undefined }))).toMatchObject({
        name: 'InvalidParameterValue',
        message:
          'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      });
    },
  );

  for (const lacking of ['MessageGroupId', 'MessageDeduplicationId'] as const) {
    holds(
      recorded(
        `send_batch_missing_${lacking === 'MessageGroupId' ? 'message_group_id' : 'deduplication_id'}_for_fifo_queue`,
        '2024-04-30',
        `a whole batch of which one entry lacks its ${lacking}`,
      ),
      async () => {
        const queue = await fifo();
        const refused = await refusal(sendBatch(queue, [entry('1'), entry('2', { [lacking]: undefined })]));
        expect(refused.name).toBe('InvalidParameterValue');
        expect(refused.$metadata?.httpStatusCode).toBe(400);
        expect(await isEmpty(queue)).toBe(true);
      },
      lacking === 'MessageGroupId' ? 'batches without a group' : undefined,
    );
  }

  holds(recorded('too_many_entries_in_batch_request', '2024-04-30', 'a batch of 20'), async () => {
    const queue = await fifo();
    const Entries = Array.from({ length: 20 }, (_, number) => entry(`${number}`));
    expect(await refusal(sendBatch(queue, Entries))).toMatchObject({
      name: 'TooManyEntriesInBatchRequest',
      message: 'Maximum number of entries per request are 10. You have sent 20.',
    });
    expect(await isEmpty(queue)).toBe(true);
  });

  holds(
    recorded('invalid_batch_id', '2024-04-30', 'a batch entry whose id has other characters or is too long'),
    async () => {
      const queue = await fifo();
      for (const id of ['a b', 'a:1', 'x'.repeat(81), 'é'])
        expect((await refusal(sendBatch(queue, [entry(id)]))).name).toBe('InvalidBatchEntryId');
      const Entries = [{ Id: 'a b', ReceiptHandle: 'x' }];
      const deletion = clients().sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue, Entries }));
      expect((await refusal(deletion)).name).toBe('InvalidBatchEntryId');
      await sendBatch(queue, [entry('x_-1'.repeat(20))]);
    },
    'ids of batch entries',
  );

  for (const name of ['MessageDeduplicationId', 'MessageGroupId'] as const) {
    holds(
      recorded(
        'message_deduplication_id_success / _failure',
        '2025-07-30',
        `a ${name} that is empty, too long, or has a space`,
      ),
      async () => {
        for (const id of ['', 'x'.repeat(129), 'a b']) {
          const refused = await refusal(send({ [name]: id }));
          expect(refused.name).toBe('InvalidParameterValue');
          expect(refused.message).toMatch(/alphanumeric and punctuation characters\. 1 to 128 in length/);
        }
        for (const id of ['x'.repeat(128), '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'])
          expect((await send({ [name]: id })).MessageId).toBeTruthy();
      },
      'characters of ids',
    );
  }

  holds(
    recorded('fifo_queue_send_message_with_delay_seconds_fails', '2024-04-30', 'a FIFO message with a delay'),
    async () => {
      expect((await refusal(send({ DelaySeconds: 2 }))).name).toBe('InvalidParameterValue');
    },
  );

  holds(recorded('send_oversized_message', '2025-08-19', 'a message of more than a mebibyte'), async () => {
    const queue = await standard();
    const plain = { MessageGroupId: undefined, MessageDeduplicationId: undefined };
    const body = 'a'.repeat(mebibyte);
    expect((await send({ ...plain, MessageBody: body }, queue)).MessageId).toBeTruthy();
    const refused = await refusal(send({ ...plain, MessageBody: `${body}a` }, queue));
    expect(refused.name).toBe('InvalidParameterValue');
  });

  holds(
    recorded('send_oversized_message_batch', '2025-08-19', 'a batch of more than a mebibyte together'),
    async () => {
      const queue = await standard();
      const [half, rest] = [mebibyte / 2, mebibyte / 2 + 1];
      const Entries = [half, rest].map((bytes, n) => ({ Id: `${n}`, MessageBody: 'a'.repeat(bytes) }));
      expect((await refusal(sendBatch(queue, Entries))).name).toBe('BatchRequestTooLong');
      expect(await isEmpty(queue)).toBe(true);
    },
  );

  holds(
    recorded('successive_purge_calls_fail', '2024-04-30', 'a second purge within a minute'),
    async () => {
      const queue = await standard();
      await send({ MessageGroupId: undefined, MessageDeduplicationId: undefined }, queue);
      await clients().sqs.send(new PurgeQueueCommand({ QueueUrl: queue }));
      expect(await isEmpty(queue)).toBe(true);
      const refused = await refusal(clients().sqs.send(new PurgeQueueCommand({ QueueUrl: queue })));
      expect(refused.name).toBe('PurgeQueueInProgress');
      expect(refused.$metadata?.httpStatusCode).toBe(403);
    },
    'second purges',
  );

  holds(
    recorded(
      'create_fifo_queue_with_different_attributes_raises_error',
      '2024-04-30',
      'a queue of a name that has other attributes',
    ),
    async () => {
      const name = `contract-${randomUUID()}.fifo`;
      const attributes = { FifoQueue: 'true', VisibilityTimeout: '30' };
      const url = await create(name, attributes);
      expect(await create(name, attributes)).toBe(url);
      const refused = await refusal(create(name, { ...attributes, ContentBasedDeduplication: 'true' }));
      expect(refused.name).toBe('QueueNameExists');
    },
  );
});
