import { checkBatch, eachOf } from './batch.ts';
import type { QueuedMessage } from './message.ts';
import { requireBatchFits, requireFifoFields } from './new-message.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { md5Of, receivedMessage, sequenceNumberOf } from './received-message.ts';
import type { SqsOperation, SqsRequest } from './sqs-requests.ts';

/** What the actions work on. `origin` is where the server listens. */
export type SqsBackend = { queues: Queues; origin(): string };
type Result = Record<string, unknown>;
type Actions = {
  [Operation in SqsOperation]: (backend: SqsBackend, request: SqsRequest<Operation>) => Promise<Result>;
};

/** The operations of SQS that Courant needs. */
export const sqsActions: Actions = {
  async CreateQueue(backend, { QueueName, Attributes }) {
    return urlOf(backend, await backend.queues.create(QueueName, Attributes));
  },

  async SetQueueAttributes({ queues }, { QueueUrl, Attributes }) {
    await queues.change(queues.get(QueueUrl), Attributes);
    return {};
  },

  async GetQueueUrl(backend, { QueueName }) {
    return urlOf(backend, backend.queues.get(QueueName));
  },

  async GetQueueAttributes({ queues }, { QueueUrl, AttributeNames }) {
    const all = attributesOf(queues, queues.get(QueueUrl));
    const asked = ([name]: [string, string]) =>
      AttributeNames.includes('All') || AttributeNames.includes(name);
    return { Attributes: Object.fromEntries(Object.entries(all).filter(asked)) };
  },

  async SendMessage({ queues }, request) {
    return sent(request.MessageBody, await queues.get(request.QueueUrl).send(newMessage(request)));
  },

  async SendMessageBatch({ queues }, { QueueUrl, Entries }) {
    const queue = queues.get(QueueUrl);
    checkBatch(Entries);
    requireBatchFits(Entries.map(newMessage));
    for (const entry of Entries) requireFifoFields(queue.settings, newMessage(entry));
    return eachOf(Entries, async entry => sent(entry.MessageBody, await queue.send(newMessage(entry))));
  },

  async ReceiveMessage({ queues }, request) {
    const { QueueUrl, MaxNumberOfMessages, VisibilityTimeout } = request;
    const messages = await queues.get(QueueUrl).receive(MaxNumberOfMessages, VisibilityTimeout);
    return messages.length === 0
      ? {}
      : { Messages: messages.map(message => receivedMessage(message, request)) };
  },

  async DeleteMessage({ queues }, { QueueUrl, ReceiptHandle }) {
    await queues.get(QueueUrl).delete(ReceiptHandle);
    return {};
  },

  async DeleteMessageBatch({ queues }, { QueueUrl, Entries }) {
    const queue = queues.get(QueueUrl);
    checkBatch(Entries);
    return eachOf(Entries, async ({ ReceiptHandle }) => {
      await queue.delete(ReceiptHandle);
      return {};
    });
  },

  async ChangeMessageVisibility({ queues }, { QueueUrl, ReceiptHandle, VisibilityTimeout }) {
    await queues.get(QueueUrl).changeVisibility(ReceiptHandle, VisibilityTimeout);
    return {};
  },

  async PurgeQueue({ queues }, { QueueUrl }) {
    await queues.get(QueueUrl).purge();
    return {};
  },
};

function urlOf({ queues, origin }: SqsBackend, queue: Queue): Result {
  return { QueueUrl: `${origin()}${queues.pathOf(queue)}` };
}

function newMessage(request: Omit<SqsRequest<'SendMessage'>, 'QueueUrl'>) {
  return {
    body: request.MessageBody,
    attributes: request.MessageAttributes,
    group: request.MessageGroupId,
    deduplication: request.MessageDeduplicationId,
    delaySeconds: request.DelaySeconds,
  };
}

/** The checksum is that of the body that came, which need not be that of the message it was taken for. */
function sent(body: string, message: QueuedMessage): Result {
  const fifo = message.group === undefined ? {} : { SequenceNumber: sequenceNumberOf(message) };
  return { MessageId: message.id, MD5OfMessageBody: md5Of(body), ...fifo };
}

function attributesOf(queues: Queues, queue: Queue): Record<string, string> {
  const { visible, inFlight, delayed } = queue.counts();
  const { FifoQueue, RedrivePolicy, VisibilityTimeout, DelaySeconds } = queue.settings;
  return {
    QueueArn: queues.arnOf(queue),
    ApproximateNumberOfMessages: `${visible}`,
    ApproximateNumberOfMessagesNotVisible: `${inFlight}`,
    ApproximateNumberOfMessagesDelayed: `${delayed}`,
    VisibilityTimeout: `${VisibilityTimeout}`,
    DelaySeconds: `${DelaySeconds}`,
    ...(FifoQueue ? { FifoQueue: 'true' } : {}),
    ...(RedrivePolicy ? { RedrivePolicy: JSON.stringify(RedrivePolicy) } : {}),
  };
}
