import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { SqsFeedbackQueue } from '../../../aws/sqs/sqs-feedback-queue.ts';
import { awsPorts } from '../aws-ports.ts';

it('counts what waits, what is in hand and what was put aside', async () => {
  const { clients, resources } = await awsPorts();
  const { FEEDBACK_QUEUE_URL: QueueUrl, DEAD_FEEDBACK_QUEUE_URL: dead } = resources;
  const queue = new SqsFeedbackQueue(clients.sqs, [QueueUrl, dead]);
  expect(await queue.waiting()).toBe(0);
  for (const url of [QueueUrl, QueueUrl, dead])
    await clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: '{}' }));
  expect(await queue.waiting()).toBe(3);
  await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(await queue.waiting()).toBe(3);
});
