import type { Instant } from '../foundation/instant.ts';
import type { Publication } from '../publication/configuration.ts';
import { localDate } from '../publication/schedule.ts';
import type { Plan } from './seal.ts';

/**
 * Decides which edition a scheduled time makes and which window it covers.
 *
 * @param tip plan of the newest sealed edition; undefined while there is none.
 * @param former plan of the newest edition under the id that the publication had before; a first edition begins where it ended.
 * @returns undefined when there is nothing to make: the time is not later than what is sealed already, or its local date
 *   does not come after the newest edition's (a schedule or zone was changed), so that two editions would share a name.
 *   The next edition's window takes up whatever was filed in between.
 */
export function planEdition(
  publication: Publication,
  scheduledTime: Instant,
  tip: Plan | undefined,
  former?: Plan,
): Plan | undefined {
  const edition = localDate(scheduledTime, publication.schedule.timeZone);
  const before = tip ?? former;
  if (before && (scheduledTime <= before.window.to || edition <= before.edition)) return undefined;
  return {
    publication: publication.id,
    edition,
    number: (tip?.number ?? 0) + 1,
    previous: tip?.edition ?? null,
    window: { from: before?.window.to ?? publication.coversSince ?? null, to: scheduledTime },
  };
}
