import { type Instant, plusHours, secondsBetween } from '../foundation/instant.ts';
import type { Publication } from '../publication/configuration.ts';
import { isCovered, type Plan } from '../publication/plan.ts';
import { occurrenceAfter } from '../publication/schedule.ts';

/** Scheduled times that made no edition: those to publish now, oldest first, and those that wait for an operator. */
export type MissingEditions = { due: Instant[]; late: Instant[] };

/** The scheduler gets this long to start publish, and publish to seal. */
const graceHours = 1 / 6;
/** A time that is missing for longer is not published any more: the next edition takes its facts in. */
const lookBackHours = 7 * 24;

/**
 * Finds the scheduled times that should have made an edition and made none.
 *
 * @param since from when the present schedule counts: earlier times followed another schedule.
 * @param tip plan of the newest sealed edition. Times that it covers, or that would repeat its date, make no edition.
 */
export function missingEditions(
  publication: Publication,
  since: Instant,
  tip: Plan | undefined,
  now: Instant,
  holdWhenLateHours: number,
): MissingEditions {
  const missing: MissingEditions = { due: [], late: [] };
  const latest = plusHours(now, -graceHours);
  let time = [since, plusHours(now, -lookBackHours), tip?.window.to ?? since].reduce(later);
  for (;;) {
    time = occurrenceAfter(publication.schedule, time);
    if (time > latest) return missing;
    if (isCovered(publication, time, tip)) continue;
    missing[isLate(time, now, holdWhenLateHours) ? 'late' : 'due'].push(time);
  }
}

/** Whether an edition that was due at `time` is so late that an operator has to release it. */
export function isLate(time: Instant, now: Instant, holdWhenLateHours: number): boolean {
  return secondsBetween(time, now) > holdWhenLateHours * 3600;
}

/** Whether a time is one of those that the sweep looks for: of the present schedule, and not older than a week. */
export function isLookedFor(time: Instant, since: Instant, now: Instant): boolean {
  return time > since && time > plusHours(now, -lookBackHours);
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
