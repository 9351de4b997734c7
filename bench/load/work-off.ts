import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse } from 'aws-lambda';
import { CourantError } from '../../core/foundation/errors.ts';
import { drainQueue } from '../../local/cloud/event-source.ts';
import type { FunctionProcess } from '../../local/functions/function-process.ts';
import { ProgressBar } from '../../local/terminal/progress-bar.ts';

/** A queue, the processes that work it off, and how many messages are expected. */
export type QueueWork = {
  what: string;
  queueUrl: string;
  deadLetterQueueUrl: string;
  workers: readonly FunctionProcess[];
  batchSize: number;
  total: number;
};

/** Messages came back that a function could not do: what is measured then is something else. */
export class LeftOverMessagesError extends CourantError {
  constructor(what: string, failed: number, deadLetters: number | null, cause: unknown) {
    super(
      `${what}: expected every message to be done at once, found ${failed} that came back and ${deadLetters} dead ones. ` +
        `The last error: ${cause instanceof Error ? cause.message : 'none, they were given back'}`,
      { cause },
    );
  }
}

/** Works a queue off, one event at a time in each process, as Lambda does, and shows on a terminal how far it is. */
export async function workOff(work: QueueWork): Promise<void> {
  const { what, workers, total, ...source } = work;
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const bar = new ProgressBar(what, total);
  const idle = [...workers];
  let done = 0;
  let lastError: unknown;
  const { failed, deadLetters } = await drainQueue({
    ...source,
    sqs,
    concurrency: workers.length,
    async handler(event) {
      const worker = idle.pop();
      if (!worker) throw new TypeError('More events at a time than there are processes.');
      try {
        return (await worker.invoke(event)) as SQSBatchResponse;
      } finally {
        idle.push(worker);
        done += event.Records.length;
        bar.show(done);
      }
    },
    onError: error => {
      lastError = error;
    },
  });
  bar.clear();
  sqs.destroy();
  if (failed > 0 || deadLetters !== 0) throw new LeftOverMessagesError(what, failed, deadLetters, lastError);
}
