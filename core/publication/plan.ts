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
  /** Editions of versions that did not know where a publication begins have null. */
  window: z.object({ from: instantSchema.nullable(), to: instantSchema }),
  /** What was recorded before is in no edition of the publication, this one or a later one. Chains of earlier versions have none. */
  begins: instantSchema.optional(),
  /** End of the window before, where this one begins later: what was recorded in between is in no edition. */
  leftOutSince: instantSchema.optional(),
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

/** What an edition comes after. */
export type Before =
  /** The newest sealed edition. */
  | { newest: Plan }
  /** The newest edition under the id that the publication had before: a first edition begins where it ended. */
  | { former: Plan }
  /** Nothing: when the publication was first seen. */
  | { firstSight: Instant };

/**
 * Decides which edition a scheduled time makes and which window it covers; for times that none covers (see `isCovered`).
 *
 * A window begins where the one before ended, that of a first edition where the publication was first seen, or at `coversSince`. A
 * `coversSince` later than that counts for any edition, so that one with too much in it has a way out; what this leaves out is noted.
 */
export function planEdition(publication: Publication, scheduledTime: Instant, after: Before): Plan {
  const newest = 'newest' in after ? after.newest : undefined;
  const { coversSince } = publication;
  return {
    publication: publication.id,
    edition: localDate(scheduledTime, publication.schedule.timeZone),
    number: (newest?.number ?? 0) + 1,
    previous: newest?.edition ?? null,
    ...('firstSight' in after
      ? firstWindow(coversSince ?? after.firstSight, scheduledTime)
      : nextWindow('newest' in after ? after.newest : after.former, coversSince, scheduledTime)),
  };
}

type Span = Pick<Plan, 'window' | 'begins' | 'leftOutSince'>;

/** Of a time before the beginning, which only an operator asks for, the window is empty. */
function firstWindow(begins: Instant, to: Instant): Span {
  return { window: { from: begins < to ? begins : to, to }, begins };
}

function nextWindow({ window, begins }: Plan, coversSince: Instant | undefined, to: Instant): Span {
  const from = [begins, coversSince].flatMap(time => time ?? []).reduce(later, window.to);
  if (from === window.to) return { window: { from, to }, ...(begins !== undefined && { begins }) };
  return { window: { from: from < to ? from : to, to }, begins: from, leftOutSince: window.to };
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
