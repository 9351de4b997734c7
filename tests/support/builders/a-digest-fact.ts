import type { WordsIn } from '../../../core/articles/own-words.ts';
import type { DigestFact, DigestSource } from '../../../core/digest/digest.ts';

/** Words in English. */
export function english(text: string): WordsIn {
  return { text, language: 'en' };
}

/** A fact of a digest; each test overrides what it is about. */
export function aDigestFact(overrides: Partial<DigestFact> = {}): DigestFact {
  return {
    number: '1-01',
    id: 'an-article.1',
    statement: {
      text: 'The department restricts exports of some chip technologies to China.',
      language: 'en',
    },
    short: null,
    label: 'reported',
    attribution: { who: english('Trade Department'), how: 'named' },
    quote: null,
    quoteLanguage: 'en',
    quoteIn: null,
    instrument: null,
    citation: null,
    primarySource: null,
    occurred: null,
    jurisdictions: [],
    entities: [],
    importance: 2,
    why: null,
    source: 'A',
    also: [],
    follows: null,
    updates: [],
    sameAs: null,
    late: false,
    ...overrides,
  };
}

/** An article as a digest lists it. */
export function aDigestSource(overrides: Partial<DigestSource> = {}): DigestSource {
  return {
    letter: 'A',
    id: 'an-article',
    title: english('China to Step Up Domestic Tech Innovation'),
    publisher: 'Harbour Law Review',
    publisherLanguage: null,
    type: 'commentary',
    published: {
      date: '2022-10',
      basis: 'inferred',
      because: english('it tells of the Party Congress as this week’s'),
    },
    retrieved: '2026-11-23',
    language: 'en',
    capture: { sha256: 'a1b2c3d4e5f60718'.repeat(4), characters: 3015 },
    originalTitle: null,
    note: null,
    ...overrides,
  };
}
