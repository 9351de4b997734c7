import { SQSClient } from '@aws-sdk/client-sqs';
import { machineFault } from '../../core/foundation/machine-faults.ts';
import { drainQueue, type Waiting, type WorkedOff } from '../cloud/event-source.ts';
import type { Resources } from '../cloud/resources.ts';

/** What Lambda grants a worker on slices. */
const workerMilliseconds = 300_000;

/** Works the queue of slices off with the deliver function; `onSlice` is told after each. */
export async function deliverSlices({ SLICE_QUEUE_URL }: Resources, onSlice?: () => void): Promise<void> {
  const { handler } = await import('../../lambdas/deliver/handler.ts');
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  try {
    await drainQueue({
      sqs,
      queueUrl: SLICE_QUEUE_URL,
      handler: async event => {
        const ends = performance.now() + workerMilliseconds;
        const response = await handler(event, { getRemainingTimeInMillis: () => ends - performance.now() });
        onSlice?.();
        return response;
      },
      onError: sayWhatFailed,
      onWait: sayWhatIsWaitedFor,
    });
  } finally {
    sqs.destroy();
  }
}

/** What Lambda grants a worker on requests to subscribe. */
const signUpMilliseconds = 60_000;

/** Works the queue of requests to subscribe off with the signup function. */
export async function workSignUps({
  SIGN_UP_QUEUE_URL,
  DEAD_SIGN_UP_QUEUE_URL,
}: Resources): Promise<WorkedOff> {
  const { handler } = await import('../../lambdas/signup/handler.ts');
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  try {
    return await drainQueue({
      sqs,
      queueUrl: SIGN_UP_QUEUE_URL,
      deadLetterQueueUrl: DEAD_SIGN_UP_QUEUE_URL,
      handler: async event => {
        const ends = performance.now() + signUpMilliseconds;
        return handler(event, { getRemainingTimeInMillis: () => ends - performance.now() });
      },
      batchSize: 10,
      onError: sayWhatFailed,
      onWait: sayWhatIsWaitedFor,
    });
  } finally {
    sqs.destroy();
  }
}

/** Works the queue of SES's events off with the feedback function; `onEvents` is told how many after each batch. */
export async function noteEvents(
  { FEEDBACK_QUEUE_URL, DEAD_FEEDBACK_QUEUE_URL }: Resources,
  onEvents?: (events: number) => void,
): Promise<WorkedOff> {
  const { handler } = await import('../../lambdas/feedback/handler.ts');
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  try {
    return await drainQueue({
      sqs,
      queueUrl: FEEDBACK_QUEUE_URL,
      deadLetterQueueUrl: DEAD_FEEDBACK_QUEUE_URL,
      handler: async event => {
        const response = await handler(event);
        onEvents?.(event.Records.length);
        return response;
      },
      batchSize: 10,
      onError: sayWhatFailed,
      onWait: sayWhatIsWaitedFor,
    });
  } finally {
    sqs.destroy();
  }
}

/** What the machine did wrong ends the run, which says so itself. */
function sayWhatFailed(error: unknown): void {
  if (!machineFault(error)) console.error(error);
}

/** On the error stream, so that a run never seems to hang. */
function sayWhatIsWaitedFor({ queue, messages, withinSeconds }: Waiting): void {
  const what = messages === 1 ? '1 message that a run' : `${messages} messages that a run`;
  process.stderr.write(
    `Waiting for ${what} which ended had in hand, in the queue ${queue}: due within ${withinSeconds} seconds.\n`,
  );
}
