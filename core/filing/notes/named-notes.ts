import type { Fact } from '../../articles/fact.ts';
import { allWords, type OwnWords } from '../../articles/own-words.ts';
import { normalise } from '../matching/comparable.ts';
import { statementFor } from './fact-words.ts';
import { isNamed } from './named-in.ts';
import { simplified } from './naming/simplified.ts';
import type { Note } from './note.ts';
import { passageFor, type ReadCapture } from './read-capture.ts';

/** Notes a speaker who is said to be named, a rule and a citation that the capture does not name. @param language the capture's. */
export function namedNotes(fact: Fact, language: string, capture: ReadCapture): Note[] {
  const { attribution, instrument, citation } = fact;
  const statement = statementFor(fact, language);
  const note = (path: string, words: string, todo: string): Note => ({
    fact: fact.id,
    note: 'named',
    words,
    path,
    says: `the capture does not name ${JSON.stringify(words)}`,
    todo,
    statement: { text: statement, mark: normalise(words) },
    passage: passageFor(capture, fact.evidence, statement),
  });
  const speaks = 'give the name that the capture has, also in its language, or say how we know who says so';
  const gives = 'give the name that the capture has, also in its language, or leave it out';
  const isMissing = (words: OwnWords) => !isNamed(words, language, capture);
  return [
    ...(attribution.how === 'named' && isMissing(attribution.who)
      ? [note('attribution.who', wordsFor(attribution.who, language), speaks)]
      : []),
    ...(instrument !== undefined && isMissing(instrument)
      ? [note('instrument', wordsFor(instrument, language), gives)]
      : []),
    ...(citation !== undefined && !isCited(citation, capture)
      ? [note('citation', citation, 'give the citation as the capture has it, or leave it out')]
      : []),
  ];
}

function wordsFor(words: OwnWords, language: string): string {
  const all = allWords(words);
  return all[language] ?? Object.values(all)[0] ?? '';
}

/** Spaces and full stops in a citation are a matter of taste, and so is the short form of a journal's name. */
function isCited(citation: string, { text }: ReadCapture): boolean {
  const parts = journalShort(simplified(normalise(citation))).match(/\p{N}+|\p{L}+/gu) ?? [];
  const before = /^\p{Script=Han}/u.test(citation) ? '' : '(?<![\\p{L}\\p{N}])';
  const pattern = new RegExp(`${before}${parts.join('[^\\p{L}\\p{N}]*')}(?!\\p{N})`, 'iu');
  return parts.length > 0 && pattern.test(journalShort(text));
}

function journalShort(text: string): string {
  return text.replace(/\bFed(?:eral|\.)? ?Reg(?:ister|\.)?/gi, 'FR');
}
