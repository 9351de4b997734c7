import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, followedBy } from '../../../core/articles/fact.ts';
import { labelOf } from '../../../core/digest/show-fact.ts';
import {
  overtakenBy,
  overtakes,
  type UpdatingEdition,
  updatesBearingOn,
  updatesThatStand,
} from '../../../core/digest/standing.ts';
import { aSeries, editionOf, factsOf, within } from '../../support/builders/a-series.ts';
import { aCorrection, aRetraction } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import {
  editions,
  history,
  recordsOf,
  type Seen,
  truthAt,
  visibleFor,
} from '../../support/builders/histories.ts';

const measure = (status: Fact['status'], follows?: Fact['follows']): Partial<Fact> => ({
  kind: 'measure',
  status,
  ...(follows === undefined ? {} : { follows }),
});
const article = (id: string, n: number, ...facts: Partial<Fact>[]) =>
  aRecord(
    within(n),
    anArticleFile(
      id,
      facts.map((changes, index) => aFact(id, index + 1, changes)),
    ),
  );
/** What became of a fact by the nth edition: `suspended 2-01`, or undefined. */
async function fateOf(series: Awaited<ReturnType<typeof aSeries>>, n: number, fact: string) {
  const manifests: UpdatingEdition[] = Array.from({ length: n }, (_, index) => series.manifest(n - index));
  const by = overtakenBy(fact, updatesThatStand(manifests))?.by;
  return by && `${by.label} ${by.number}`;
}

describe('a label that takes the place of another', () => {
  it.each([
    ['suspended', 'final', true],
    ['final', 'proposed', true],
    ['in force', 'suspended', true],
    ['revoked', 'measure', true],
    ['reported', 'planned', true],
    ['final', 'final', false],
    ['final', 'in force', false],
    ['proposed', 'final', false],
    ['measure', 'final', false],
    ['view', 'final', false],
    ['expected', 'planned', false],
    ['said', 'planned', false],
    ['reported', 'in force', false],
  ] as const)('%s after %s: %j', (label, was, expected) => {
    expect(overtakes(label, was)).toBe(expected);
  });
});

describe('a fact that updates several', () => {
  const five = [1, 2, 3, 4, 5].map(number => `one.${number}`);

  it('says of each what it was, and the manifest marks all of them', async () => {
    const series = await aSeries([
      [article('one', 1, ...five.map(() => measure('final')))],
      [article('two', 2, measure('suspended', five))],
    ]);
    const [suspension] = factsOf(series.digest(2));
    expect(suspension?.updates.map(({ number, edition, was }) => [number, edition, was])).toEqual(
      five.map((_, index) => [`1-0${index + 1}`, editionOf(1), 'final']),
    );
    expect(suspension?.follows).toEqual({ number: '1-01', edition: editionOf(1) });
    const by = { fact: 'two.1', number: '2-01', edition: editionOf(2), label: 'suspended' };
    expect(series.manifest(2).updates).toEqual(
      five.map((fact, index) => ({
        fact,
        number: `1-0${index + 1}`,
        edition: editionOf(1),
        was: 'final',
        by,
      })),
    );
    for (const fact of five) expect(await fateOf(series, 2, fact)).toBe('suspended 2-01');
  });

  it('names a number once where they were one item, and one of its own edition too', async () => {
    const { digest, manifest } = await aSeries([
      [
        article('one', 1, measure('final')),
        article('two', 1, { ...measure('final'), sameAs: 'one.1' }),
        article('six', 1, measure('in force', ['one.1', 'two.1', 'nobody.1'])),
      ],
    ]);
    const updates = factsOf(digest(1)).find(({ id }) => id === 'six.1')?.updates;
    expect(updates).toEqual([
      {
        number: '1-01',
        edition: editionOf(1),
        was: 'final',
        facts: [
          { id: 'one.1', by: 'six.1' },
          { id: 'two.1', by: 'six.1' },
        ],
      },
    ]);
    expect(manifest(1).updates.map(({ fact }) => fact)).toEqual(['one.1', 'two.1']);
  });

  it('leaves what it says nothing about as it was told', async () => {
    const series = await aSeries([
      [article('one', 1, measure('final'), { kind: 'plan' })],
      [article('two', 2, { kind: 'opinion', follows: ['one.1', 'one.2'] })],
    ]);
    expect(series.manifest(2).updates.map(({ fact, was }) => [fact, was])).toEqual([
      ['one.1', null],
      ['one.2', null],
    ]);
    expect(await fateOf(series, 2, 'one.1')).toBeUndefined();
  });
});

describe('what was told last of a measure', () => {
  it('is the last of what overtook it, also through another', async () => {
    const series = await aSeries([
      [article('one', 1, measure('proposed'))],
      [article('two', 2, measure('final', 'one.1'))],
      [article('six', 3, measure('suspended', 'two.1'))],
      [article('ten', 4, measure('in force', ['one.1', 'two.1']))],
    ]);
    expect([2, 3, 4].map(n => factsOf(series.digest(n))[0]?.updates.map(({ was }) => was))).toEqual([
      ['proposed'],
      ['final'],
      ['suspended', 'suspended'],
    ]);
    expect(await fateOf(series, 3, 'one.1')).toBe('suspended 3-01');
    expect(await fateOf(series, 4, 'one.1')).toBe('in force 4-01');
    expect(await fateOf(series, 4, 'six.1')).toBeUndefined();
  });

  it('is what a correction made of it, in the same edition too', async () => {
    const { digest } = await aSeries([
      [article('one', 1, measure('proposed'), measure('proposed'))],
      [aCorrection(within(2), 'one.1', measure('in force'))],
      [
        article('two', 3, measure('suspended', ['one.1', 'one.2'])),
        aCorrection(within(3), 'one.2', measure('final')),
      ],
    ]);
    expect(factsOf(digest(3))[0]?.updates.map(({ was }) => was)).toEqual(['in force', 'final']);
  });

  it('is told by all updates that bear on it, however many lie between, and by no others', async () => {
    const series = await aSeries([
      [article('one', 1, measure('proposed'), measure('final'))],
      [article('two', 2, measure('final', 'one.1'), measure('suspended', 'one.2'))],
      [article('six', 3, measure('suspended', 'two.1'), { kind: 'opinion', follows: 'one.1' })],
      [article('ten', 4, measure('in force', 'six.1'))],
    ]);
    const standing = updatesThatStand([4, 3, 2, 1].map(series.manifest));
    const bearing = updatesBearingOn('one.1', standing);
    expect(bearing.map(({ by }) => by.fact)).toEqual(['ten.1', 'six.1', 'two.1']);
    expect(overtakenBy('one.1', bearing)).toEqual(overtakenBy('one.1', standing));
  });

  it('comes to no end that is not one where facts update each other', async () => {
    const series = await aSeries([
      [article('one', 1, measure('final', 'two.1')), article('two', 1, measure('suspended', 'one.1'))],
    ]);
    expect(await fateOf(series, 1, 'one.1')).toBe('suspended 1-02');
    expect(await fateOf(series, 1, 'two.1')).toBe('final 1-01');
  });
});

describe('an update that is put right', () => {
  const start = () => [
    [article('one', 1, measure('final'), measure('final'))],
    [article('two', 2, measure('suspended', 'one.1'))],
  ];

  it('is none once its fact is retracted, and is one again when that is brought back', async () => {
    const series = await aSeries([
      ...start(),
      [aRetraction(within(3), 'two.1')],
      [article('six', 4, measure('in force', 'one.1'))],
      [aCorrection(within(5), 'two.1', measure('suspended', 'one.1'), 2)],
    ]);
    expect(await fateOf(series, 2, 'one.1')).toBe('suspended 2-01');
    expect(await fateOf(series, 3, 'one.1')).toBeUndefined();
    expect(factsOf(series.digest(4))[0]?.updates[0]?.was).toBe('final');
    expect(series.digest(5).corrections[0]?.right?.updates[0]).toMatchObject({
      number: '1-01',
      was: 'in force',
    });
  });

  it('is of what the correction names, under the label that is right', async () => {
    const series = await aSeries([
      ...start(),
      [aCorrection(within(3), 'two.1', measure('revoked', ['one.2']))],
      [aCorrection(within(4), 'two.1', { ...measure('revoked', ['one.2']), citation: 'No. 5' }, 2)],
    ]);
    expect(await fateOf(series, 3, 'one.1')).toBeUndefined();
    expect(await fateOf(series, 3, 'one.2')).toBe('revoked 2-01');
    expect(await fateOf(series, 4, 'one.2')).toBe('revoked 2-01');
    // What it says itself is no reason for what was told before.
    expect(series.digest(4).corrections[0]?.right?.updates[0]?.was).toBe('final');
  });

  it('is no reason for what was told before, where the same edition takes it back', async () => {
    const { digest } = await aSeries([
      ...start(),
      [aRetraction(within(3), 'two.1'), article('six', 3, measure('in force', 'one.1'))],
    ]);
    expect(factsOf(digest(3))[0]?.updates[0]?.was).toBe('final');
  });

  it('refers to nothing that is withdrawn, be it in the same edition', async () => {
    const { digest, manifest } = await aSeries([
      [article('one', 1, measure('final'), measure('final'))],
      [
        aRetraction(within(2), 'one.1'),
        article('two', 2, measure('suspended', ['one.1', 'one.2']), { ...measure('final'), sameAs: 'one.1' }),
      ],
      [article('six', 3, measure('suspended', 'one.1'))],
    ]);
    expect(manifest(2).updates.map(({ fact }) => fact)).toEqual(['one.2']);
    expect(factsOf(digest(2)).map(({ sameAs }) => sameAs)).toEqual([null, null]);
    expect(manifest(3).updates).toEqual([]);
  });
});

/** Reads editions one after the other, and keeps what facts update by what readers were told of them last. */
function updatesTold(
  seen: readonly Seen[],
  series: Awaited<ReturnType<typeof aSeries>>,
  last: number,
): string[] {
  const numbers = new Map<string, string>();
  const withdrawn = new Set<string>();
  const links = new Map<string, string[]>();
  for (const n of editions.slice(0, last)) {
    const truth = truthAt(n, seen);
    const { corrections, ...digest } = series.digest(n);
    for (const { id, number, also } of factsOf({ corrections, ...digest }))
      for (const one of [id, ...also.map(mention => mention.id)]) numbers.set(one, number);
    for (const { id, right } of corrections) withdrawn[right ? 'delete' : 'add'](id);
    for (const id of [...series.manifest(n).facts, ...corrections.map(({ id }) => id)])
      links.set(
        id,
        followedBy(truth.get(id) ?? {}).filter(other => stands(other) && !isOneItem(other, id)),
      );
  }
  return [...links].flatMap(([by, all]) => all.map(fact => `${fact} ${numbers.get(fact)} by ${by}`)).sort();

  function stands(id: string): boolean {
    return numbers.has(id) && !withdrawn.has(id);
  }
  function isOneItem(a: string, b: string): boolean {
    return numbers.get(a) === numbers.get(b);
  }
}

it('holds for every history: the updates that stand are those of the facts as they were told last', async () => {
  await fc.assert(
    fc.asyncProperty(history, async made => {
      const seen = recordsOf(made);
      const series = await aSeries(editions.map(n => visibleFor(n, seen)));
      for (const n of editions) {
        const standing = updatesThatStand(editions.slice(0, n).reverse().map(series.manifest));
        const found = standing.map(({ fact, number, by }) => `${fact} ${number} by ${by.fact}`);
        expect(found.sort()).toEqual(updatesTold(seen, series, n));
        const truth = truthAt(n, seen);
        for (const { by, was } of standing) {
          expect(by.label).toBe(labelOf(truth.get(by.fact) as Fact));
          expect(was === null || overtakes(by.label, was)).toBe(true);
        }
      }
    }),
    { numRuns: 150 },
  );
}, 300_000);
