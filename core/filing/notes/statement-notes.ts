import type { Fact } from '../../articles/fact.ts';
import { allWords } from '../../articles/own-words.ts';
import { normalise } from '../matching/comparable.ts';
import type { DatedArticle } from './date-notes.ts';
import { type Claim, claimsOf, inEach } from './fact-words.ts';
import { isNamed } from './named-in.ts';
import { bodiesIn } from './naming/aliases.ts';
import { unknownBodies, unknownPlaces } from './naming/told-names.ts';
import { unknownWords } from './naming/told-words.ts';
import type { Note } from './note.ts';
import { passageFor, type ReadCapture } from './read-capture.ts';

/** In captures of these languages bodies and places are known by their names. */
const readable = /^(?:en|zh)(?:-|$)/;

/**
 * Notes bodies, places and other names in what a fact tells readers that its capture does not have. Who says so, and a rule, are looked at
 * by themselves, see `namedNotes` and `passedOver`: their names may stand here too. The title vouches for nothing, as it is compared with
 * nothing: the capture is the ground. The publisher's own name may stand where the publisher speaks, as who says so, and in what the article
 * itself tells.
 */
export function statementNotes(fact: Fact, article: DatedArticle, capture: ReadCapture): Note[] {
  if (!readable.test(article.language)) return [];
  const publisher = publisherNames(article);
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
    ...passedOver(fact, article.language, capture).flatMap(claim => {
      const { text } = without(publisher, claim);
      return notes(claim, [
        ...unknownBodies(text, capture, publisher.filter(isBody)),
        ...unknownPlaces(text, capture, []),
      ]);
    }),
    ...claimsOf(fact).flatMap(claim => {
      const speaker = fact.attribution.how === 'the article itself' ? publisher : [];
      const { text, language } = without(speaker, claim);
      const words = isEnglish(language) && isEnglish(article.language);
      return notes(claim, [
        ...unknownBodies(text, capture, [...besides, ...speaker.filter(isBody)]),
        ...unknownPlaces(text, capture, besides),
        ...(words ? unknownWords(text, capture.text, besides) : []),
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

/** The names of who published the article, in each language. */
function publisherNames({ publisher = '' }: DatedArticle): string[] {
  return Object.values(allWords(publisher))
    .map(normalise)
    .filter(name => name !== '');
}

/** A claim with signs that name nothing in the place of the publisher's own name. Its length stays. */
function without(names: readonly string[], claim: Claim): Claim {
  const hide = (text: string, name: string) => text.replaceAll(name, '\u0001'.repeat(name.length));
  return { ...claim, text: names.reduce(hide, claim.text) };
}

/** Whether a name is wholly that of a known body, which may then be called by its other names too. */
function isBody(name: string): boolean {
  return bodiesIn(name).some(({ at, length }) => at === 0 && length === name.length);
}

function isEnglish(language: string): boolean {
  return /^en(?:-|$)/.test(language);
}
