import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../core/articles/article-file.ts';
import { compile } from '../../../core/digest/compile.ts';
import type { Digest } from '../../../core/digest/digest.ts';
import { nothingBefore, type PublishedFact } from '../../../core/digest/past.ts';
import { labelOf } from '../../../core/digest/show-fact.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { english } from '../../support/builders/a-digest-fact.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { factsOf } from '../../support/builders/a-series.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const plan = {
  publication: 'weekly',
  edition: '2026-11-23',
  number: 3,
  previous: '2026-11-16',
  window: { from: '2026-11-16T06:00:00Z' as Instant, to: '2026-11-23T06:00:00Z' as Instant },
};
const carried: PublishedFact = {
  appeared: { number: '2-04', edition: '2026-11-16' },
  said: {
    statement: english('Said'),
    short: null,
    label: 'reported',
    attribution: { who: english('x'), how: 'named' },
  },
  told: { by: { number: 2, edition: '2026-11-16' }, withdrawn: null },
  mentioned: false,
  leads: true,
  publisher: null,
  beside: [],
  sequence: 0,
};

/** Of the edition before: `old.1` and `old.2` were one item, `old.3` another. */
const published = new Map([
  ['old.1', carried],
  ['old.2', carried],
  ['old.3', { ...carried, appeared: { number: '2-05', edition: '2026-11-16' } }],
]);

/** A digest of facts by id, each of the article that its id names. */
function digestOf(facts: Record<string, Partial<Fact>>): Digest {
  const byArticle = Map.groupBy(Object.entries(facts), ([id]) => id.split('.')[0] ?? '');
  return compile({
    publication: aPublication(),
    plan,
    records: [...byArticle].map(([article, own]) =>
      aRecord(
        '2026-11-20T00:00:00Z',
        anArticleFile(
          article,
          own.map(([id, changes]) => aFact(article, Number(id.split('.')[1]), changes)),
        ),
      ),
    ),
    past: { ...nothingBefore, published },
    previousManifest: null,
    oldAfterDays: 30,
  });
}

const itemsOf = (digest: Digest) =>
  factsOf(digest).map(({ number, id, also }) => [number, id, ...also.map(mention => mention.id)]);

/** Whether a fact names another, or the claim that the other names, too. */
function nameOneClaim(named: string | undefined, namedToo: string, other: string): boolean {
  const claimOf = (id = '') => published.get(id)?.appeared.number ?? id;
  return named === other || claimOf(named) === claimOf(namedToo);
}

describe('facts that say the same', () => {
  it('are one item: the one that is named leads, the others stand beside it with their sources', () => {
    const digest = digestOf({
      'a.1': { sameAs: 'c.1', importance: 3, attribution: { who: 'A. Minister', how: 'named' } },
      'b.1': { sameAs: 'c.1' },
      'c.1': {},
      'd.1': {},
    });
    expect(itemsOf(digest)).toEqual([
      ['3-01', 'c.1', 'a.1', 'b.1'],
      ['3-02', 'd.1'],
    ]);
    expect(factsOf(digest)[0]).toMatchObject({
      source: 'A',
      also: [
        { id: 'a.1', source: 'B', attribution: { who: english('A. Minister'), how: 'named' } },
        { id: 'b.1', source: 'C' },
      ],
    });
    expect(digest.sources.map(({ id }) => id)).toEqual(['c', 'a', 'b', 'd']);
    expect(digest.counts).toEqual({ facts: 2, sources: 4, late: 0 });
  });

  it('are found through each other, whatever their topics, and stand where the leading one does', () => {
    expect(
      itemsOf(
        digestOf({
          'a.1': { sameAs: 'b.1', topics: ['controls'] },
          'b.1': { sameAs: 'c.1', topics: ['talent'] },
          'c.1': { topics: ['strategy'] },
          'd.1': { topics: ['talent'] },
        }),
      ),
    ).toEqual([
      ['3-01', 'c.1', 'a.1', 'b.1'],
      ['3-02', 'd.1'],
    ]);
  });

  it('may name each other in a ring: then the most important leads', () => {
    expect(
      itemsOf(
        digestOf({
          'a.1': { sameAs: 'b.1' },
          'b.1': { sameAs: 'c.1' },
          'c.1': { sameAs: 'a.1', importance: 3 },
          'd.1': { sameAs: 'a.1', importance: 3 },
        }),
      ),
    ).toEqual([['3-01', 'c.1', 'd.1', 'a.1', 'b.1']]);
  });

  it('stay apart where their labels differ, so that nothing hides behind what is firmer', () => {
    const digest = digestOf({
      'a.1': { sameAs: 'b.1', kind: 'expectation' },
      'b.1': { kind: 'measure', status: 'in force' },
      'c.1': { sameAs: 'b.1', kind: 'measure', status: 'proposed' },
      'd.1': { sameAs: 'b.1', kind: 'plan' },
      'e.1': { sameAs: 'b.1', kind: 'measure', status: 'in force' },
      'f.1': { sameAs: 'a.1', kind: 'opinion' },
      'g.1': { sameAs: 'b.1', kind: 'plan' },
    });
    expect(itemsOf(digest)).toEqual([
      ['3-01', 'b.1', 'e.1'],
      ['3-02', 'c.1'],
      ['3-03', 'd.1', 'g.1'],
      ['3-04', 'a.1'],
      ['3-05', 'f.1'],
    ]);
    const labels = ['in force', 'proposed', 'planned', 'expected', 'view'];
    expect(factsOf(digest).map(({ label }) => label)).toEqual(labels);
    expect(factsOf(digest).every(({ sameAs }) => sameAs === null)).toBe(true);
  });

  it('as one of an earlier edition refer to it, and are one item among themselves', () => {
    const digest = digestOf({
      'a.1': { sameAs: 'old.1' },
      'b.1': { sameAs: 'old.1' },
      'c.1': { sameAs: 'b.1' },
    });
    expect(itemsOf(digest)).toEqual([['3-01', 'a.1', 'b.1', 'c.1']]);
    expect(factsOf(digest)[0]?.sameAs).toEqual({ number: '2-04', edition: '2026-11-16' });
  });

  it('as different ones that were one item of an earlier edition are one item, too', () => {
    const digest = digestOf({
      'a.1': { sameAs: 'old.1' },
      'b.1': { sameAs: 'old.2' },
      'c.1': { sameAs: 'old.3' },
    });
    expect(itemsOf(digest)).toEqual([
      ['3-01', 'a.1', 'b.1'],
      ['3-02', 'c.1'],
    ]);
  });

  it('as one of an earlier edition stay apart where labels differ, and only what bears the label told then refers to it', () => {
    const digest = digestOf({ 'a.1': { sameAs: 'old.1', kind: 'plan' }, 'b.1': { sameAs: 'old.1' } });
    expect(itemsOf(digest)).toEqual([
      ['3-01', 'a.1'],
      ['3-02', 'b.1'],
    ]);
    expect(factsOf(digest).map(({ sameAs }) => sameAs?.number)).toEqual([undefined, '2-04']);
  });

  it('as one that nobody carried are one item, and refer to nothing', () => {
    const digest = digestOf({
      'a.1': { sameAs: 'nobody.1' },
      'b.1': { sameAs: 'nobody.1' },
      'c.1': { sameAs: 'd.1' },
      'd.1': { topics: ['sport'] },
    });
    expect(itemsOf(digest).map(item => item.slice(1))).toEqual([['a.1', 'b.1'], ['c.1']]);
    expect(factsOf(digest).every(({ sameAs }) => sameAs === null)).toBe(true);
  });

  it('are grouped the same whatever the order of the records, each in exactly one item', () => {
    const ids = ['a.1', 'a.2', 'b.1', 'c.1', 'c.2', 'd.1'];
    const changes = fc.record({
      sameAs: fc.option(fc.constantFrom(...ids, 'old.1', 'old.2', 'old.3', 'nobody.1'), { nil: undefined }),
      kind: fc.constantFrom('event', 'figure', 'plan', 'opinion'),
      importance: fc.constantFrom(1, 2, 3),
      topics: fc.constantFrom(['controls'], ['strategy'], ['talent']),
    }) as fc.Arbitrary<Partial<Fact>>;
    fc.assert(
      fc.property(
        fc.tuple(...ids.map(() => changes)),
        fc.shuffledSubarray(ids, { minLength: 6 }),
        (all, order) => {
          const of = (list: readonly string[]) =>
            digestOf(Object.fromEntries(list.map(id => [id, all[ids.indexOf(id)] ?? {}])));
          const digest = of(ids);
          expect(of(order)).toEqual(digest);
          const items = factsOf(digest);
          expect(items.flatMap(({ id, also }) => [id, ...also.map(mention => mention.id)]).sort()).toEqual(
            ids,
          );
          const itemOf = (id: string) =>
            items.findIndex(item => item.id === id || item.also.some(mention => mention.id === id));
          const facts = ids.map((id, index) => ({ id, fact: aFact(id, 1, all[index]) }));
          for (const [a, b] of facts.flatMap(a => facts.map(b => [a, b] as const))) {
            const isTogether = itemOf(a.id) === itemOf(b.id);
            if (labelOf(a.fact) !== labelOf(b.fact)) expect(isTogether).toBe(false);
            else if (nameOneClaim(a.fact.sameAs, b.fact.sameAs ?? b.id, b.id)) expect(isTogether).toBe(true);
          }
          for (const { also } of items) {
            const letters = also.map(({ source }) => source);
            expect(letters.toSorted()).toEqual(letters);
          }
        },
      ),
    );
  });
});

describe('a fact that follows another', () => {
  const followsOf = (digest: Digest) =>
    Object.fromEntries(factsOf(digest).map(({ id, follows }) => [id, follows]));

  it('refers to its number and edition, in this edition or an earlier one, and to nothing that nobody carried', () => {
    expect(
      followsOf(
        digestOf({
          'a.1': { follows: 'old.1' },
          'b.1': { follows: 'a.1' },
          'c.1': { follows: 'nobody.1' },
          'd.1': { follows: 'e.1' },
          'e.1': { topics: ['sport'] },
        }),
      ),
    ).toEqual({
      'a.1': { number: '2-04', edition: '2026-11-16' },
      'b.1': { number: '3-01', edition: '2026-11-23' },
      'c.1': null,
      'd.1': null,
    });
  });

  it('never refers to its own item, and gives what it follows to the item that it is in', () => {
    expect(followsOf(digestOf({ 'a.1': {}, 'b.1': { sameAs: 'a.1', follows: 'a.1' } }))).toEqual({
      'a.1': null,
    });
    expect(followsOf(digestOf({ 'a.1': {}, 'b.1': { sameAs: 'a.1', follows: 'old.1' } }))).toEqual({
      'a.1': { number: '2-04', edition: '2026-11-16' },
    });
  });
});
