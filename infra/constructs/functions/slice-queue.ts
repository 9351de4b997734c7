import { Duration, Stack } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** AWS advises six times the worker's time limit, so that no message comes back while its worker is still busy. */
const visibilityFactor = 6;

/** A slice whose worker fails this often goes aside, so that those behind it in the lane can be delivered. */
const attempts = 5;

const keptFor = Duration.days(14);

/**
 * The lanes in which slices wait for deliver: a FIFO queue, because one message group is one lane with one worker, and its
 * dead-letter queue, which has to be FIFO as well.
 */
export class SliceQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  /** @param workerTimeout the longest that deliver may work on one slice. */
  constructor(scope: Construct, id: string, workerTimeout: Duration) {
    super(scope, id);
    const prefix = Stack.of(this).stackName;
    const secured = { fifo: true, encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...secured,
      queueName: `${prefix}-slices-dead-letters.fifo`,
      retentionPeriod: keptFor,
    });
    this.queue = new Queue(this, 'Slices', {
      ...secured,
      queueName: `${prefix}-slices.fifo`,
      visibilityTimeout: Duration.seconds(workerTimeout.toSeconds() * visibilityFactor),
      retentionPeriod: keptFor,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: attempts },
    });
  }
}
