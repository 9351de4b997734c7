import { type Instant, plusHours } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import {
  localDate,
  occurrenceAfter,
  occurrenceAtOrBefore,
  type Schedule,
} from '../../core/publication/schedule.ts';

/** A time at which editions are due, and the publications that have one then. */
export type DueEditions = { due: Instant; publications: Publication[] };

/** Which editions of each publication are wanted. */
export type Series = {
  /** The last one is the one that was last due then. */
  until: Instant;
  /** How many, at successive times of the schedule; at least 1. */
  editions: number;
  /** A local day on or after which the first one must be, even if the last is then due after `until`; null for none. */
  notBefore: string | null;
};

/** The editions of a series, by the time at which they are due, the earliest first. Each publication goes by its own schedule. */
export function dueEditions(publications: readonly Publication[], series: Series): DueEditions[] {
  const byTime = new Map<Instant, Publication[]>();
  for (const publication of publications)
    for (const due of timesOf(publication.schedule, series))
      byTime.set(due, [...(byTime.get(due) ?? []), publication]);
  return [...byTime]
    .map(([due, those]) => ({ due, publications: those }))
    .sort((a, b) => (a.due < b.due ? -1 : 1));
}

function timesOf(schedule: Schedule, { until, editions, notBefore }: Series): Instant[] {
  let first = occurrenceAtOrBefore(schedule, until);
  for (let more = 1; more < editions; more += 1)
    first = occurrenceAtOrBefore(schedule, plusHours(first, -1 / 3600));
  while (notBefore !== null && localDate(first, schedule.timeZone) < notBefore)
    first = occurrenceAfter(schedule, first);
  const times = [first];
  while (times.length < editions) times.push(occurrenceAfter(schedule, times.at(-1) ?? first));
  return times;
}
