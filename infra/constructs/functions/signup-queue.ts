import { Duration, Stack } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/**
 * How long a message stays hidden beyond the worker's time limit. One whose worker was ended keeps those behind it waiting for as long,
 * and whoever asked sits in front of an inbox.
 */
const beyondLimit = Duration.minutes(1);

/**
 * A request that cannot be worked off this often goes aside: the five attempts end before the quarter of an hour after which a request is
 * dropped, so that a fault which lasts is told of and not dropped in silence.
 */
const attempts = 5;

/** Nobody waits longer; what the worker finds to be older than a quarter of an hour it drops, and says so in its log. */
const keptFor = Duration.days(1);

/**
 * The ids of requests to subscribe: a FIFO queue, because one message group has one worker, so that limits are counted by one alone, and
 * its dead-letter queue. No message has anything but an id, whose row expires.
 */
export class SignUpQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  /** @param workerTimeout the longest that signup may work on ten requests. */
  constructor(scope: Construct, id: string, workerTimeout: Duration) {
    super(scope, id);
    const prefix = Stack.of(this).stackName;
    const secured = { fifo: true, encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...secured,
      queueName: `${prefix}-signup-dead-letters.fifo`,
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Requests', {
      ...secured,
      queueName: `${prefix}-signup.fifo`,
      visibilityTimeout: workerTimeout.plus(beyondLimit),
      retentionPeriod: keptFor,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: attempts },
    });
  }
}
