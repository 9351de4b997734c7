import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestSeal, sealOfEdition } from '../../../core/edition/chain.ts';
import type { Seal } from '../../../core/edition/seal.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { MemorySeals } from '../../support/memory/memory-archive.ts';

/** A chain of editions so many days apart. */
async function aChain(gaps: readonly number[]): Promise<{ seals: MemorySeals; names: string[] }> {
  const seals = new MemorySeals();
  const names: string[] = [];
  let time = '2020-01-01T12:00:00Z' as Instant;
  for (const gap of gaps) {
    time = plusHours(time, gap * 24);
    const edition = time.slice(0, 10);
    const plan = {
      publication: 'weekly',
      edition,
      number: names.length + 1,
      previous: names.at(-1) ?? null,
      window: { from: null, to: time },
    };
    await seals.write({
      version: 1,
      plan,
      records: [],
      mailed: true,
      files: { 'manifest.json': '' },
    } satisfies Seal);
    names.push(edition);
  }
  return { seals, names };
}

const chains = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 90, max: 900 })), {
  minLength: 1,
  maxLength: 30,
});

describe('the end of a chain', () => {
  it('is the same wherever one looks from, and so is each edition', async () => {
    await fc.assert(
      fc.asyncProperty(chains, fc.integer({ min: -400, max: 4000 }), async (gaps, days) => {
        const { seals, names } = await aChain(gaps);
        const near = plusHours('2020-01-01T00:00:00Z' as Instant, days * 24);
        expect((await newestSeal(seals, 'weekly', near))?.plan.edition).toBe(names.at(-1));
        for (const edition of names)
          expect((await sealOfEdition(seals, { publication: 'weekly', edition }))?.plan.edition).toBe(
            edition,
          );
        expect(await sealOfEdition(seals, { publication: 'weekly', edition: '2019-12-31' })).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it('is listed from some months before, however long the chain is', async () => {
    const { seals, names } = await aChain(Array.from({ length: 300 }, () => 7));
    const lists: number[] = [];
    const counted = {
      async links(id: string, since?: string) {
        const found = await seals.links(id, since);
        lists.push(found.length);
        return found;
      },
      read: seals.read.bind(seals),
      publications: seals.publications.bind(seals),
      hashOf: seals.hashOf.bind(seals),
      write: seals.write.bind(seals),
    };
    const newest = `${names.at(-1)}T12:00:00Z` as Instant;
    await newestSeal(counted, 'weekly', newest);
    await sealOfEdition(counted, { publication: 'weekly', edition: names[150] ?? '' });
    expect(lists[0]).toBeLessThan(20);
    expect(lists).toHaveLength(2);
  });
});
