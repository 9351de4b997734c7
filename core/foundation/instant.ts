import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

/**
 * A point in time to the second, in UTC, always written `2026-11-23T06:00:00Z`.
 * One spelling means that instants compare, sort and hash as the strings that they are.
 */
export type Instant = string & { readonly __instant: true };

/** Reads any ISO 8601 instant with an offset or Z; fractions of a second are cut off. Throws RangeError otherwise. */
export function toInstant(text: string): Instant {
  if (isInstant(text)) return text;
  const whole = Temporal.Instant.from(text).round({ smallestUnit: 'second', roundingMode: 'floor' });
  return whole.toString() as Instant;
}

/** Rows of the ledger, read by the million, hold instants that are written as they should be: most of reading a row was this. */
function isInstant(text: string): text is Instant {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return false;
  // The date of 30 February is the second of March, which is written otherwise; an hour of 25 is none at all.
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString() === `${text.slice(0, -1)}.000Z`;
}

/** The instant of a JavaScript date, such as a clock's or that of an HTTP `Date` header. */
export function instantOf(date: Date): Instant {
  return toInstant(date.toISOString());
}

/** Moves an instant by a number of hours, which may be negative or a fraction. */
export function plusHours(instant: Instant, hours: number): Instant {
  return Temporal.Instant.from(instant)
    .add({ seconds: Math.round(hours * 3600) })
    .toString() as Instant;
}

/** Seconds from `start` to `end`. */
export function secondsBetween(start: Instant, end: Instant): number {
  return (Date.parse(end) - Date.parse(start)) / 1000;
}

/** Zod schema of an instant; normalises what it accepts. */
export const instantSchema = z.string().transform((text, context): Instant => {
  try {
    return toInstant(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'an instant such as 2026-11-23T06:00:00Z' });
    return z.NEVER;
  }
});

/** Where a use case learns the time; core never asks the machine. */
export type Clock = {
  now(): Instant;
};
