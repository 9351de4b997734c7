import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachOf } from '../../../../core/archive/folding/reach.ts';
import { monthFromHistory, sayingByMonths } from '../../../../core/edition/months/closure.ts';
import {
  emptyMonth,
  type MonthState,
  monthOf,
  withContribution,
} from '../../../../core/edition/months/month-state.ts';
import type { PastEdition } from '../../../../core/edition/months/past-edition.ts';
import { type Instant, plusHours } from '../../../../core/foundation/instant.ts';

const chains = ['old', 'new'];
const factsEach = 3;
const nameOf = (n: number) => plusHours('2026-01-05T06:00:00Z' as Instant, n * 24 * 9).slice(0, 10);
const factId = (edition: number, fact: number) => `e${edition}.${fact}`;

/** What an edition says of earlier facts: which of them, and how. */
type Says = {
  back: number;
  fact: number;
  how: 'correct' | 'update' | 'amend' | 'correct and update' | 'head';
  by: number;
  also: number;
  /** Whether it leaves the fact that it updates as it is. */
  leaves: boolean;
}[];

/** Editions, of which each says something of earlier ones. */
function aHistory(all: readonly Says[], renamedAt: number): PastEdition[] {
  return all.map((says, n) => {
    const target = (back: number) => Math.max(0, n - 1 - (back % Math.max(1, n)));
    const place = (edition: number, fact: number) => ({
      number: `${edition + 1}-0${fact}`,
      edition: nameOf(edition),
    });
    const real = n === 0 ? [] : says;
    const corrections = real
      .filter(({ how }) => how.startsWith('correct'))
      .map(({ back, fact }) => ({
        fact: factId(target(back), fact),
        ...place(target(back), fact),
        kind: 'correction' as const,
        sequence: 1,
      }));
    const updates = real
      .filter(({ how }) => how.endsWith('update'))
      .map(({ back, fact, by, how, also, leaves }) => {
        const updated = how === 'update' ? target(back) : target(also);
        const updating = how === 'update' ? ([n, by] as const) : ([target(back), fact] as const);
        return {
          fact: factId(updated, fact),
          ...place(updated, fact),
          was: leaves ? null : ('final' as const),
          by: { fact: factId(...updating), ...place(...updating), label: 'suspended' as const },
        };
      });
    const amended = real
      .filter(({ how }) => how === 'amend')
      .map(({ back, fact }) => ({ fact: factId(target(back), fact), sequence: 1 }));
    const heads = real
      .filter(({ how }) => how === 'head')
      .map(({ back, fact }) => factId(target(back), fact));
    const [head, ...alsoHeads] = heads;
    return {
      publication: n < renamedAt ? 'old' : 'new',
      sha256: `hash ${n}`,
      manifest: {
        ...{
          edition: nameOf(n),
          number: n + 1,
          previous: null,
          subject: '',
          items: factsEach,
          corrections,
          updates,
          amended,
        },
        ...(head !== undefined && { headline: { text: '', language: 'en', fact: head, also: alsoHeads } }),
        window: { from: null, to: `${nameOf(n)}T06:00:00Z` as Instant },
        facts: Array.from({ length: factsEach }, (_, fact) => factId(n, fact + 1)),
      },
    };
  });
}

const says: fc.Arbitrary<Says> = fc.array(
  fc.record({
    back: fc.nat(30),
    fact: fc.integer({ min: 1, max: factsEach }),
    how: fc.constantFrom('correct', 'update', 'amend', 'correct and update', 'head'),
    by: fc.integer({ min: 1, max: factsEach }),
    also: fc.nat(30),
    leaves: fc.boolean(),
  }),
  { maxLength: 3 },
);
const histories = fc.tuple(fc.array(says, { minLength: 2, maxLength: 25 }), fc.nat(25));

/** Adds editions to the months that they bear on, one after the other, as folding does. */
async function folded(history: readonly PastEdition[]): Promise<Map<string, MonthState>> {
  const months = new Map<string, MonthState>();
  const keyOf = (publication: string, edition: string) => `${publication} ${monthOf(edition)}`;
  const stateOf = async (edition: string) =>
    chains
      .map(id => months.get(keyOf(id, edition)))
      .find(state => state?.editions.some(({ manifest }) => manifest.edition === edition));
  const add = (publication: string, edition: string, what: Parameters<typeof withContribution>[1]) => {
    const key = keyOf(publication, edition);
    const state = months.get(key) ?? emptyMonth(publication, monthOf(edition));
    months.set(key, withContribution(state, what, chains));
  };
  for (const [n, own] of history.entries()) {
    const before = history[n - 1] ?? null;
    const appearance = async (fact: string) =>
      history.slice(0, n).find(({ manifest }) => manifest.facts.includes(fact))?.manifest.edition;
    const reached = await reachOf(own, stateOf, appearance);
    const id = history.find(({ publication }) => publication === own.publication)?.sha256 ?? null;
    add(own.publication, own.manifest.edition, { editions: [own], first: id });
    const first = months.get(keyOf(own.publication, own.manifest.edition))?.editions.length === 1;
    if (first) add(own.publication, own.manifest.edition, { before });
    if (
      before &&
      keyOf(before.publication, before.manifest.edition) !== keyOf(own.publication, own.manifest.edition)
    )
      add(before.publication, before.manifest.edition, { after: own });
    for (const { publication, edition } of [
      ...reached,
      { publication: own.publication, edition: own.manifest.edition },
    ]) {
      const state = months.get(keyOf(publication, edition));
      if (state) add(publication, edition, { saying: await sayingByMonths(state, own, stateOf, chains) });
    }
  }
  return months;
}

describe('what an edition bears on', () => {
  it('makes of each month, edition by edition, what its whole history makes of it', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ([all, renamedAt]) => {
        const history = aHistory(all, renamedAt);
        for (const state of (await folded(history)).values())
          expect(state).toEqual(monthFromHistory(state.publication, state.month, history, chains));
      }),
      { numRuns: 300 },
    );
  });

  it('is its last part alone of a series in which each leaves the one before as it is', async () => {
    const follows = { back: 0, fact: 1, how: 'update', by: 1, also: 0, leaves: true } as const;
    const history = aHistory(
      Array.from({ length: 60 }, () => [follows]),
      0,
    );
    const months = await folded(history);
    for (const { saying } of months.values()) expect(saying.length).toBeLessThanOrEqual(1);
    const own = history.at(-1) as PastEdition;
    const stateOf = async (edition: string) => months.get(`new ${monthOf(edition)}`);
    const reached = await reachOf(own, stateOf, async () => undefined);
    expect(reached.map(({ edition }) => edition)).toEqual([nameOf(58)]);
  });

  it('is all of a series in which each overtakes the one before', async () => {
    const overtakes = { back: 0, fact: 1, how: 'update', by: 1, also: 0, leaves: false } as const;
    const history = aHistory(
      Array.from({ length: 12 }, () => [overtakes]),
      0,
    );
    const months = await folded(history);
    const stateOf = async (edition: string) => months.get(`new ${monthOf(edition)}`);
    const reached = await reachOf(history.at(-1) as PastEdition, stateOf, async () => undefined);
    expect(reached).toHaveLength(11);
  });
});
