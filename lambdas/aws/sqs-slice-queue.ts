import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { CourantError } from '../core/errors.ts';
import type { SliceQueue } from '../core/ports.ts';

/** SQS takes this many messages a call. */
const batchSize = 10;
/** One lane: slices are worked on one after the other, in the order in which they were put. */
const lane = 'lane-1';

/** Slices as messages of a FIFO queue. They name work and hold no address. */
export class SqsSliceQueue implements SliceQueue {
  readonly #client: SQSClient;
  readonly #queueUrl: string;

  constructor(client: SQSClient, queueUrl: string) {
    this.#client = client;
    this.#queueUrl = queueUrl;
  }

  async enqueue(publication: string, edition: string, slices: readonly number[]): Promise<void> {
    for (let start = 0; start < slices.length; start += batchSize) {
      const Entries = slices.slice(start, start + batchSize).map(slice => ({
        Id: String(slice),
        MessageBody: JSON.stringify({ publication, edition, slice }),
        MessageGroupId: lane,
        // Putting the same slice twice within five minutes is one message: a publish that is run again adds no work.
        MessageDeduplicationId: `${publication}_${edition}_${slice}`,
      }));
      const { Failed = [] } = await this.#client.send(
        new SendMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries }),
      );
      if (Failed.length > 0)
        throw new UnqueuedSlicesError(
          edition,
          Failed.map(({ Id }) => Id ?? '?'),
        );
    }
  }
}

/** The queue did not take some slices. */
export class UnqueuedSlicesError extends CourantError {
  constructor(edition: string, slices: readonly string[]) {
    super(
      `queue: expected all slices of edition ${edition} to be taken, slices ${slices.join(', ')} were not. Run publish again.`,
    );
  }
}
