import { eastAsianWidth } from 'get-east-asian-width';

/** Columns of the text part: what a quoted reply can still hold in 80. */
export const textColumns = 76;

/** White space at which a line may end: all of it but spaces that bind, such as the one of "4 %" or "No. 2". */
const breakingSpace = /[^\S\u00a0\u2007\u202f\ufeff]+/u;
/** What binds its neighbours: no-break spaces, the no-break hyphen, the word joiner. */
const binding = /^[\u00a0\u2007\u202f\ufeff\u2011\u2060]/u;

/** What never begins a line in Chinese and Japanese. */
const closing = /^[、。，．！？；：）」』】》〉”’…]/u;

/** What never ends one. */
const opening = /[（「『【《〈“‘(]$/u;

/**
 * A paragraph as lines of at most `columns`, each behind an indent. White space is folded; East Asian text breaks between
 * characters; a word wider than a line is broken, but never inside a grapheme. Where a no-break space, a no-break hyphen or a word joiner
 * stands no line ends, unless nothing else stands in a whole line.
 * @param first what stands before the first line, such as a number.
 * @param rest what stands before the others: as much space as `first` takes, unless said otherwise.
 */
export function wrap(
  text: string,
  first: string,
  columns: number = textColumns,
  rest: string = ' '.repeat(columnsOf(first)),
): string[] {
  const room = Math.max(2, columns - Math.max(columnsOf(first), columnsOf(rest)));
  const lines = fold(pieces(text, room), room);
  return (lines.length === 0 ? [''] : lines).map((line, index) =>
    ((index === 0 ? first : rest) + line).trimEnd(),
  );
}

/** A run that is not broken, the columns of its last grapheme, and whether white space stood before it. */
type Piece = { text: string; width: number; joint: number; spaced: boolean };

function fold(all: readonly Piece[], room: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const piece of all) {
    const gap = piece.spaced && line !== '' ? 1 : 0;
    if (line !== '' && width + gap + piece.width > room) {
      lines.push(line);
      line = piece.text;
      width = piece.width;
    } else {
      line += (gap === 1 ? ' ' : '') + piece.text;
      width += gap + piece.width;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function pieces(text: string, room: number): Piece[] {
  return text
    .trim()
    .split(breakingSpace)
    .filter(word => word !== '')
    .flatMap(word => wordPieces(word, room));
}

/** Cuts a word at the places where a line may end inside it. */
function wordPieces(word: string, room: number): Piece[] {
  const found: Piece[] = [];
  for (const next of boundGraphemes(word, room)) {
    const last = found.at(-1);
    if (last && mayJoin(last, next, room)) {
      last.text += next.text;
      last.width += next.width;
      last.joint = next.last;
    } else {
      found.push({ text: next.text, width: next.width, joint: next.last, spaced: found.length === 0 });
    }
  }
  return found;
}

/** Graphemes that stay together, with the columns of all, of the first and of the last. */
type Bound = { text: string; width: number; first: number; last: number };

/** The graphemes of a word, those around a sign that binds as one, if a line has room for them. */
function boundGraphemes(word: string, room: number): Bound[] {
  const found: Bound[] = [];
  let binds = false;
  for (const grapheme of graphemesOf(word)) {
    const width = graphemeColumns(grapheme);
    const isBinding = binding.test(grapheme);
    const last = found.at(-1);
    if (last && (binds || isBinding) && last.width + width <= room) {
      last.text += grapheme;
      last.width += width;
      last.last = width;
    } else {
      found.push({ text: grapheme, width, first: width, last: width });
    }
    binds = isBinding;
  }
  return found;
}

function mayJoin(last: Piece, next: Bound, room: number): boolean {
  if (last.width + next.width > room) return false;
  if (closing.test(next.text) || opening.test(last.text) || next.width === 0) return true;
  return next.first === 1 && last.joint <= 1;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Each of these characters is a grapheme, which a segmenter finds out a hundred times slower. */
const basic = /^[\x20-\x7e]*$/;
/** What is drawn over the character before it, or not at all. */
const unseen = /^[\p{Mn}\p{Me}\p{Cc}\p{Default_Ignorable_Code_Point}]$/u;
/** Asks for a picture, which is drawn wide whatever the character is alone. */
const asPicture = '\ufe0f';

/** What a person sees as one character, each once, in order. */
export function graphemesOf(text: string): string[] {
  if (basic.test(text)) return text.split('');
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/**
 * How wide a text is, in columns of a fixed-width font: a Chinese, Japanese or Korean character and an emoji take two, a Latin letter one,
 * an accent that is written apart none. So lines in English and Chinese that have the same columns take about the same room in an inbox.
 * A character that is wide only in some fonts, such as a curly quotation mark, counts as narrow, as Unicode advises (UAX 11).
 */
export function columnsOf(text: string): number {
  if (basic.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += graphemeColumns(segment);
  return columns;
}

/** Of what a reader sees as one character, which may be made of several. */
function graphemeColumns(grapheme: string): 0 | 1 | 2 {
  if (basic.test(grapheme)) return 1;
  if (grapheme.includes(asPicture)) return 2;
  let width = 0;
  for (const character of grapheme) {
    if (!unseen.test(character)) width += eastAsianWidth(character.codePointAt(0) as number);
  }
  return width > 1 ? 2 : width === 1 ? 1 : 0;
}
