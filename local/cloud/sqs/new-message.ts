import { createHash } from 'node:crypto';
import type { QueuedMessage } from './message.ts';
import type { QueueSettings } from './queue-settings.ts';
import { SqsError } from './sqs-error.ts';

/** A message to be put into a queue. */
export type NewMessage = Pick<QueuedMessage, 'body' | 'attributes' | 'group' | 'deduplication'> & {
  /** Until it may be received; the queue's own delay unless given. */
  delaySeconds?: number | undefined;
};
type FifoFields = Required<Pick<QueuedMessage, 'group' | 'deduplication'>>;

/** Of a message, and of all messages of a batch together. */
const mostBytes = 1024 * 1024;

/** What a FIFO queue keeps of a message besides; nothing for another queue. @throws SqsError when the queue cannot take the message. */
export function checkMessage(settings: QueueSettings, message: NewMessage): FifoFields | undefined {
  if (bytesOf(message) > mostBytes) {
    throw invalid(
      `One or more parameters are invalid. Reason: Message must be shorter than ${mostBytes} bytes.`,
    );
  }
  if (!settings.FifoQueue) return undefined;
  if (message.group === undefined) {
    throw new SqsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
  }
  checkId('MessageGroupId', message.group);
  if (message.deduplication !== undefined) checkId('MessageDeduplicationId', message.deduplication);
  requireFifoFields(settings, message);
  if (message.delaySeconds) {
    throw invalid(
      `Value ${message.delaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  }
  const deduplication = message.deduplication ?? createHash('sha256').update(message.body).digest('hex');
  return { group: message.group, deduplication };
}

/** What each entry of a batch must have, or SQS does nothing of the batch. @throws SqsError InvalidParameterValue */
export function requireFifoFields(settings: QueueSettings, message: NewMessage): void {
  if (!settings.FifoQueue) return;
  if (message.group === undefined) throw invalid('The request must contain the parameter MessageGroupId.');
  if (message.deduplication !== undefined || settings.ContentBasedDeduplication) return;
  throw invalid(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

/** @throws SqsError BatchRequestTooLong when the messages of a batch are too long together. */
export function requireBatchFits(messages: readonly NewMessage[]): void {
  const bytes = messages.reduce((sum, message) => sum + bytesOf(message), 0);
  if (bytes <= mostBytes) return;
  throw new SqsError(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${mostBytes} bytes. You have sent ${bytes} bytes.`,
  );
}

/** Names, types and values of attributes count as well. */
function bytesOf({ body, attributes }: NewMessage): number {
  const texts = Object.entries(attributes).flatMap(([name, { DataType, StringValue = '' }]) => [
    name,
    DataType,
    StringValue,
  ]);
  const binary = Object.values(attributes).map(({ BinaryValue = '' }) => Buffer.from(BinaryValue, 'base64'));
  return [body, ...texts, ...binary].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}

function checkId(name: string, id: string): void {
  if (/^[!-~]{1,128}$/.test(id)) return;
  throw invalid(
    `Value ${id} for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

function invalid(message: string): SqsError {
  return new SqsError('InvalidParameterValue', message);
}
