import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, plusHours, secondsBetween } from '../../../core/foundation/instant.ts';
import type { Plan } from '../../../core/publication/plan.ts';
import { localDate, occurrenceAfter } from '../../../core/publication/schedule.ts';
import { missingEditions } from '../../../core/sweep/missing-editions.ts';
import { aPublication } from '../../support/builders/a-publication.ts';

const start = '2026-10-01T00:00:00Z' as Instant;
const schedules = fc.record({
  every: fc.constant('day'),
  at: fc.constantFrom('00:00', '07:00', '13:30', '23:59'),
  timeZone: fc.constantFrom(
    'Europe/Brussels',
    'America/New_York',
    'Asia/Shanghai',
    'UTC',
    'Pacific/Kiritimati',
  ),
});
const hours = (most: number) => fc.integer({ min: 0, max: most });

/** A plan whose window ends then, named by its local date. */
function aPlan(to: Instant, timeZone: string): Plan {
  const edition = localDate(to, timeZone);
  return { publication: 'weekly', edition, number: 1, previous: null, window: { from: null, to } };
}

describe('missing editions', () => {
  it('are the scheduled times after what counts, as old as a week, of a date of their own', () => {
    fc.assert(
      fc.property(schedules, hours(500), hours(500), hours(1200), (schedule, since, sealed, now) => {
        const publication = aPublication({ schedule });
        const [from, to, at] = [since, sealed, now].map(h => plusHours(start, h)) as [
          Instant,
          Instant,
          Instant,
        ];
        const tip = sealed % 3 === 0 ? undefined : aPlan(to, schedule.timeZone);
        const { due, late } = missingEditions(publication, from, tip, at, 36);
        const expected: Instant[] = [];
        for (
          let time = occurrenceAfter(publication.schedule, plusHours(start, -400));
          time <= plusHours(at, -1 / 6);
          time = occurrenceAfter(publication.schedule, time)
        ) {
          const counts = time > from && time > plusHours(at, -168);
          const isNew = !tip || (time > tip.window.to && localDate(time, schedule.timeZone) > tip.edition);
          if (counts && isNew) expected.push(time);
        }
        expect([...late, ...due]).toEqual(expected);
        expect(due.every(time => secondsBetween(time, at) <= 36 * 3600)).toBe(true);
        expect(late.every(time => secondsBetween(time, at) > 36 * 3600)).toBe(true);
      }),
    );
  });

  it('gives the scheduler ten minutes before it takes a time for missed', () => {
    const publication = aPublication();
    const monday = '2026-11-23T06:00:00Z' as Instant;
    const missing = (minutes: number) =>
      missingEditions(publication, plusHours(monday, -1), undefined, plusHours(monday, minutes / 60), 36).due;
    expect(missing(9)).toEqual([]);
    expect(missing(10)).toEqual([monday]);
  });
});
