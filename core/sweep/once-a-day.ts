import { type Instant, plusHours } from '../foundation/instant.ts';

/** Whether the one sweep a day that does some work is this one: there is one in each five minutes, and one of them falls there. */
export function isDaily(now: Instant, from: string): boolean {
  const start = `${now.slice(0, '2026-11-23T'.length)}${from}:00Z` as Instant;
  return now >= start && now < plusHours(start, 5 / 60);
}
