import { type Duration, Stack } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** What tells one queue of work from another. */
export type WorkQueueProps = {
  /** The id of the queue within the construct; its CloudFormation id comes from it, so it never changes. */
  queueId: string;
  /** The queue's name, after the name of the stack. */
  name: string;
  /** How long a message stays hidden once a worker has it. */
  hiddenFor: Duration;
  /** After how many workers that did not come to an end a message goes aside. */
  attempts: number;
  keptFor: Duration;
  /** How long a message that went aside is kept. */
  keptAsideFor: Duration;
};

/**
 * A FIFO queue, because one message group has one worker, and its dead-letter queue, which has to be FIFO as well. Both are encrypted and
 * answer by TLS alone.
 */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(
    scope: Construct,
    id: string,
    { queueId, name, hiddenFor, attempts, keptFor, keptAsideFor }: WorkQueueProps,
  ) {
    super(scope, id);
    const prefix = Stack.of(this).stackName;
    const secured = { fifo: true, encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...secured,
      queueName: `${prefix}-${name}-dead-letters.fifo`,
      retentionPeriod: keptAsideFor,
    });
    this.queue = new Queue(this, queueId, {
      ...secured,
      queueName: `${prefix}-${name}.fifo`,
      visibilityTimeout: hiddenFor,
      retentionPeriod: keptFor,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: attempts },
    });
  }
}
