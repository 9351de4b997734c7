import type { Fact } from '../../articles/fact.ts';
import { normalise } from '../matching/comparable.ts';
import { placesOf } from '../matching/passages.ts';
import { denseAtLeast, isTooShort, wordsAtLeast } from './evidence-length.ts';
import { claimedWords, statementFor } from './fact-words.ts';
import type { Note } from './note.ts';
import { passageFor, type ReadCapture } from './read-capture.ts';

/** Notes evidence that is too short to carry a claim, or that stands in the capture more than once, so that nobody knows which is meant. */
export function thinNotes(fact: Fact, language: string, capture: ReadCapture): Note[] {
  const words = normalise(fact.evidence);
  const times = [...placesOf(capture.words, words)].length;
  const short = isTooShort(words);
  if (!short && times < 2) return [];
  const statement = statementFor(fact, language);
  const says = short
    ? `the evidence ${JSON.stringify(fact.evidence)} is too short to carry a claim`
    : `the evidence stands in the capture ${times} times`;
  return [
    {
      fact: fact.id,
      note: 'thin',
      words: claimedWords(short ? 'too short' : `${times} times`, fact),
      path: 'evidence',
      says,
      todo: short
        ? `give at least ${wordsAtLeast} words of the capture that carry the claim, or ${denseAtLeast} characters of Chinese`
        : 'give words that stand where the claim does, and nowhere else',
      statement: { text: statement, mark: words },
      passage: passageFor(capture, words, statement),
    },
  ];
}
