import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, plusHours, toInstant } from '../../../../core/foundation/instant.ts';
import {
  awayText,
  clockText,
  dayAndTimeText,
  dayText,
  whenText,
} from '../../../../core/foundation/time-words/days.ts';
import { localDate } from '../../../../core/publication/schedule.ts';

const brussels = 'Europe/Brussels';
/** A Friday, at noon in Brussels. */
const friday = '2026-11-20T11:00:00Z' as Instant;
const at = (text: string) => toInstant(text);

const zones = fc.constantFrom(brussels, 'UTC', 'America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe');
const instants = fc
  .integer({ min: Date.parse('2025-12-01T00:00:00Z') / 1000, max: Date.parse('2027-12-01T00:00:00Z') / 1000 })
  .map(seconds => toInstant(new Date(seconds * 1000).toISOString()));

describe('a day in words', () => {
  it.each([
    ['2026-11-20T22:59:59Z', 'today'],
    ['2026-11-20T23:00:00Z', 'tomorrow'],
    ['2026-11-19T22:59:59Z', 'yesterday'],
    ['2026-11-23T06:00:00Z', 'on Monday'],
    ['2026-11-26T06:00:00Z', 'on Thursday'],
    ['2026-11-27T06:00:00Z', 'on Friday 27 November'],
    ['2026-11-16T06:00:00Z', 'on Monday'],
    ['2026-11-13T06:00:00Z', 'on Friday 13 November'],
    ['2027-01-04T06:00:00Z', 'on Monday 4 January 2027'],
  ])('%s is %s', (then, text) => {
    expect(dayText(at(then), friday, brussels)).toBe(text);
  });

  it('is that of the zone, as is the time', () => {
    const late = at('2026-11-20T23:30:00Z');
    expect(dayAndTimeText(late, friday, 'UTC')).toBe('today at 23:30 UTC');
    expect(dayAndTimeText(late, friday, brussels)).toBe('tomorrow at 00:30');
    expect(clockText(at('2026-07-20T05:00:59Z'), brussels)).toBe('07:00');
  });

  it('has a name only where no other day within reach has it', () => {
    fc.assert(
      fc.property(instants, instants, zones, (then, now, zone) => {
        const days = Math.abs(
          (Date.parse(localDate(then, zone)) - Date.parse(localDate(now, zone))) / 86_400_000,
        );
        const words = dayText(then, now, zone).split(' ').length;
        expect(words).toBe(
          days < 2
            ? 1
            : days < 7
              ? 2
              : localDate(then, zone).slice(0, 4) === localDate(now, zone).slice(0, 4)
                ? 4
                : 5,
        );
      }),
    );
  });
});

describe('how far away a time is', () => {
  it.each([
    [0, 'now'],
    [1, 'in 1 second'],
    [-1, '1 second ago'],
    [59, 'in 59 seconds'],
    [60, 'in 1 minute'],
    [-3600, '1 hour ago'],
    [23 * 3600 + 59 * 60, 'in 1 day'],
    [25 * 3600, 'in 1 day 1 hour'],
    [-40 * 3600, '1 day 16 hours ago'],
    [2 * 86_400 + 19 * 3600, 'in 3 days'],
    [-8 * 86_400, '8 days ago'],
  ])('%s seconds are %s', (seconds, text) => {
    expect(awayText(plusHours(friday, seconds / 3600), friday, brussels)).toBe(text);
  });

  it('is told beside the day, unless it is now', () => {
    expect(whenText(at('2026-11-23T06:00:00Z'), friday, brussels)).toBe('on Monday at 07:00, in 3 days');
    expect(whenText(at('2026-11-20T10:50:00Z'), friday, brussels)).toBe('today at 11:50, 10 minutes ago');
    expect(whenText(friday, friday, brussels)).toBe('today at 12:00');
  });

  it('counts the days of the calendar over a change of the clocks', () => {
    // The clocks go back on 25 October, forward on 29 March.
    for (const [now, then] of [
      ['2026-10-23T05:00:00Z', '2026-10-26T06:00:00Z'],
      ['2026-03-27T06:00:00Z', '2026-03-30T05:00:00Z'],
    ] as const) {
      expect(awayText(at(then), at(now), brussels)).toBe('in 3 days');
      expect(awayText(at(now), at(then), brussels)).toBe('3 days ago');
      expect(clockText(at(now), brussels)).toBe('07:00');
      expect(clockText(at(then), brussels)).toBe('07:00');
    }
    // Hours are real ones: that night has 25.
    expect(awayText(at('2026-10-25T06:00:00Z'), at('2026-10-24T05:00:00Z'), brussels)).toBe(
      'in 1 day 1 hour',
    );
  });

  it('says the same of both directions, and as many days as lie between the dates', () => {
    fc.assert(
      fc.property(instants, instants, zones, (then, now, zone) => {
        const ahead = awayText(then, now, zone);
        const back = awayText(now, then, zone);
        if (then === now) {
          expect([ahead, back]).toEqual(['now', 'now']);
          return;
        }
        const [later, earlier] = then > now ? [ahead, back] : [back, ahead];
        expect(later.replace(/^in /, '')).toBe(earlier.replace(/ ago$/, ''));
        const between =
          Math.abs(Date.parse(localDate(then, zone)) - Date.parse(localDate(now, zone))) / 86_400_000;
        if (between > 3) expect(later).toBe(`in ${between} days`);
      }),
    );
  });
});
