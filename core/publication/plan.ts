import * as z from 'zod';
import { type Instant, instantSchema } from '../foundation/instant.ts';
import type { Publication } from './configuration.ts';
import { localDate } from './schedule.ts';

/** Names an edition: its publication's id, and the local date for which it was scheduled. */
export type EditionKey = { publication: string; edition: string };

/** Which edition, which window: decided by the scheduled time and the chain, never by the clock. */
export const planSchema = z.object({
  publication: z.string(),
  edition: z.string(),
  number: z.int().min(1),
  /** The edition before it; null for the first. */
  previous: z.string().nullable(),
  window: z.object({ from: instantSchema.nullable(), to: instantSchema }),
});
/** A planned edition. */
export type Plan = z.infer<typeof planSchema>;

/**
 * Whether an edition covers a scheduled time already. It does if the time is not later than the end of its window, or if its local date does
 * not come after the edition's, because a schedule or zone was changed and two editions would share a name. Such a time makes no
 * edition; the next edition's window takes up what was filed in between.
 */
export function isCovered(publication: Publication, scheduledTime: Instant, by: Plan | undefined): boolean {
  if (!by) return false;
  return (
    scheduledTime <= by.window.to || localDate(scheduledTime, publication.schedule.timeZone) <= by.edition
  );
}

/**
 * Decides which edition a scheduled time makes and which window it covers; for times that none covers (see `isCovered`).
 *
 * @param newest plan of the newest sealed edition; undefined while there is none.
 * @param former plan of the newest edition under the id that the publication had before; a first edition begins where it ended.
 */
export function planEdition(
  publication: Publication,
  scheduledTime: Instant,
  newest: Plan | undefined,
  former?: Plan,
): Plan {
  const before = newest ?? former;
  return {
    publication: publication.id,
    edition: localDate(scheduledTime, publication.schedule.timeZone),
    number: (newest?.number ?? 0) + 1,
    previous: newest?.edition ?? null,
    window: { from: before?.window.to ?? publication.coversSince ?? null, to: scheduledTime },
  };
}
