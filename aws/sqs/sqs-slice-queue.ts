import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type SliceQueue, writeSliceMessage } from '../../core/delivery/progress/slices.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import { messagesIn } from './sqs-depth.ts';

/** SQS takes this many messages per call. */
const batchSize = 10;
/**
 * Slices as messages of a FIFO queue. They name a slice and hold no address. A lane delivers its slices one after the other, in
 * the order in which they were sent; lanes work side by side.
 */
export class SqsSliceQueue implements SliceQueue {
  readonly #client: SQSClient;
  readonly #queueUrl: string;
  readonly #lanes: number;

  constructor(client: SQSClient, queueUrl: string, lanes = 1) {
    this.#client = client;
    this.#queueUrl = queueUrl;
    this.#lanes = lanes;
  }

  async enqueue(
    { publication, edition }: EditionKey,
    slices: readonly number[],
    round: number,
  ): Promise<void> {
    for (let start = 0; start < slices.length; start += batchSize) {
      const Entries = slices.slice(start, start + batchSize).map(slice => ({
        Id: String(slice),
        MessageBody: writeSliceMessage({ publication, edition }, slice),
        MessageGroupId: `lane-${((slice - 1) % this.#lanes) + 1}`,
        // Putting the same slice twice within five minutes is one message: a publish that is run again adds no work.
        MessageDeduplicationId: `${publication}_${edition}_${slice}_${round}`,
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

  async waiting(): Promise<number> {
    return messagesIn(this.#client, this.#queueUrl);
  }
}

/** The queue refused some slices. */
export class UnqueuedSlicesError extends CourantError {
  constructor(edition: string, slices: readonly string[]) {
    super(
      `slice queue: expected to take all slices of edition ${edition}, refused slices: ${slices.join(', ')}. Run publish again.`,
    );
  }
}
