import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aboutText,
  durationText,
  narrowDurationText,
  roughDurationText,
} from '../../../../core/foundation/time-words/durations.ts';

const sizes = { second: 1, minute: 60, hour: 3600, day: 86_400 };
const carries = { second: 60, minute: 60, hour: 24, day: Number.POSITIVE_INFINITY };
type Unit = keyof typeof sizes;

/** The parts of a text, from large to small. */
function partsOf(text: string): { count: number; unit: Unit; plural: boolean }[] {
  return [...text.matchAll(/([\d,]+) (second|minute|hour|day)(s?)/g)].map(([, count = '', unit, s]) => ({
    count: Number(count.replaceAll(',', '')),
    unit: unit as Unit,
    plural: s === 's',
  }));
}

function secondsOf(text: string): number {
  return partsOf(text).reduce((sum, { count, unit }) => sum + count * sizes[unit], 0);
}

const seconds = fc.oneof(
  fc.integer({ min: 0, max: 400 * 86_400 }),
  fc.integer({ min: 0, max: 8000 }),
  fc.double({ min: 0, max: 200_000, noNaN: true }),
);

describe('a duration in words', () => {
  it.each([
    [0, 'less than a second'],
    [0.4, 'less than a second'],
    [0.5, '1 second'],
    [1, '1 second'],
    [59, '59 seconds'],
    [59.6, '1 minute'],
    [60, '1 minute'],
    [61, '1 minute 1 second'],
    [119, '1 minute 59 seconds'],
    [3599, '59 minutes 59 seconds'],
    [3599.5, '1 hour'],
    [3600, '1 hour'],
    [3629, '1 hour'],
    [3630, '1 hour 1 minute'],
    [23 * 3600 + 59 * 60, '23 hours 59 minutes'],
    [23 * 3600 + 59 * 60 + 30, '1 day'],
    [86_400, '1 day'],
    [3 * 86_400 + 4 * 3600, '3 days 4 hours'],
    [1500 * 86_400, '1,500 days'],
  ])('%s s is %s', (given, text) => {
    expect(durationText(given)).toBe(text);
    if (given > 0) expect(durationText(-given)).toBe(text);
  });

  it.each([
    [0, 'less than a second'],
    [59, '59 seconds'],
    [64, '1 minute'],
    [75, '1 minute 20 seconds'],
    [116, '2 minutes'],
    [149, '2 minutes'],
    [150, '3 minutes'],
    [59.6 * 60, '1 hour'],
    [80 * 60, '1 hour 20 minutes'],
    [5 * 3600 + 29 * 60, '5 hours'],
    [23.4 * 3600, '23 hours'],
    [23.6 * 3600, '1 day'],
    [28 * 3600, '1 day 4 hours'],
    [2.6 * 86_400, '3 days'],
  ])('%s s is about %s', (given, text) => {
    expect(roughDurationText(given)).toBe(text);
    expect(aboutText(given)).toBe(given === 0 ? text : `about ${text}`);
  });

  it('is never wrong by more than half of the smallest unit that it may show', () => {
    fc.assert(
      fc.property(seconds, given => {
        const [first, second] = partsOf(durationText(given));
        const unit = first?.unit ?? 'second';
        const step = { second: 1, minute: 1, hour: 60, day: 3600 }[unit];
        expect(Math.abs(secondsOf(durationText(given)) - given)).toBeLessThanOrEqual(step / 2);
        if (second) expect(sizes[second.unit]).toBe(step);
      }),
    );
  });

  it('is never wrong by more than a quarter where it is only about right', () => {
    fc.assert(
      fc.property(seconds, given => {
        const off = Math.abs(secondsOf(roughDurationText(given)) - given);
        expect(off).toBeLessThanOrEqual(Math.max(0.5, given / 4));
      }),
    );
  });

  it('has no 60 seconds, 60 minutes or 24 hours, no zero, and a plural where there are several', () => {
    fc.assert(
      fc.property(seconds, given => {
        for (const text of [durationText(given), roughDurationText(given)]) {
          const parts = partsOf(text);
          expect(parts.length).toBeLessThanOrEqual(2);
          if (parts.length === 0) expect(text).toBe('less than a second');
          for (const { count, unit, plural } of parts) {
            expect(count).toBeGreaterThan(0);
            expect(count).toBeLessThan(carries[unit]);
            expect(plural).toBe(count !== 1);
          }
        }
      }),
    );
  });

  it('grows with what it says', () => {
    fc.assert(
      fc.property(seconds, seconds, (one, other) => {
        const [short, long] = one < other ? [one, other] : [other, one];
        for (const text of [durationText, roughDurationText])
          expect(secondsOf(text(short))).toBeLessThanOrEqual(secondsOf(text(long)));
      }),
    );
  });

  it('in a narrow column has one unit, which it is off by a half at most, and carries', () => {
    const narrow = { s: 1, min: 60, h: 3600, d: 86_400 };
    fc.assert(
      fc.property(seconds, duration => {
        const [, count = '', unit = 's'] = /^(\d+) (s|min|h|d)$/.exec(narrowDurationText(duration)) ?? [];
        const size = narrow[unit as keyof typeof narrow];
        expect(Math.abs(Number(count) * size - duration)).toBeLessThanOrEqual(size / 2 + 0.5);
        expect(Number(count)).toBeLessThan(
          { s: 60, min: 120, h: 48, d: Number.POSITIVE_INFINITY }[unit] ?? 0,
        );
      }),
    );
    expect([0, 59.6, 7199, 172_799].map(narrowDurationText)).toEqual(['0 s', '1 min', '2 h', '2 d']);
  });
});
