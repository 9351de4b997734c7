import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SignUpQueue } from '../../core/readers/sign-up/request.ts';

/** Requests to subscribe as messages of a FIFO queue: their ids alone, all in one group, so that one worker at a time works them off. */
export class SqsSignUpQueue implements SignUpQueue {
  readonly #client: SQSClient;
  readonly #queueUrl: string;

  constructor(client: SQSClient, queueUrl: string) {
    this.#client = client;
    this.#queueUrl = queueUrl;
  }

  async enqueue(id: string): Promise<void> {
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#queueUrl,
        MessageBody: id,
        MessageGroupId: 'sign-up',
        MessageDeduplicationId: id,
      }),
    );
  }
}
