import { unspacedLetter } from '../../foundation/counts.ts';
import { isBoundary } from './boundaries.ts';
import { type Comparable, comparable, type Range, sourceRange } from './comparable.ts';

/**
 * Whether a text has these words, in this order and as whole words.
 * @param text in the form of `normalise`, or with the way back to its source, which knows more of where words end.
 * @param words in the form of `normalise`.
 */
export function hasWords(text: string | Comparable, words: string): boolean {
  return placesOf(text, words).next().done === false;
}

/** Where a text has these words, see `hasWords`; the places are those of its source, in order. */
export function* placesOf(text: string | Comparable, words: string): Generator<Range> {
  if (words === '') return;
  const within = typeof text === 'string' ? comparable(text) : text;
  for (let at = within.text.indexOf(words); at >= 0; at = within.text.indexOf(words, at + 1)) {
    const to = at + words.length;
    if (isBoundary(within, at) && isBoundary(within, to)) yield sourceRange(within, { from: at, to });
  }
}

/** A word of a text and where it stands, in UTF-16 units. */
export type PlacedWord = Range & { word: string };

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The words of a text, each with its place, in order: in scripts without spaces those that a dictionary finds. */
export function wordsWithPlaces(text: string): PlacedWord[] {
  return Array.from(segmenter.segment(text))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment, index }) => ({ word: segment, from: index, to: index + segment.length }));
}

/** What is compared one by one to see how near a passage is: a Chinese character or kana for itself, else a word. */
const eachForItself = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]/u;
const token = new RegExp(`${eachForItself.source}|(?:(?!${eachForItself.source})\\S)+`, 'gu');
const hasUnspaced = new RegExp(unspacedLetter, 'u');

/**
 * The passage, as long as the words looked for, that has most of them, for somebody who mistyped one.
 * Both texts in the form of `normalise`; undefined when no passage has at least half of the words.
 */
export function nearestPassage(text: string, words: string): string | undefined {
  const tokens = tokensOf(text);
  const wanted = tokensOf(words).map(({ word }) => bare(word));
  const own = tokens.map(({ word }) => bare(word));
  const { score, start } = bestWindow(own, wanted);
  if (score === 0 || Math.floor(score) * 2 < wanted.length) return undefined;
  const [first, last] = [tokens[start], tokens.slice(start, start + wanted.length).at(-1)];
  return first && last ? trimMarks(text.slice(first.from, last.to)) : undefined;
}

/** Where as many words as are wanted have most of them, found by one look through the words. */
function bestWindow(own: readonly string[], wanted: readonly string[]): { score: number; start: number } {
  const all = new Set(wanted);
  const isHit = (at: number) => (all.has(own[at] ?? '') ? 1 : 0);
  let hits = 0;
  for (let at = 0; at < wanted.length; at += 1) hits += isHit(at);
  let best = { score: 0, start: 0 };
  for (const [start, word] of own.entries()) {
    // Of two that are as near, the one that begins alike.
    const score = word === wanted[0] ? hits + 0.5 : hits;
    if (score > best.score) best = { score, start };
    hits += isHit(start + wanted.length) - isHit(start);
  }
  return best;
}

function tokensOf(text: string): PlacedWord[] {
  return Array.from(text.matchAll(token)).flatMap(({ 0: word, index }) => {
    const whole = { word, from: index, to: index + word.length };
    if (!hasUnspaced.test(word) || eachForItself.test(word)) return [whole];
    const parts = wordsWithPlaces(word);
    return parts.length === 0
      ? [whole]
      : parts.map(part => ({ word: part.word, from: index + part.from, to: index + part.to }));
  });
}

function bare(word: string): string {
  return trimMarks(word.toLowerCase());
}

/** Without punctuation at its ends, unless it is nothing else. */
function trimMarks(text: string): string {
  return text.replace(/^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, '') || text;
}
