import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fact } from '../../../core/articles/fact.ts';
import { labelOf } from '../../../core/digest/show-fact.ts';
import { overtakenBy, updatesThatStand } from '../../../core/digest/standing.ts';
import { aSeries, editionOf, factsOf } from '../../support/builders/a-series.ts';
import {
  editions,
  type History,
  history,
  recordsOf,
  type Seen,
  truthAt,
  visibleFor,
} from '../../support/builders/histories.ts';

type Series = Awaited<ReturnType<typeof aSeries>>;
/** The editions so far, the records that were filed, and the edition whose page is looked at. */
type Case = { own: number; last: number; series: Series; seen: readonly Seen[] };
type Line = { kind: string; fact: string; number: string; isAlone: boolean; text: string };

const placeOnPage = (n: number, own: number, anchor: string) =>
  `${n === own ? '' : `../${editionOf(n)}/index.html`}#${anchor}`;

/** What later editions told readers of the facts of one, of each the last; the words of what is right are the log's. */
function correctionsTold(given: Case): Line[] {
  const { own, last, series } = given;
  const told = editions.slice(own, last).flatMap(n =>
    series.digest(n).corrections.flatMap(({ id, shared }) => {
      const fact = factsOf(series.digest(own)).find(
        one => one.id === id || one.also.some(mention => mention.id === id),
      );
      return fact ? [[id, lineOf(id, n, fact, shared !== null, given)] as const] : [];
    }),
  );
  return [...new Map(told).values()];
}

function lineOf(
  id: string,
  n: number,
  told: ReturnType<typeof factsOf>[number],
  isAlone: boolean,
  { own, series, seen }: Case,
): Line {
  const is = truthAt(n, seen).get(id) ?? null;
  const { anchor } = series.manifest(n).corrections.find(({ fact }) => fact === id) ?? {};
  const place = placeOnPage(n, own, anchor ?? `correction-${told.number}`);
  const isAsTold = is !== null && is.statement.en === told.statement.text && labelOf(is) === told.label;
  const words = is === null || isAsTold ? '' : is.statement.en;
  const kind = is === null ? 'withdrawn' : 'corrected';
  return { kind, fact: id, number: told.number, isAlone, text: `${words} ${n} ${place}` };
}

/** What later facts made of those of an edition, under the labels that these have in the log. */
function updatesTold({ own, last, series, seen }: Case): Line[] {
  const standing = updatesThatStand(editions.slice(0, last).reverse().map(series.manifest));
  const here = standing.filter(({ edition }) => edition === editionOf(own));
  return [...new Map(here.map(update => [update.fact, update.number]))].flatMap(([fact, number]) => {
    const over = overtakenBy(fact, standing);
    const by = (over ?? standing.find(update => update.fact === fact))?.by;
    if (!by) return [];
    const n = editions.find(edition => editionOf(edition) === by.edition) ?? 0;
    const label = over ? labelOf(truthAt(last, seen).get(by.fact) as Fact) : '';
    const text = `${label} ${n} ${placeOnPage(n, own, `fact-${by.number}`)}`;
    return [{ kind: 'updated', fact, number, isAlone: false, text }];
  });
}

function expectedLines(given: Case): string[] {
  const corrections = correctionsTold(given);
  const gone = corrections.filter(({ kind }) => kind === 'withdrawn');
  const updates = updatesTold(given).filter(
    ({ fact, number }) => !gone.some(one => one.fact === fact || (one.number === number && !one.isAlone)),
  );
  const lines = [...corrections, ...updates].map(
    ({ kind, number, text }) => `<p>${kind} ${number} ${text}</p>`,
  );
  return [...new Set(lines)].sort();
}

const topics = ['controls'];
const [final, suspended] = (['final', 'suspended'] as const).map(status => {
  return { topics, kind: 'measure' as const, status };
});
/** What random histories once found: one fact adds to a number, of which it overtakes the other fact. */
const found: History = {
  filed: Array.from({ length: 3 }, () => ({ at: 0, delay: 0 })),
  contents: [
    { ...suspended, follows: ['c.1', 'a.2'] },
    { ...final, follows: ['b.2', 'a.1'] },
    { topics, kind: 'event' },
    { ...final },
    { ...final, sameAs: 'b.2' },
  ] as History['contents'],
  amendments: [],
};

it('every page shows what has become of its facts, as the history of the log has it, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.constantFrom(...editions), async (made, last) => {
      const seen = recordsOf(made);
      const published = editions.slice(0, last);
      const series = await aSeries(published.map(n => visibleFor(n, seen)));
      for (const own of published) {
        const shown = series.page(own).match(/<p>(?:corrected|withdrawn|updated) .*<\/p>/g) ?? [];
        const expected = expectedLines({ own, last, series, seen });
        expect(shown.toSorted(), `page ${own} after edition ${last}`).toEqual(expected);
        const beside = [own - 1, own + 1].map(n =>
          published.includes(n) ? `../${editionOf(n)}/index.html` : '-',
        );
        expect(series.page(own)).toContain(`<p>${beside.join(' ')}</p>`);
      }
    }),
    { numRuns: 200, examples: [[found, 1]] },
  );
}, 300_000);
