import { describe, expect, it } from 'vitest';
import { daysGoneOf } from '../../../core/digest/days-gone.ts';
import type { DigestDayAhead } from '../../../core/digest/digest.ts';

const aDay = (id: string, date: string, text = 'it starts'): DigestDayAhead => ({
  ...{ id, date, what: { text, language: 'en' }, fact: { number: '1-01', edition: '2026-11-23' } },
  ...{ label: 'final', own: 'final', updates: [], attribution: null, also: [], soon: false },
});
const day = aDay('one.1', '2028-02-01');
const gone = (edition: string, times = 1) => ({
  ...{ id: day.id, date: day.date, what: day.what, fact: day.fact, gone: edition, times },
});

describe('the days that nobody tells any more', () => {
  it('are kept for a year, to the day', () => {
    const past = { daysAhead: [], daysGone: [gone('2026-11-30')] };
    expect(daysGoneOf('2027-11-30', past, [])).toEqual(past.daysGone);
    expect(daysGoneOf('2027-12-01', past, [])).toEqual([]);
  });

  it('are those that the edition before told, unless they came, or somebody tells them still', () => {
    const past = { daysAhead: [day], daysGone: [] };
    expect(daysGoneOf('2026-11-30', past, [])).toEqual([gone('2026-11-30')]);
    expect(daysGoneOf('2028-02-01', past, [])).toEqual([gone('2028-02-01')]);
    expect(daysGoneOf('2028-02-02', past, [])).toEqual([]);
    for (const now of [day, aDay('two.1', day.date), { ...aDay('two.1', day.date, 'x'), also: [day] }])
      expect(daysGoneOf('2026-11-30', past, [now])).toEqual([]);
    expect(daysGoneOf('2026-11-30', past, [aDay('two.1', day.date, 'another thing')])).toHaveLength(1);
  });

  it('count how often that came about', () => {
    const told = daysGoneOf('2026-12-07', { daysAhead: [], daysGone: [gone('2026-11-30')] }, [day]);
    expect(told).toEqual([gone('2026-11-30')]);
    expect(daysGoneOf('2026-12-14', { daysAhead: [day], daysGone: told }, [])).toEqual([
      gone('2026-12-14', 2),
    ]);
  });
});
