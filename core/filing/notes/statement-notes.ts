import type { Fact } from '../../articles/fact.ts';
import { allWords } from '../../articles/own-words.ts';
import { normalise } from '../matching/comparable.ts';
import type { DatedArticle } from './date-notes.ts';
import { type Claim, claimsOf, inEach } from './fact-words.ts';
import { isNamed } from './named-in.ts';
import { bodiesIn } from './naming/aliases.ts';
import { placesIn } from './naming/places.ts';
import { type Ground, unknownBodies, unknownPlaces } from './naming/told-names.ts';
import { unknownWords } from './naming/told-words.ts';
import type { Note } from './note.ts';
import { passageFor, type ReadCapture } from './read-capture.ts';

/** In captures of these languages bodies and places are known by their names. */
const readable = /^(?:en|zh)(?:-|$)/;

/**
 * Notes bodies, places and other names in what a fact tells readers that its capture does not have. Who says so, and a rule, are looked at
 * by themselves, see `namedNotes` and `passedOver`: their names may stand here too. What the head of the article names is known.
 */
export function statementNotes(fact: Fact, article: DatedArticle, capture: ReadCapture): Note[] {
  if (!readable.test(article.language)) return [];
  const known = groundOf(article, capture);
  const besides = [fact.attribution.who, fact.instrument ?? ''].flatMap(words =>
    Object.values(allWords(words)),
  );
  const notes = ({ path, text }: Claim, missing: readonly string[]): Note[] =>
    [...new Set(missing)].map(words => ({
      fact: fact.id,
      note: 'named' as const,
      words,
      path,
      says: `the capture does not name ${JSON.stringify(words)}`,
      todo: 'give the name that the capture has, or leave it out',
      statement: { text, mark: words },
      passage: passageFor(capture, fact.evidence, text),
    }));
  return [
    ...passedOver(fact, article.language, capture).flatMap(claim =>
      notes(claim, [...unknownBodies(claim.text, known, []), ...unknownPlaces(claim.text, known, [])]),
    ),
    ...claimsOf(fact).flatMap(claim => {
      const { text, language } = claim;
      const words = isEnglish(language) && isEnglish(article.language);
      return notes(claim, [
        ...unknownBodies(text, known, besides),
        ...unknownPlaces(text, known, besides),
        ...(words ? unknownWords(text, known.text, besides) : []),
      ]);
    }),
  ];
}

/**
 * Names of who says so that `namedNotes` passes over, though readers see them: where no name is claimed ("unclear", with a body that the
 * capture never mentions), and in other languages than the capture's, beside a name that the capture has.
 */
function passedOver({ attribution: { who, how } }: Fact, language: string, capture: ReadCapture): Claim[] {
  const all = inEach('attribution.who', who);
  if (how !== 'named') return all;
  // Where the name itself is noted, one note is enough.
  if (typeof who === 'string' || !isNamed(who, language, capture)) return [];
  return all.filter(claim => claim.language !== language);
}

function groundOf(article: DatedArticle, { text, bodies, places }: ReadCapture): Ground {
  const head = normalise(headWords(article).join('\n'));
  return {
    text: `${text}\n${head}`,
    bodies: new Set([...bodies, ...bodiesIn(head).map(({ body }) => body)]),
    places: new Set([...places, ...placesIn(head).map(({ place }) => place)]),
  };
}

function headWords({ title = '', publisher = '' }: DatedArticle): string[] {
  return [title, ...Object.values(allWords(publisher))];
}

function isEnglish(language: string): boolean {
  return /^en(?:-|$)/.test(language);
}
