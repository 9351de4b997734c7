import { createHash } from 'node:crypto';
import type { QueuedMessage } from './message.ts';
import type { SqsRequest } from './sqs-requests.ts';

/** The MD5 by which the SDK checks a body that it sent or received. */
export function md5Of(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

/** A received message as ReceiveMessage answers it, with the attributes that were asked for. */
export function receivedMessage(
  message: QueuedMessage,
  asked: SqsRequest<'ReceiveMessage'>,
): Record<string, unknown> {
  const attributes = pick(systemAttributesOf(message), [
    ...asked.MessageSystemAttributeNames,
    ...asked.AttributeNames,
  ]);
  const own = pick(message.attributes, asked.MessageAttributeNames);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5Of(message.body),
    ...(Object.keys(attributes).length > 0 ? { Attributes: attributes } : {}),
    ...(Object.keys(own).length > 0 ? { MessageAttributes: own } : {}),
  };
}

/** The sequence number as SQS writes it: digits that grow. */
export function sequenceNumberOf({ sequence }: QueuedMessage): string {
  return `1${String(sequence).padStart(19, '0')}`;
}

function systemAttributesOf(message: QueuedMessage): Record<string, string> {
  const { group, deduplication, deadLetterSource } = message;
  return {
    ApproximateReceiveCount: `${message.receiveCount}`,
    SentTimestamp: `${message.sentAt}`,
    SenderId: 'courantlocal',
    ApproximateFirstReceiveTimestamp: `${message.firstReceivedAt}`,
    ...(group === undefined ? {} : { MessageGroupId: group, SequenceNumber: sequenceNumberOf(message) }),
    ...(deduplication === undefined ? {} : { MessageDeduplicationId: deduplication }),
    ...(deadLetterSource === undefined ? {} : { DeadLetterQueueSourceArn: deadLetterSource }),
  };
}

function pick<Value>(all: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> {
  const everything = names.includes('All') || names.includes('.*');
  return Object.fromEntries(Object.entries(all).filter(([name]) => everything || names.includes(name)));
}
