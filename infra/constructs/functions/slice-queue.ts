import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { WorkQueue } from './work-queue.ts';

/**
 * How long a message stays hidden beyond the worker's time limit. Deliver uses up the message of a slice whatever comes of it, so only one
 * whose worker was ended comes back, and the lane waits for that. AWS advises six times the limit, for consumers that hand messages
 * back. Should one come back too early, because Lambda kept it waiting for a free worker, then two workers have one slice, and a reader has one claim.
 */
const beyondLimit = Duration.minutes(1);

/** A slice whose worker is ended this often goes aside, so that those behind it in the lane can be delivered. The sweep puts it back. */
const attempts = 2;

const keptFor = Duration.days(14);

/** The lanes in which slices wait for deliver: one message group is one lane with one worker. */
export class SliceQueue extends WorkQueue {
  /** @param workerTimeout the longest that deliver may work on one slice. */
  constructor(scope: Construct, id: string, workerTimeout: Duration) {
    super(scope, id, {
      queueId: 'Slices',
      name: 'slices',
      hiddenFor: workerTimeout.plus(beyondLimit),
      attempts,
      keptFor,
      keptAsideFor: keptFor,
    });
  }
}
