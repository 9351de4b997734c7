import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fact } from '../../../core/articles/article-file.ts';
import type { Digest } from '../../../core/digest/digest.ts';
import { aSeries, editionOf, factsOf } from '../../support/builders/a-series.ts';
import { editions, history, recordsOf, truthAt, visibleFor } from '../../support/builders/histories.ts';

/** What a reader of all editions so far was told of each fact: its number, and its words or null when it was retracted. */
type Told = Map<string, { number: string; text: string | null; isMerged: boolean }>;

const hasTopic = (fact: Fact | null) => fact?.topics.some(topic => topic !== 'sport') ?? false;

/** Reads an edition as a reader does, holding each correction against what was said before. */
function read(digest: Digest, told: Told): void {
  for (const { id, number, statement, also } of factsOf(digest)) {
    told.set(id, { number, text: statement.text, isMerged: false });
    for (const mention of also) told.set(mention.id, { number, text: statement.text, isMerged: true });
  }
  for (const { id, appeared, said, right } of digest.corrections) {
    const before = told.get(id);
    expect(appeared.number).toBe(before?.number);
    expect(appeared.edition < digest.edition).toBe(true);
    expect(said.statement.text).toBe(before?.text ?? said.statement.text);
    told.set(id, { number: appeared.number, text: right?.statement.text ?? null, isMerged: false });
  }
}

it('carries every fact in one edition, puts it right in later ones, and ends with what is right', async () => {
  await fc.assert(
    fc.asyncProperty(history, async made => {
      const seen = recordsOf(made);
      const { digest, manifest } = await aSeries(editions.map(n => visibleFor(n, seen)));
      const told: Told = new Map();
      for (const n of editions) {
        const truth = truthAt(n, seen);
        // A fact appears in the first edition by which it has a topic of the publication and is not retracted.
        const first = [...truth].filter(([id, fact]) => !told.has(id) && hasTopic(fact)).map(([id]) => id);
        expect(manifest(n).facts.toSorted(), `edition ${n}`).toEqual(first.sort());
        read(digest(n), told);
        expect(manifest(n).corrections).toMatchObject(
          digest(n).corrections.map(({ id, appeared, right }) => ({
            fact: id,
            ...appeared,
            kind: right ? 'correction' : 'retraction',
          })),
        );
        // By now readers were told what the log says; words of one item stand for all of its facts.
        for (const [id, { text, isMerged }] of told)
          if (!isMerged) expect(text, `${id} in ${editionOf(n)}`).toBe(truth.get(id)?.statement.en ?? null);
      }
    }),
    { numRuns: 150 },
  );
}, 300_000);
