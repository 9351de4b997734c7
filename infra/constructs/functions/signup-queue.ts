import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { WorkQueue } from './work-queue.ts';

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
 * The ids of requests to subscribe: one message group, so that limits are counted by one worker alone. No message has anything but an id,
 * whose row expires.
 */
export class SignUpQueue extends WorkQueue {
  /** @param workerTimeout the longest that signup may work on ten requests. */
  constructor(scope: Construct, id: string, workerTimeout: Duration) {
    super(scope, id, {
      queueId: 'Requests',
      name: 'signup',
      hiddenFor: workerTimeout.plus(beyondLimit),
      attempts,
      keptFor,
      keptAsideFor: Duration.days(14),
    });
  }
}
