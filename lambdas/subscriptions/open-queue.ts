import { sqsClient } from '../../aws/clients.ts';
import { SqsSignUpQueue } from '../../aws/sqs/sqs-sign-up-queue.ts';
import type { SignUpQueue } from '../../core/readers/sign-up/request.ts';

/** Opens the queue of requests; loaded by the first form that is sent. */
export function openQueue(url: string): SignUpQueue {
  return new SqsSignUpQueue(sqsClient(), url);
}
