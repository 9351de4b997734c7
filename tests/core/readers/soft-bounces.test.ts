import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import {
  endingBySoftBounces,
  oursOrTheirs,
  type ReaderSoftBounces,
  type SoftBounce,
  suspectDomains,
  withBounce,
} from '../../../core/readers/soft-bounces.ts';

const reader = 'a'.repeat(32);
const whose = { publication: 'weekly', reader, domain: 'mail.example' };
/** The date of an edition so many days after the first. */
const dateOf = (day: number) => new Date(Date.UTC(2026, 10, 2 + day)).toISOString().slice(0, 10);
const bounce = (day: number, minute = 0): SoftBounce => ({
  ...whose,
  edition: dateOf(day),
  at: `${dateOf(day)}T06:${String(minute).padStart(2, '0')}:00Z` as Instant,
});
const keptOf = (bounces: readonly SoftBounce[]) =>
  bounces.reduce<ReaderSoftBounces | undefined>(withBounce, undefined) ?? { ...whose, editions: [] };

const none = {
  agreedAt: '2026-11-01T00:00:00Z' as Instant,
  delivered: [],
  oursOrTheirs: new Set<string>(),
  isDaily: false,
};
const ending = (days: number[], facts: Partial<Parameters<typeof endingBySoftBounces>[1]> = {}) =>
  endingBySoftBounces(keptOf(days.map(day => bounce(day))), { ...none, ...facts });

describe('mail that comes back for now', () => {
  it.each([
    ['a monthly, at the third edition', [0, 30, 60], false, true],
    ['a monthly, not at the second', [0, 30], false, false],
    ['a weekly, not in four weeks', [0, 7, 14, 21, 28], false, false],
    ['a weekly, in five', [0, 7, 14, 21, 28, 35], false, true],
    ['a weekly, if the third comes late enough', [0, 7, 30], false, true],
    ['a weekly, not by two however far apart', [0, 77], false, false],
    ['a daily, over three days', [0, 1, 2, 3], true, true],
    ['a daily, not in two', [0, 1, 2], true, false],
    ['a daily, not by two', [0, 5], true, false],
  ])('ends the subscription of %s', (_, days, isDaily, ends) => {
    expect(ending(days, { isDaily }) !== undefined).toBe(ends);
  });

  it('says since when, and which editions', () => {
    expect(ending([0, 30, 60])).toEqual({
      at: '2027-01-01T06:00:00Z',
      how: 'mail came back for now, time and again: 3 editions, 2026-11-02 to 2027-01-01, and none arrived',
    });
  });

  it('counts nothing from before an edition that arrived, before they agreed, or of a domain to which all came back', () => {
    const days = [0, 7, 14, 21, 28, 35];
    expect(ending(days, { delivered: [dateOf(10)] })).toBeUndefined();
    expect(ending([...days, 49, 56], { delivered: [dateOf(10)] })?.how).toContain(
      `${dateOf(14)} to ${dateOf(56)}`,
    );
    expect(ending(days, { agreedAt: bounce(1).at })).toBeUndefined();
    expect(ending(days, { oursOrTheirs: new Set([dateOf(35)]) })).toBeUndefined();
    expect(ending(days, { oursOrTheirs: new Set([dateOf(14)]) })).toBeDefined();
  });

  it('decides the same in whatever order and however often it comes to be known', () => {
    const any = fc.record({ day: fc.nat(60), minute: fc.nat(59) });
    const facts = fc.record({
      agreedAt: fc.nat(40).map(day => bounce(day).at),
      delivered: fc.uniqueArray(fc.nat(60).map(dateOf), { maxLength: 2 }),
      oursOrTheirs: fc.uniqueArray(fc.nat(60).map(dateOf), { maxLength: 2 }).map(days => new Set(days)),
      isDaily: fc.boolean(),
    });
    const orders = fc.array(any, { minLength: 1, maxLength: 12 }).chain(all =>
      fc.tuple(
        fc.constant(all),
        fc
          .tuple(fc.shuffledSubarray(all), fc.shuffledSubarray(all, { minLength: all.length }))
          .map(([some, whole]) => [...some, ...whole, ...some]),
      ),
    );
    fc.assert(
      fc.property(orders, facts, ([once, again], known) => {
        const [one, other] = [once, again].map(all =>
          keptOf(all.map(({ day, minute }) => bounce(day, minute))),
        );
        expect(other).toEqual(one);
        const end = one && endingBySoftBounces(one, known);
        if (!end) return;
        // Never by fewer than three editions, nor by less time, nor by what is no sign.
        const days = once.map(({ day, minute }) => bounce(day, minute));
        const arrived = known.delivered.toSorted().at(-1) ?? '';
        const signs = new Set(
          days
            .filter(({ edition, at }) => edition > arrived && at >= known.agreedAt)
            .map(({ edition }) => edition)
            .filter(edition => !known.oursOrTheirs.has(edition)),
        );
        const [first, last] = [[...signs].sort()[0] ?? '', [...signs].sort().at(-1) ?? ''];
        expect(signs.size).toBeGreaterThanOrEqual(3);
        expect(Date.parse(last) - Date.parse(first)).toBeGreaterThanOrEqual(
          (known.isDaily ? 3 : 30) * 86_400_000,
        );
        expect(end.at >= known.agreedAt).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the newest hundred editions, whichever came first', () => {
    const all = Array.from({ length: 130 }, (_, day) => bounce(day));
    for (const order of [all, all.toReversed()]) {
      const { editions } = keptOf(order);
      expect(editions).toHaveLength(100);
      expect(editions[0]?.edition).toBe(dateOf(30));
    }
  });
});

describe('a domain to which mail comes back', () => {
  const rows = (count: number, domain = 'mail.example', day = 0): ReaderSoftBounces[] =>
    Array.from({ length: count }, () => ({ ...keptOf([bounce(day)]), domain }));

  it('is suspected from five of its readers on', () => {
    expect(suspectDomains(rows(4)).size).toBe(0);
    expect(suspectDomains(rows(5))).toEqual(new Map([['mail.example', new Map([[dateOf(0), 5]])]]));
    expect(suspectDomains([...rows(4), ...rows(1, 'mail.example', 7)]).size).toBe(0);
  });

  it('is to blame itself, or we are, where it is a fifth of them', () => {
    const counts = suspectDomains(rows(6)).get('mail.example');
    expect(oursOrTheirs(counts, 30)).toEqual(new Set([dateOf(0)]));
    expect(oursOrTheirs(counts, 31)).toEqual(new Set());
    expect(oursOrTheirs(undefined, 1)).toEqual(new Set());
  });
});
