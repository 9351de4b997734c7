import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { type Plan, planEdition } from '../../../core/publication/plan.ts';
import { aPublication } from '../../support/builders/a-publication.ts';

const weekly = aPublication();
const monday = '2026-11-23T06:00:00Z' as Instant;
const sight = plusHours(monday, -100);
const from = (coversSince: Instant) => aPublication({ coversSince });

describe('the window of a first edition', () => {
  it('begins where the publication was first seen', () => {
    expect(planEdition(weekly, monday, { firstSight: sight })).toEqual({
      ...{ publication: 'weekly', edition: '2026-11-23', number: 1, previous: null },
      ...{ window: { from: sight, to: monday }, begins: sight },
    });
  });

  it('begins at coversSince, be it earlier or later', () => {
    for (const hours of [-5000, -10]) {
      const since = plusHours(monday, hours);
      const { window, begins } = planEdition(from(since), monday, { firstSight: sight });
      expect({ window, begins }).toEqual({ window: { from: since, to: monday }, begins: since });
    }
  });

  it('begins where the chain under the former id ended', () => {
    const former = planEdition(aPublication({ id: 'old' }), monday, { firstSight: sight });
    const next = planEdition(weekly, plusHours(monday, 168), { former });
    expect(next).toMatchObject({ number: 1, previous: null, begins: sight });
    expect(next.window.from).toBe(monday);
  });

  it('is empty before the first sight, and the next one begins there', () => {
    const before = planEdition(weekly, monday, { firstSight: plusHours(monday, 50) });
    expect(before.window).toEqual({ from: monday, to: monday });
    const next = planEdition(weekly, plusHours(monday, 168), { newest: before });
    expect(next.window.from).toBe(plusHours(monday, 50));
  });
});

describe('the window of a later edition', () => {
  const first = planEdition(weekly, monday, { firstSight: sight });

  it('begins at a coversSince later than the last window, and says what that leaves out, this once', () => {
    const since = plusHours(monday, 30);
    const less = planEdition(from(since), plusHours(monday, 168), { newest: first });
    expect(less).toMatchObject({ window: { from: since }, begins: since, leftOutSince: monday });
    const next = planEdition(weekly, plusHours(monday, 336), { newest: less });
    expect(next).toMatchObject({ window: { from: less.window.to }, begins: since });
    expect(next).not.toHaveProperty('leftOutSince');
  });

  it('of a chain of an earlier version has no beginning, as its first edition covered all', () => {
    const { begins: _, ...old } = { ...first, window: { from: null, to: monday } };
    const next = planEdition(weekly, plusHours(monday, 168), { newest: old as Plan });
    expect(next).not.toHaveProperty('begins');
    expect(next.window.from).toBe(monday);
  });

  it('covers, with those before it, all times but those said to be left out, each once, whatever coversSince was when', () => {
    const hour = fc.integer({ min: -300, max: 2000 });
    fc.assert(
      fc.property(hour, fc.array(fc.option(hour), { minLength: 2, maxLength: 6 }), (seen, settings) => {
        const plans = chain(seen, settings);
        for (const [index, { window, begins, leftOutSince }] of plans.entries()) {
          const before = plans[index - 1];
          const from = window.from as Instant;
          // Empty, or all of it after the beginning, which never moves back.
          expect(from === window.to || (from < window.to && from >= (begins as Instant))).toBe(true);
          if (!before) continue;
          expect(leftOutSince ?? from).toBe(before.window.to);
          expect((begins as Instant) >= (before.begins as Instant)).toBe(true);
        }
      }),
    );
  });
});

/** Weekly editions, one a setting: hours from the first of them to `coversSince`, or null for none. */
function chain(seen: number, settings: readonly (number | null)[]): Plan[] {
  const plans: Plan[] = [];
  for (const [week, setting] of settings.entries()) {
    const newest = plans.at(-1);
    const publication = setting === null ? weekly : from(plusHours(monday, setting));
    const after = newest ? { newest } : { firstSight: plusHours(monday, seen) };
    plans.push(planEdition(publication, plusHours(monday, 168 * week), after));
  }
  return plans;
}
