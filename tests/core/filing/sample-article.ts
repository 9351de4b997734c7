import type { ArticleFile, Fact } from '../../../core/articles/article-file.ts';
import { characterCount } from '../../../core/filing/check-capture.ts';
import { sha256 } from '../../../core/foundation/hash.ts';

/** A small article of our own, with what makes captures hard: typographic marks, odd spaces, Chinese, words beyond the BMP. */
export const sampleCapture = [
  'Port of Exampleville to test quiet cranes',
  'The port’s director, Ada Example, said on Tuesday that “quiet cranes are the port’s future” and that trials',
  'would begin in\u00a0March 2026. The council has approved 4 million for them.',
  'A neighbour called the noise unbearable. 港务局说：“安静的起重机\n是未来”。 The crane is nicknamed 𝒬.',
].join('\n');

/** A fact of the sample article; fields given replace those of the sample. */
export function sampleFact(more: Partial<Fact> = {}): Fact {
  return {
    id: 'quiet-cranes.1',
    statement: { en: 'The director of the port sees its future in cranes that make little noise.' },
    kind: 'statement',
    attribution: { who: 'Ada Example', how: 'named' },
    evidence: 'Ada Example, said on Tuesday that "quiet cranes',
    quote: "quiet cranes are the port's future",
    topics: ['industry'],
    jurisdictions: ['BE'],
    entities: ['Ada Example'],
    importance: 2,
    ...more,
  };
}

/** An article file that agrees with the sample capture, anew at each call so that a test may change it. */
export function sampleFile(facts: readonly Fact[] = [sampleFact()]): ArticleFile {
  return {
    article: {
      id: 'quiet-cranes',
      title: 'Port of Exampleville to test quiet cranes',
      publisher: 'Exampleville Courier',
      url: 'https://courier.example/cranes',
      type: 'news',
      published: {
        date: '2026-02',
        basis: 'inferred',
        because: 'The article speaks of March 2026 as ahead.',
      },
      retrieved: '2026-03-02',
      language: 'en',
      capture: { sha256: sha256(sampleCapture), characters: characterCount(sampleCapture) },
    },
    facts: [...structuredClone(facts)],
  };
}
