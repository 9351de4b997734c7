import { appearsIn } from '../archive/editions-json.ts';
import { archiveKey } from '../edition/damage.ts';
import { type Instant, plusHours } from '../foundation/instant.ts';
import { localDate, occurrenceAtOrBefore, scheduleSchema } from '../publication/schedule.ts';
import { textOf } from './seen/edition-seen.ts';
import type { Look } from './seen/look.ts';

/** By when an edition has to be there; later than this it would wait for an operator, as settings say unless they say otherwise. */
export type Today = { now: Instant; holdWhenLateHours: number };

/** The newest edition, and the end of its window. */
type Newest = { edition: string; to: Instant };

/** What the list of a publication says of when it appears came to: a warning, or that it says nothing. */
export type AgeSeen = { warnings: string[]; notLooked: string[] };

/**
 * Warns where the newest edition is older than the schedule in the list of editions allows: perhaps the tail was cut off, or nobody publishes any more. No finding, for an
 * operator may have skipped a time. A retired publication may be as old as it likes.
 */
export async function warnOfAge(
  look: Look,
  publication: string,
  newest: Newest | undefined,
  { now, holdWhenLateHours }: Today,
): Promise<AgeSeen> {
  const list = await look.read('archive', archiveKey(publication, 'editions.json'));
  const { schedule, retired } = appearsIn(list && textOf(list)) ?? {};
  if (retired || !newest) return { warnings: [], notLooked: [] };
  const read = schedule && scheduleSchema.safeParse(schedule);
  if (!read?.success) return { warnings: [], notLooked: [noSchedule] };
  const due = occurrenceAtOrBefore(read.data, plusHours(now, -holdWhenLateHours));
  const name = localDate(due, read.data.timeZone);
  if (due <= newest.to || name <= newest.edition) return { warnings: [], notLooked: [] };
  return {
    warnings: [
      `the newest edition is that of ${newest.edition}, and by the schedule in editions.json one of ${name} was due at ${due}: it was skipped, nobody publishes any more, or ` +
        'editions were cut off at the end. A mail of a later edition would tell',
    ],
    notLooked: [],
  };
}

const noSchedule =
  'whether a newer edition is due: the list of editions does not say when the publication appears';
