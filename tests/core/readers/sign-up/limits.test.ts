import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusHours, secondsBetween } from '../../../../core/foundation/instant.ts';
import { isClosed, withBounced, withSent } from '../../../../core/readers/sign-up/breaker.ts';
import type { SentConfirmation } from '../../../../core/readers/sign-up/confirmations.ts';
import {
  type AddressLimit,
  afterLetter,
  ceilingOf,
  type Letter,
  letterKinds,
  limitAgainst,
  noLetters,
  withoutLetter,
} from '../../../../core/readers/sign-up/limits.ts';
import { askedAt } from '../../../support/builders/a-request.ts';

const hoursOn = (hours: number) => plusHours(askedAt, hours);
const letter = (n: number, hours: number, changes: Partial<Letter> = {}): Letter => ({
  request: `request-${n}`,
  kind: 'confirmation',
  at: hoursOn(hours),
  ...{ bounce: null, opened: null },
  ...changes,
});
const noted = (...letters: Letter[]) =>
  letters.reduce<AddressLimit>((limit, each) => afterLetter(limit, each) ?? limit, noLetters);

/** @param noted by request, what was noted and not taken back. */
function expectWithinLimits(noted: ReadonlyMap<string, Letter>, { request, kind, at }: Letter): void {
  const others = [...noted.values()].filter(other => other.request !== request);
  const secondsAgo = (other: Letter) => secondsBetween(other.at, at);
  const alike = others.filter(other => other.kind === kind);
  expect(alike.every(other => secondsAgo(other) >= 24 * 3600)).toBe(true);
  const byForm = (one: Letter) => one.kind === 'confirmation' || one.kind === 'already reading';
  const sameDoor = others.filter(
    other => other.kind === kind || (byForm(other) && byForm({ ...other, kind })),
  );
  expect(sameDoor.filter(other => secondsAgo(other) < 30 * 24 * 3600).length).toBeLessThan(3);
}

describe('the letters to an address', () => {
  it('are one a day of each kind, and three in thirty days by the form', () => {
    const one = noted(letter(1, 0));
    expect(limitAgainst(one, letter(2, 23.99))).toBe('one a day');
    expect(limitAgainst(one, letter(2, 0.1, { kind: 'manage' }))).toBeUndefined();
    expect(limitAgainst(one, letter(2, 24))).toBeUndefined();
    const three = noted(letter(1, 0), letter(2, 24, { kind: 'already reading' }), letter(3, 48));
    expect(limitAgainst(three, letter(4, 72))).toBe('three in 30 days');
    expect(limitAgainst(three, letter(4, 72, { kind: 'already reading' }))).toBe('three in 30 days');
    expect(limitAgainst(three, letter(4, 30 * 24))).toBeUndefined();
  });

  it('that a link asks for are counted by themselves, so that nobody who fills in the form keeps them from a reader', () => {
    const byForm = noted(letter(1, 0), letter(2, 24), letter(3, 48));
    for (const kind of ['manage', 'joining'] as const) {
      expect(limitAgainst(byForm, letter(4, 48, { kind }))).toBeUndefined();
      const three = [4, 5, 6].map(n => letter(n, 24 * n, { kind }));
      expect(limitAgainst(noted(...three), letter(7, 24 * 6 + 1, { kind }))).toBe('one a day');
      expect(limitAgainst(noted(...three), letter(7, 24 * 7, { kind }))).toBe('three in 30 days');
    }
  });

  it('say once in thirty days that somebody reads already', () => {
    const told = noted(letter(1, 0, { kind: 'already reading' }));
    expect(limitAgainst(told, letter(2, 25, { kind: 'already reading' }))).toBe('told already');
    expect(limitAgainst(told, letter(2, 25))).toBeUndefined();
    expect(limitAgainst(told, letter(2, 720, { kind: 'already reading' }))).toBeUndefined();
  });

  it('are one after a bounce, for good, also where that one came back too, until they agreed anew', () => {
    const bounce = hoursOn(-100);
    const asked = noted(letter(1, 0, { bounce }));
    expect(limitAgainst(asked, letter(2, 25, { bounce }))).toBe('once a bounce');
    expect(limitAgainst(asked, letter(2, 24 * 365, { bounce }))).toBe('once a bounce');
    expect(limitAgainst(asked, letter(2, 25, { bounce: hoursOn(1) }))).toBe('once a bounce');
    const before = { bounce: hoursOn(1), opened: hoursOn(-200) };
    expect(limitAgainst(asked, letter(2, 25, before))).toBe('once a bounce');
    const since = { bounce: hoursOn(1), opened: hoursOn(-100) };
    expect(limitAgainst(asked, letter(2, 25, since))).toBeUndefined();
    expect(limitAgainst(asked, letter(2, 25))).toBeUndefined();
  });

  it('count once a request, by the time at which it was noted last, and not at all when taken back', () => {
    const first = letter(1, 0, { bounce: hoursOn(-100) });
    const twice = noted(first, letter(1, 0.2, { bounce: hoursOn(-100) }));
    expect(twice.letters).toEqual([{ request: 'request-1', kind: 'confirmation', at: hoursOn(0.2) }]);
    expect(afterLetter(twice, letter(1, 0.2, { bounce: hoursOn(-100) }))).toBe(twice);
    expect(withoutLetter(twice, 'request-1')).toEqual(noLetters);
    expect(withoutLetter(twice, 'request-2')).toBe(twice);
  });

  it('never pass the limits, whatever is asked and however often', () => {
    const asked = fc.array(
      fc.record({
        n: fc.nat(30),
        wait: fc.integer({ min: 0, max: 60 }),
        kind: fc.constantFrom(...letterKinds),
        back: fc.boolean(),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(asked, all => {
        const mailed = new Map<string, Letter>();
        let limit = noLetters;
        let hours = 0;
        for (const { n, wait, kind, back } of all) {
          hours += wait;
          const next = letter(n, hours, { kind });
          const changed = afterLetter(limit, next);
          expect(changed === undefined).toBe(limitAgainst(limit, next) !== undefined);
          if (!changed) continue;
          expectWithinLimits(mailed, next);
          mailed.set(next.request, next);
          limit = back ? withoutLetter(changed, next.request) : changed;
          if (back) mailed.delete(next.request);
        }
      }),
    );
  });
});

describe('the letters of an installation', () => {
  it.each([
    [200, 10],
    [50_000, 2_500],
    [19, 1],
    [0, 1],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  ])('are at a quota of %d at most %d a day', (quota, most) => {
    expect(ceilingOf(quota)).toBe(most);
  });
});

describe('the form', () => {
  const sent = (count: number, bounced: number): SentConfirmation[] =>
    Array.from({ length: count }, (_, n) => ({ request: `r${n}`, at: askedAt, bounced: n < bounced }));

  it('is closed when more than five of the last hundred confirmations came back, and opens when they are a week old', () => {
    expect(isClosed(sent(100, 5), askedAt)).toBe(false);
    expect(isClosed(sent(100, 6), askedAt)).toBe(true);
    expect(isClosed(sent(6, 6), askedAt)).toBe(true);
    expect(isClosed(sent(100, 6), hoursOn(7 * 24 - 0.01))).toBe(true);
    expect(isClosed(sent(100, 6), hoursOn(7 * 24))).toBe(false);
  });

  it('looks at no more than a hundred, and at each once, however often it is told', () => {
    let recent: readonly SentConfirmation[] = sent(100, 6);
    expect(withSent(recent, 'r50', hoursOn(1))).toBe(recent);
    expect(withBounced(recent, 'r0')).toBe(recent);
    expect(withBounced(recent, 'nobody')).toBe(recent);
    recent = withSent(recent, 'new', hoursOn(1));
    expect(recent).toHaveLength(100);
    expect(isClosed(recent, hoursOn(1))).toBe(false);
    expect(isClosed(withBounced(recent, 'new'), hoursOn(1))).toBe(true);
  });
});
