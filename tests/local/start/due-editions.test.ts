import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../core/foundation/instant.ts';
import { localDate, occurrenceAfter, type Schedule } from '../../../core/publication/schedule.ts';
import { dueEditions } from '../../../local/start/due-editions.ts';
import { aPublication } from '../../support/builders/a-publication.ts';

const wednesday = toInstant('2026-11-25T12:00:00Z');
const weekly = aPublication();

/** The times of a series of one weekly publication. */
function times(editions: number, notBefore: string | null = null): string[] {
  return dueEditions([weekly], { until: wednesday, editions, notBefore }).map(({ due }) => due);
}

describe('the rounds of a series', () => {
  it('are the last ones of the schedule, the newest being the one that was last due', () => {
    expect(times(1)).toEqual(['2026-11-23T06:00:00Z']);
    expect(times(3)).toEqual(['2026-11-09T06:00:00Z', '2026-11-16T06:00:00Z', '2026-11-23T06:00:00Z']);
  });

  it('begin on a day or later where one is given, whenever they end then', () => {
    expect(times(2, '2026-11-23')).toEqual(['2026-11-23T06:00:00Z', '2026-11-30T06:00:00Z']);
    expect(times(2, '2026-11-24')).toEqual(['2026-11-30T06:00:00Z', '2026-12-07T06:00:00Z']);
    expect(times(2, '2026-11-16')).toEqual(times(2));
  });

  it('bring together what is due at one time, in the order of the configuration, and keep the rest apart', () => {
    const daily = { every: 'day', at: '18:00', timeZone: 'Asia/Shanghai' };
    const publications = [aPublication({ id: 'a' }), aPublication({ id: 'b', schedule: daily }), weekly];
    const rounds = dueEditions(publications, { until: wednesday, editions: 2, notBefore: null });
    expect(rounds.map(({ due, publications: those }) => [due, those.map(({ id }) => id)])).toEqual([
      ['2026-11-16T06:00:00Z', ['a', 'weekly']],
      ['2026-11-23T06:00:00Z', ['a', 'weekly']],
      ['2026-11-24T10:00:00Z', ['b']],
      ['2026-11-25T10:00:00Z', ['b']],
    ]);
  });

  it('follow one another without a gap, by any schedule', () => {
    const zone = fc.constantFrom('Europe/Brussels', 'Asia/Shanghai', 'America/New_York');
    const schedules = fc.oneof(
      fc.record({ every: fc.constant('day'), at: fc.constant('07:00'), timeZone: zone }),
      fc.record({
        every: fc.constant('month'),
        on: fc.constantFrom(1, 28, 'last'),
        at: fc.constant('07:00'),
        timeZone: zone,
      }),
    ) as fc.Arbitrary<Schedule>;
    const at = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(schedules, at, fc.integer({ min: 1, max: 9 }), (schedule, date, editions) => {
        const until = toInstant(date.toISOString());
        const dues = dueEditions([aPublication({ schedule })], { until, editions, notBefore: null }).map(
          ({ due }) => due,
        );
        expect(dues).toHaveLength(editions);
        for (const [index, due] of dues.slice(1).entries())
          expect(due).toBe(occurrenceAfter(schedule, dues[index] ?? until));
        const last = dues.at(-1) ?? until;
        expect(last <= until && occurrenceAfter(schedule, last) > until).toBe(true);
        expect(localDate(last, schedule.timeZone) <= localDate(until, schedule.timeZone)).toBe(true);
      }),
    );
  });
});
