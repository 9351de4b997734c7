import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../../core/digest/digest.ts';
import { excerpt, itemsOf } from '../../../../core/rendering/digest/excerpt.ts';
import { aDayAhead, aDigestCorrection, aFullDigest } from '../../../support/builders/a-full-digest.ts';
import { aLargeDigest } from './large-editions.ts';

const factsOf = (digest: Digest) => [...digest.sections.flatMap(({ facts }) => facts), ...digest.views];
const digests = fc
  .record({
    importances: fc.array(fc.constantFrom<1 | 2 | 3>(1, 2, 3), { maxLength: 40 }),
    days: fc.nat({ max: 30 }),
    corrections: fc.nat({ max: 4 }),
  })
  .map(({ importances, days, corrections }) => ({
    ...aLargeDigest({ importances }),
    daysAhead: Array.from({ length: days }, () => aDayAhead('2026-12-24')),
    corrections: Array.from({ length: corrections }, () => aDigestCorrection({ right: null })),
  }));

describe('an excerpt', () => {
  it('shows and counts together all that there is', () => {
    fc.assert(
      fc.property(digests, fc.nat({ max: 80 }), (whole, items) => {
        const { digest, left } = excerpt(whole, items);
        expect(factsOf(digest).length + left.facts).toBe(factsOf(whole).length);
        expect(digest.corrections.length + left.corrections).toBe(whole.corrections.length);
        expect(digest.daysAhead.length + left.daysAhead).toBe(whole.daysAhead.length);
        expect(digest.sources.length + left.sources).toBe(whole.sources.length);
        const bySection = [...left.sections.values(), left.views].reduce((sum, n) => sum + n, 0);
        expect(bySection).toBe(left.facts);
      }),
    );
  });

  it('holds what a smaller one holds, and one item more, in the order of the whole', () => {
    fc.assert(
      fc.property(digests, fc.nat({ max: 80 }), (whole, items) => {
        const [small, large] = [excerpt(whole, items).digest, excerpt(whole, items + 1).digest];
        const sizeOf = (digest: Digest) =>
          factsOf(digest).length + digest.corrections.length + digest.daysAhead.length;
        expect(sizeOf(small)).toBe(Math.min(items, itemsOf(whole)));
        expect(sizeOf(large)).toBe(Math.min(items + 1, itemsOf(whole)));
        for (const fact of factsOf(small)) expect(factsOf(large)).toContain(fact);
        expect(factsOf(large)).toEqual(factsOf(whole).filter(fact => factsOf(large).includes(fact)));
      }),
    );
  });

  it('leaves out no fact before a less important one, and corrections last', () => {
    fc.assert(
      fc.property(digests, fc.nat({ max: 80 }), (whole, items) => {
        const { digest, left } = excerpt(whole, items);
        const shown = factsOf(digest);
        const lost = factsOf(whole).filter(fact => !shown.includes(fact));
        const least = Math.min(3, ...shown.map(({ importance }) => importance));
        for (const { importance } of lost) expect(importance).toBeLessThanOrEqual(least);
        if (shown.length + digest.daysAhead.length > 0) expect(left.corrections).toBe(0);
      }),
    );
  });

  it('keeps every source while it is whole, also one that no fact names', () => {
    const digest = { ...aFullDigest(), sections: [], views: [], corrections: [] };
    expect(excerpt(digest, Number.POSITIVE_INFINITY).digest.sources).toHaveLength(2);
  });

  it('keeps the sources of other articles that say the same, and of what is right', () => {
    const whole = aFullDigest();
    const only = { ...whole, sections: [], views: [], daysAhead: [] };
    expect(excerpt(only, 1).digest.sources.map(({ letter }) => letter)).toEqual(['B']);
  });
});
