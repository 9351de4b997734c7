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
  /** How much of both stayed, white space aside: 0 is another text, 1 the same. */
  common: number;
};

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
  const same = parts.filter(({ change }) => change === 'same').map(({ text }) => text);
  const whole = inkOf(before) + inkOf(after);
  return { parts, common: whole === 0 ? 1 : (2 * inkOf(same.join(''))) / whole };
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

/** Words, and each space or mark between them by itself. */
function wordsOf(text: string, language: string): string[] {
  return [...segmenterOf(language).segment(text)].map(({ segment }) => segment);
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function inkOf(text: string): number {
  return text.replace(/\s/gu, '').length;
}

const segmenters = new Map<string, Intl.Segmenter>();

/** To make one takes longer than to cut a sentence. */
function segmenterOf(language: string): Intl.Segmenter {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, segmenter);
  return segmenter;
}
