import { diffArrays } from 'diff';

/** A stretch of a text that was changed into another: it stays, it is gone, or it is new. */
export type DiffPart = { text: string; change: 'same' | 'gone' | 'new' };

/** What became of a text. */
export type WordDiff = {
  /**
   * In order; no two neighbours of one kind, none empty, what is gone before what took its place. What is not new is the old text,
   * what is not gone the new one, letter by letter.
   */
  parts: readonly DiffPart[];
  /** The share of both texts' words that stayed: 0 is another text, 1 the same but for spaces and punctuation. */
  common: number;
};

/** A figure's end, and a sign that is written against it. */
const figure = /\p{N}$/u;
const unit = /^[%‰℃]$/u;

/** A place where the texts differ. */
type Swap = { gone: string; new: string };
type Piece = string | Swap;

/**
 * Compares two texts word by word, as `Intl.Segmenter` cuts a language: Chinese has no spaces, and its words are found too.
 * Changes with nothing but spaces and punctuation between them are one: `in 2022-10` to `in 2023-11` is one date for another.
 *
 * @example
 * wordDiff('It is proof.', 'It is evidence.', 'en').parts;
 * // [{ text: 'It is ', change: 'same' }, { text: 'proof', change: 'gone' }, { text: 'evidence', change: 'new' }, …]
 */
export function wordDiff(before: string, after: string, language: string): WordDiff {
  const pieces = joined(piecesOf(before, after, language));
  const parts = pieces.flatMap(partsOf);
  const count = (text: string) => wordsOf(text, language).filter(hasWords).length;
  const same = parts.reduce((sum, { text, change }) => sum + (change === 'same' ? count(text) : 0), 0);
  const both = count(before) + count(after);
  return { parts, common: both === 0 ? Number(before === after) : (2 * same) / both };
}

/** Words that a text had, and those that stand in their place. */
export type ChangedWords = { was: string; is: string };

/**
 * What changed, in words: what was, and what is. Where words were only put in or left out, the word beside them stands with both; a change
 * of spaces and punctuation alone is none.
 */
export function changedWords({ parts }: WordDiff, language: string): ChangedWords[] {
  return parts.flatMap(({ change, text }, at) => {
    const next = parts[at + 1];
    if (change === 'same' || (change === 'new' && parts[at - 1]?.change === 'gone')) return [];
    if (change === 'gone' && next?.change === 'new') return changed(text, next.text);
    const before = lastWord(parts[at - 1]?.text ?? '', language);
    const after = firstWord(next?.text ?? '', language);
    const around = (words: string) => (hasWords(after) ? words + after : before + words);
    return change === 'gone' ? changed(around(text), around('')) : changed(around(''), around(text));
  });
}

function changed(was: string, is: string): ChangedWords[] {
  const words = { was: within(was), is: within(is) };
  return hasWords(words.was) && hasWords(words.is) && bare(words.was) !== bare(words.is) ? [words] : [];
}

/** Words without the spaces and the marks of a clause around them. */
function within(text: string): string {
  return text.replace(/^[\s,;:.!?、，；：。！？]+|[\s,;:.!?、，；：。！？]+$/gu, '');
}

/** Letters, figures and symbols, such as the sign of a per cent. */
function bare(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}\p{S}%‰]/gu, '');
}

function firstWord(text: string, language: string): string {
  const words = wordsOf(text, language);
  return words.slice(0, words.findIndex(hasWords) + 1).join('');
}

function lastWord(text: string, language: string): string {
  const words = wordsOf(text, language);
  const at = words.findLastIndex(hasWords);
  return at < 0 ? '' : words.slice(at).join('');
}

/** What stays and what differs, one after the other. */
function piecesOf(before: string, after: string, language: string): Piece[] {
  const pieces: Piece[] = [];
  for (const { value, added, removed } of diffArrays(wordsOf(before, language), wordsOf(after, language))) {
    const text = value.join('');
    if (added || removed) swapAtEnd(pieces)[added ? 'new' : 'gone'] += text;
    else pieces.push(text);
  }
  return pieces;
}

/** The difference that is being told of, or one that begins here. */
function swapAtEnd(pieces: Piece[]): Swap {
  const last = pieces.at(-1);
  if (typeof last === 'object') return last;
  const begun = { gone: '', new: '' };
  pieces.push(begun);
  return begun;
}

/** Joins differences that only spaces and punctuation separate, unless one side would be nothing else. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const [first, between] = result.slice(-2);
    const swap =
      typeof piece === 'object' && typeof between === 'string' ? across(first, between, piece) : null;
    if (swap) result.splice(-2, 2, swap);
    else result.push(piece);
  }
  return result;
}

function across(first: Piece | undefined, between: string, second: Swap): Swap | null {
  if (typeof first !== 'object' || hasWords(between)) return null;
  const swap = { gone: first.gone + between + second.gone, new: first.new + between + second.new };
  return hasWords(swap.gone) && hasWords(swap.new) ? swap : null;
}

function partsOf(piece: Piece): DiffPart[] {
  if (typeof piece === 'string') return [{ text: piece, change: 'same' }];
  const { gone, new: added } = piece;
  return [
    ...(gone === '' ? [] : [{ text: gone, change: 'gone' } as const]),
    ...(added === '' ? [] : [{ text: added, change: 'new' } as const]),
  ];
}

/** Words, and each space or mark between them by itself; what a figure counts, written against it, belongs to it. */
function wordsOf(text: string, language: string): string[] {
  const words: string[] = [];
  for (const { segment } of segmenterOf(language).segment(text)) {
    const last = words.length - 1;
    if (unit.test(segment) && figure.test(words[last] ?? '')) words[last] += segment;
    else words.push(segment);
  }
  return words;
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

const segmenters = new Map<string, Intl.Segmenter>();

/** To make one takes longer than to cut a sentence. */
function segmenterOf(language: string): Intl.Segmenter {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, segmenter);
  return segmenter;
}
