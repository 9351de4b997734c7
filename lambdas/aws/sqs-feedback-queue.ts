import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { FeedbackQueue } from '../core/ports.ts';

/** The queue of SES's events and the one that takes what could not be noted. */
export class SqsFeedbackQueue implements FeedbackQueue {
  readonly #client: SQSClient;
  readonly #queueUrls: readonly string[];

  constructor(client: SQSClient, queueUrls: readonly string[]) {
    this.#client = client;
    this.#queueUrls = queueUrls;
  }

  async waiting(): Promise<number> {
    const counts = await Promise.all(this.#queueUrls.map(url => this.#messagesIn(url)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** In any state: in hand counts as well, since its worker may fail. */
  async #messagesIn(QueueUrl: string): Promise<number> {
    const { Attributes = {} } = await this.#client.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: [
          'ApproximateNumberOfMessages',
          'ApproximateNumberOfMessagesNotVisible',
          'ApproximateNumberOfMessagesDelayed',
        ],
      }),
    );
    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  }
}
