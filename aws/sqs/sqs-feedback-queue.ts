import type { SQSClient } from '@aws-sdk/client-sqs';
import type { FeedbackQueue } from '../../core/sweep/settle-silent.ts';
import { messagesIn } from './sqs-depth.ts';

/** The queue of SES's events, and its dead-letter queue. */
export class SqsFeedbackQueue implements FeedbackQueue {
  readonly #client: SQSClient;
  readonly #queueUrls: readonly string[];

  constructor(client: SQSClient, queueUrls: readonly string[]) {
    this.#client = client;
    this.#queueUrls = queueUrls;
  }

  async waiting(): Promise<number> {
    const counts = await Promise.all(this.#queueUrls.map(url => messagesIn(this.#client, url)));
    return counts.reduce((sum, count) => sum + count, 0);
  }
}
