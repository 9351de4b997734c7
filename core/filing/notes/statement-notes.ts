import type { Fact } from '../../articles/fact.ts';
import { allWords } from '../../articles/own-words.ts';
import { normalise } from '../matching/comparable.ts';
import type { DatedArticle } from './date-notes.ts';
import { claimsOf } from './fact-words.ts';
import { unknownBodies, unknownPlaces } from './naming/told-names.ts';
import { unknownWords } from './naming/told-words.ts';
import type { Note } from './note.ts';
import { passageFor, type ReadCapture } from './read-capture.ts';

/** In captures of these languages bodies and places are known by their names. */
const readable = /^(?:en|zh)(?:-|$)/;

/**
 * Notes bodies, places and other names of a fact's statement and headline that its capture does not have. Who says so, and a rule, are
 * looked at by themselves, see `namedNotes`: their names may stand here too. What the head of the article names is known.
 */
export function statementNotes(fact: Fact, article: DatedArticle, capture: ReadCapture): Note[] {
  if (!readable.test(article.language)) return [];
  const known = normalise([capture.text, ...headWords(article)].join('\n'));
  const besides = [fact.attribution.who, fact.instrument ?? ''].flatMap(words =>
    Object.values(allWords(words)),
  );
  return claimsOf(fact).flatMap(({ path, text, language }) => {
    const missing = [
      ...unknownBodies(text, known, besides),
      ...unknownPlaces(text, known, besides),
      ...(isEnglish(language) && isEnglish(article.language) ? unknownWords(text, known, besides) : []),
    ];
    return [...new Set(missing)].map(words => ({
      fact: fact.id,
      note: 'named' as const,
      words,
      path,
      says: `the capture does not name ${JSON.stringify(words)}`,
      todo: 'give the name that the capture has, or leave it out',
      statement: { text, mark: words },
      passage: passageFor(capture, fact.evidence, text),
    }));
  });
}

function headWords({ title = '', publisher = '' }: DatedArticle): string[] {
  return [title, ...Object.values(allWords(publisher))];
}

function isEnglish(language: string): boolean {
  return /^en(?:-|$)/.test(language);
}
