import { Duration, Stack } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/**
 * How long a message stays hidden beyond the worker's time limit. Deliver uses up the message of a slice whatever comes of it, so only one
 * whose worker was ended comes back, and the lane waits for that. AWS advises six times the limit, for consumers that hand messages
 * back. Should one come back too early, because Lambda kept it waiting for a free worker, then two workers have one slice, and a reader has one claim.
 */
const beyondLimit = Duration.minutes(1);

/** A slice whose worker is ended this often goes aside, so that those behind it in the lane can be delivered. The sweep puts it back. */
const attempts = 2;

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
      visibilityTimeout: workerTimeout.plus(beyondLimit),
      retentionPeriod: keptFor,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: attempts },
    });
  }
}
