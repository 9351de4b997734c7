import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestSeal } from '../../../../core/edition/chain.ts';
import { monthOf } from '../../../../core/edition/months/month-state.ts';
import { publishedFacts } from '../../../../core/edition/past/published-facts.ts';
import { publishEdition } from '../../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { aPublication } from '../../../support/builders/a-publication.ts';
import { editionOf, week, within } from '../../../support/builders/a-series.ts';
import { aCorrection, aRetraction } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { isChosen } from '../../../support/run/sample.ts';

type Press = ReturnType<typeof aPress>;

/** What is said of an earlier article's fact: so many editions back, which fact, and how. */
type Said = {
  back: number;
  fact: number;
  how: 'correct' | 'follow' | 'retract' | 'correct and follow';
  also: number;
};
/** Which of what folding wrote is lost or damaged, or was never written. */
type Harm =
  | { what: 'appearance'; edition: number; fact: number; becomes: 'lost' | 'wrong' }
  | { what: 'state'; edition: number; becomes: 'lost' | 'damaged' | 'newer' }
  | { what: 'nothing folded from'; edition: number };
type Case = { editions: Said[][]; renamedAt: number; harms: Harm[] };

const factsEach = 2;
const most = 14;
const index = fc.nat(most - 1);
const said: fc.Arbitrary<Said> = fc.record({
  back: fc.nat(most),
  fact: fc.integer({ min: 1, max: factsEach }),
  how: fc.constantFrom('correct', 'follow', 'retract', 'correct and follow'),
  also: fc.nat(most),
});
const cases: fc.Arbitrary<Case> = fc.record({
  editions: fc.array(fc.array(said, { maxLength: 3 }), { minLength: 2, maxLength: most }),
  renamedAt: fc.nat(most),
  harms: fc.array(
    fc.oneof(
      fc.record({
        what: fc.constant('appearance' as const),
        edition: index,
        fact: fc.integer({ min: 1, max: factsEach }),
        becomes: fc.constantFrom('lost' as const, 'wrong' as const),
      }),
      fc.record({
        what: fc.constant('state' as const),
        edition: index,
        becomes: fc.constantFrom('lost' as const, 'damaged' as const, 'newer' as const),
      }),
      fc.record({ what: fc.constant('nothing folded from' as const), edition: index }),
    ),
    { maxLength: 4 },
  ),
});

const factId = (edition: number, fact: number) => `e${edition}.${fact}`;
const nameAt = (n: number, renamedAt: number) => (n < renamedAt ? 'old' : 'new');

/** Files what an edition tells and says of earlier ones. */
async function fileFor(press: Press, n: number, says: readonly Said[], sequences: Map<string, number>) {
  const real = n === 0 ? [] : says;
  const target = (back: number) => n - 1 - (back % n);
  const measure = { kind: 'measure' as const, status: 'final' as const };
  const follows = real.flatMap(({ how, back, fact }) => (how === 'follow' ? factId(target(back), fact) : []));
  const facts = [
    aFact(`e${n}`, 1, { ...measure, ...(follows.length > 0 && { follows: [...new Set(follows)] }) }),
    aFact(`e${n}`, 2, measure),
  ];
  await press.record(aRecord(within(n + 1, 20), anArticleFile(`e${n}`, facts)).record);
  for (const [hours, { how, back, fact, also }] of real.entries()) {
    if (how === 'follow') continue;
    const id = factId(target(back), fact);
    const sequence = (sequences.get(id) ?? 0) + 1;
    sequences.set(id, sequence);
    const followed = factId(target(also), fact);
    const changes =
      how === 'correct and follow' && followed !== id ? { ...measure, follows: followed } : measure;
    const at = within(n + 1, 30 + hours);
    const record = how === 'retract' ? aRetraction(at, id, sequence) : aCorrection(at, id, changes, sequence);
    await press.record(record.record);
  }
}

async function published({ editions, renamedAt }: Case): Promise<Press> {
  const press = aPress();
  const sequences = new Map<string, number>();
  for (const [n, says] of editions.entries()) {
    await fileFor(press, n, says, sequences);
    const id = nameAt(n, renamedAt);
    const named = aPublication(id === 'new' && renamedAt > 0 ? { id, formerly: 'old' } : { id });
    await publishEdition(press.context(), named, week(n + 1));
  }
  return press;
}

function harm(press: Press, { editions, renamedAt, harms }: Case): void {
  for (const one of harms) {
    const n = one.edition % editions.length;
    if (one.what === 'appearance') harmAppearance(press, renamedAt, n, one);
    else if (one.what === 'state')
      harmState(press, `${nameAt(n, renamedAt)}/all/${monthOf(editionOf(n + 1))}.json`, one);
    else for (let late = n; late < editions.length; late += 1) unfold(press, renamedAt, late);
  }
}

function harmAppearance(
  { marks }: Press,
  renamedAt: number,
  n: number,
  { fact, becomes }: Extract<Harm, { what: 'appearance' }>,
): void {
  const key = `${nameAt(n, renamedAt)}/${factId(n, fact)}`;
  if (becomes === 'lost') marks.appearances.delete(key);
  else marks.appearances.set(key, editionOf(Math.max(1, n)));
}

function harmState({ archive }: Press, key: string, { becomes }: Extract<Harm, { what: 'state' }>): void {
  if (becomes === 'lost') archive.lists.delete(key);
  else archive.lists.set(key, becomes === 'newer' ? '{"format":2}' : '{"format":1}');
}

/** As if nobody had folded it in yet. */
function unfold({ marks }: Press, renamedAt: number, n: number): void {
  marks.folded.delete(`${nameAt(n, renamedAt)}/${editionOf(n + 1)}`);
  for (let fact = 1; fact <= factsEach; fact += 1)
    marks.appearances.delete(`${nameAt(n, renamedAt)}/${factId(n, fact)}`);
}

/** What once went wrong: a fact of the tail made an old one update another; the states of a rename; a note that was lost. */
const found: Case[] = [
  {
    editions: [
      ...[[], [], [], [{ back: 0, fact: 1, how: 'correct and follow' as const, also: 1 }], [], [], []],
      [{ back: 11, fact: 1, how: 'follow', also: 0 }],
    ],
    renamedAt: 0,
    harms: [],
  },
  {
    editions: [
      [],
      [],
      [{ back: 0, fact: 2, how: 'follow', also: 0 }],
      [],
      [{ back: 10, fact: 2, how: 'correct and follow', also: 0 }],
      [],
    ],
    renamedAt: 0,
    harms: [{ what: 'nothing folded from', edition: 4 }],
  },
  {
    editions: [[], [], [], [], [], [], [], [{ back: 1, fact: 1, how: 'correct', also: 0 }], []],
    renamedAt: 6,
    harms: [{ what: 'nothing folded from', edition: 7 }],
  },
  { editions: [[], []], renamedAt: 0, harms: [{ what: 'state', edition: 0, becomes: 'newer' }] },
  { editions: [[], []], renamedAt: 0, harms: [{ what: 'appearance', edition: 0, fact: 1, becomes: 'lost' }] },
];

/** As an archive that nobody has folded in: then the whole chain is walked. */
const unfolded = { appearance: async () => undefined, isFolded: async () => false };

async function looked(press: Press, { editions, renamedAt }: Case, walked: boolean) {
  const id = nameAt(editions.length - 1, renamedAt);
  const formerly = id === 'new' && renamedAt > 0 ? { formerly: 'old' } : {};
  const newest = (await newestSeal(press.seals, id))?.plan;
  const all = editions.flatMap((_, n) => [1, 2].map(fact => factId(n, fact)));
  const sources = { ...press, ...(walked && { marks: unfolded }) };
  const found = [];
  for (const wanted of [...all.map(fact => [fact]), all, ['nobody.1']])
    found.push(await publishedFacts(sources, { id, ...formerly }, newest, new Set(wanted)));
  return found;
}

describe('what months know of facts', () => {
  it('is what the whole chain knows, whatever of it is lost, damaged, or not folded in yet', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async made => {
        const press = await published(made);
        const walked = await looked(press, made, true);
        harm(press, made);
        expect(await looked(press, made, false)).toEqual(walked);
      }),
      {
        numRuns: isChosen('what months know, at length', 'long tests') ? 300 : 20,
        examples: found.map(one => [one]),
      },
    );
  }, 600_000);
});
