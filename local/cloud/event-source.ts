import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { CourantError } from '../../core/foundation/errors.ts';
import { assertLoopback } from './guard.ts';
import { failedOf, sqsEventOf } from './sqs-event.ts';

/** A queue and the function that works it off. */
export type EventSource = {
  sqs: SQSClient;
  queueUrl: string;
  /** Counted at the end, if given. */
  deadLetterQueueUrl?: string;
  // biome-ignore lint/suspicious/noConfusingVoidType: Lambda's own handlers answer nothing or a response.
  handler: (event: SQSEvent) => Promise<SQSBatchResponse | void>;
  /** Most messages an event, 1 to 10; 1 unless given, as in production. */
  batchSize?: number;
  /** Most events at a time; 1 unless given. Messages of one group are never in two events at a time. */
  concurrency?: number;
  /** Ends after so many events, though there may be more. */
  mostEvents?: number;
  /** Does not wait for messages that are in somebody's hands or delayed: they come with a later time. */
  onlyVisible?: boolean;
  /** Milliseconds until an empty queue is asked again; 20 unless given. */
  pause?: number;
  /** Learns what the handler threw; the messages appear again after the visibility timeout. */
  onError?: (error: unknown) => void;
  /** Learns, once, that for a while there was nothing to do but to wait for messages that somebody has in hand. */
  onWait?: (waiting: Waiting) => void;
  /** Milliseconds after which `onWait` learns of it; 3000 unless given. */
  waitsSilently?: number;
};

/** What is waited for: so many messages of a queue, each of which appears again at the latest after so many seconds. */
export type Waiting = { queue: string; messages: number; withinSeconds: number };

/** What an event source did. `deadLetters` is null when no dead-letter queue was named. */
export type WorkedOff = { events: number; succeeded: number; failed: number; deadLetters: number | null };

/** A message that a handler was done with could not be deleted, and not because it had come back by then. */
export class MessageNotDeletedError extends CourantError {
  constructor(code = 'no code', message = 'no message') {
    super(
      `embedded SQS: expected a message to be deleted, it answered ${code}: ${message}. Look at its queue.`,
    );
  }
}

type Work = EventSource & {
  queueArn: string;
  withinSeconds: number;
  counts: WorkedOff;
  left: number;
  over: boolean;
  /** When there was something to do last, by `performance.now()`; null once the waiting was told. */
  busyAt: number | null;
};
type IsOver = (work: Work, idle: boolean) => Promise<boolean>;

/**
 * Does what Lambda's event source for SQS does, until nothing is in the queue, visible or not, or `mostEvents` is
 * reached. Messages that fail appear again after the visibility timeout, and this waits for them; how often is up to
 * the queue's redrive policy. With `onlyVisible` it ends when nothing can be received. @throws what the queue's own calls throw.
 */
export async function drainQueue(source: EventSource): Promise<WorkedOff> {
  const isEmpty = async ({ sqs, queueUrl, onlyVisible }: Work) =>
    onlyVisible || (await messagesIn(sqs, queueUrl)) === 0;
  return work(source, async (state, idle) => idle && isEmpty(state));
}

/** The same without an end: works until `stop` is called, which waits for the events in hand and answers the counts. */
export function runEventSource(source: EventSource): { stop(): Promise<WorkedOff> } {
  let stopped = false;
  const running = work(source, async () => stopped);
  // A failure is reported by `stop`; until then it must not end the process.
  running.catch(() => undefined);
  return {
    stop() {
      stopped = true;
      return running;
    },
  };
}

async function work(source: EventSource, isOver: IsOver): Promise<WorkedOff> {
  const { sqs, queueUrl, deadLetterQueueUrl, concurrency = 1, mostEvents } = source;
  assertLoopback(queueUrl, 'queue URL');
  const { QueueArn = '', VisibilityTimeout } = await attributesOf(sqs, queueUrl, [
    'QueueArn',
    'VisibilityTimeout',
  ]);
  const counts: WorkedOff = { events: 0, succeeded: 0, failed: 0, deadLetters: null };
  const left = mostEvents ?? Number.POSITIVE_INFINITY;
  const shared: Work = {
    ...source,
    queueArn: QueueArn,
    withinSeconds: Number(VisibilityTimeout),
    counts,
    left,
    over: false,
    busyAt: performance.now(),
  };
  await Promise.all(Array.from({ length: concurrency }, () => workOff(shared, isOver)));
  if (deadLetterQueueUrl) counts.deadLetters = await messagesIn(sqs, deadLetterQueueUrl);
  return counts;
}

async function workOff(shared: Work, isOver: IsOver): Promise<void> {
  try {
    while (!shared.over && shared.left > 0) {
      shared.left -= 1;
      const messages = await receive(shared);
      if (messages.length > 0) await handle(shared, messages);
      else shared.left += 1;
      if (await isOver(shared, messages.length === 0)) shared.over = true;
      else if (messages.length === 0) await wait(shared);
    }
  } catch (error) {
    shared.over = true;
    throw error;
  }
}

/** Never a long poll: an end that is asked for must not wait for one. */
async function receive({ sqs, queueUrl, batchSize = 1 }: Work): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: batchSize,
      WaitTimeSeconds: 0,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages;
}

async function wait(shared: Work): Promise<void> {
  const { onWait, busyAt, sqs, queueUrl, queueArn, withinSeconds, pause = 20 } = shared;
  const silently = shared.waitsSilently ?? 3000;
  if (onWait && busyAt !== null && performance.now() - busyAt > silently) {
    shared.busyAt = null;
    const messages = await messagesIn(sqs, queueUrl);
    if (messages > 0) onWait({ queue: queueArn.split(':').at(-1) ?? '', messages, withinSeconds });
  }
  await rest(pause);
}

async function handle(shared: Work, messages: readonly Message[]): Promise<void> {
  const { sqs, queueUrl, queueArn, handler, counts, onError } = shared;
  const event = sqsEventOf(messages, queueArn);
  counts.events += 1;
  const failed = await handler(event).then(
    response => failedOf(event, response ?? undefined),
    error => {
      onError?.(error);
      return new Set(event.Records.map(record => record.messageId));
    },
  );
  const done = event.Records.filter(({ messageId }) => !failed.has(messageId));
  const deleted = done.length === 0 ? 0 : await deleteAll(sqs, queueUrl, done);
  if (shared.busyAt !== null) shared.busyAt = performance.now();
  counts.succeeded += deleted;
  counts.failed += event.Records.length - deleted;
}

/** How many could be deleted: the others, for which the handler took longer than the visibility timeout, are anyone's again. */
async function deleteAll(sqs: SQSClient, QueueUrl: string, records: readonly SQSRecord[]): Promise<number> {
  const Entries = records.map(({ receiptHandle }, index) => ({
    Id: `${index}`,
    ReceiptHandle: receiptHandle,
  }));
  const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  const unexpected = Failed.find(({ Code }) => Code !== 'InvalidParameterValue');
  if (unexpected) throw new MessageNotDeletedError(unexpected.Code, unexpected.Message);
  return records.length - Failed.length;
}

/** Messages in a queue: waiting, delayed or in somebody's hands. */
async function messagesIn(sqs: SQSClient, queueUrl: string): Promise<number> {
  const counted = [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ] as const;
  const attributes = await attributesOf(sqs, queueUrl, counted);
  return counted.reduce((sum, name) => sum + Number(attributes[name] ?? 0), 0);
}

async function attributesOf(
  sqs: SQSClient,
  queueUrl: string,
  names: readonly QueueAttributeName[],
): Promise<Partial<Record<string, string>>> {
  const asked = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...names] });
  return (await sqs.send(asked)).Attributes ?? {};
}

function rest(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
