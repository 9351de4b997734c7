import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../../core/articles/fact-log.ts';
import {
  editionLimits,
  refuseTooManyFacts,
  TooMuchError,
  tooManyRecords,
} from '../../../core/edition/too-much.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import type { Plan } from '../../../core/publication/plan.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aCorrection } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const weekly = aPublication();
const to = '2026-11-23T06:00:00Z' as Instant;
const plan: Plan = {
  ...{ publication: 'weekly', edition: '2026-11-23', number: 1, previous: null },
  window: { from: '2026-01-01T00:00:00Z' as Instant, to },
};

/** An article of so many facts, so many seconds before the edition; a share of them on another topic. */
function anArticle(index: number, seconds: number, facts: number, elsewhere = 0): StoredRecord {
  const id = `article-${index}`;
  const all = Array.from({ length: facts + elsewhere }, (_, n) =>
    aFact(id, n + 1, n < facts ? {} : { topics: ['elsewhere'] }),
  );
  return aRecord(plusHours(to, -seconds / 3600), anArticleFile(id, all));
}

function refusalOf(work: () => unknown): TooMuchError {
  try {
    work();
  } catch (error) {
    if (error instanceof TooMuchError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const factsSince = (records: readonly StoredRecord[], since: Instant) =>
  records
    .filter(({ record }) => record.recordedAt >= since)
    .reduce((sum, { record }) => sum + (record.type === 'article' ? record.facts.length : 1), 0);

describe('an edition with more facts than it can hold', () => {
  it('is refused with how many, from when to when, and the coversSince from which on the rest fits', () => {
    const records = [anArticle(1, 90, 600), anArticle(2, 60, 500), anArticle(3, 30, 500, 77)];
    const error = refusalOf(() => refuseTooManyFacts(plan, weekly, records, 1600));
    expect(error.message).toMatch(
      /^edition 2026-11-23 of weekly: expected at most 1,000 facts .*, found 1,600 facts and corrections, filed from 2026-11-23T05:58:30Z to 2026-11-23T05:59:30Z\. Nothing was sealed/,
    );
    expect(error.message).toContain(
      'Set "coversSince": "2026-11-23T05:58:31Z" for the publication weekly in cdk.json',
    );
  });

  it('is taken up to the limit', () => {
    expect(() => refuseTooManyFacts(plan, weekly, [], editionLimits.facts)).not.toThrow();
    expect(() => refuseTooManyFacts(plan, weekly, [anArticle(1, 1, 1001)], editionLimits.facts + 1)).toThrow(
      TooMuchError,
    );
  });

  it('is told a coversSince that is not later than its end, and from which on all fits, whatever was filed when', () => {
    const filed = fc.record({
      seconds: fc.integer({ min: 1, max: 40 }),
      facts: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(filed, { minLength: 4, maxLength: 30 }), all => {
        const records = all
          .map(({ seconds, facts }, index) => anArticle(index, seconds, facts))
          .sort((a, b) => (a.key < b.key ? -1 : 1));
        const total = factsSince(records, plan.window.from as Instant);
        fc.pre(total > editionLimits.facts);
        const { coversSince } = refusalOf(() => refuseTooManyFacts(plan, weekly, records, total));
        expect(coversSince <= to).toBe(true);
        expect(factsSince(records, coversSince)).toBeLessThanOrEqual(editionLimits.facts);
        // And no more is left out than must be: a second earlier it does not fit.
        expect(factsSince(records, plusHours(coversSince, -1 / 3600))).toBeGreaterThan(editionLimits.facts);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a window with more records than may be read', () => {
  const keysOf = (records: readonly StoredRecord[]) => records.map(({ key }) => key);
  const many = Array.from({ length: editionLimits.records + 50 }, (_, index) =>
    aCorrection(plusHours(to, -(editionLimits.records + 60 - index) / 3600), `one.${index + 1}`),
  );

  it('is refused after a list of keys; what is read to find where to begin is what one edition can hold', async () => {
    const read: string[] = [];
    const byKey = new Map(many.map(record => [record.key, record]));
    const error = await tooManyRecords(plan, weekly, keysOf(many), async key => {
      read.push(key);
      return byKey.get(key);
    });
    expect(error.message).toContain(
      'at most 5,000 records in one edition, found 5,050 records of the fact log',
    );
    expect(read).toHaveLength(editionLimits.facts + 1);
    expect(many.filter(({ record }) => record.recordedAt >= error.coversSince)).toHaveLength(
      editionLimits.facts,
    );
  });

  it('counts what says nothing to the publication as well, since it is read too', async () => {
    const { coversSince } = await tooManyRecords(plan, weekly, keysOf(many), async () => undefined);
    expect(many.filter(({ record }) => record.recordedAt >= coversSince)).toHaveLength(editionLimits.records);
  });
});
