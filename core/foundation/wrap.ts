/** Columns of the text part: what a quoted reply can still hold in 80. */
export const textColumns = 76;

/** What never begins a line in Chinese and Japanese. */
const closing = /^[、。，．！？；：）」』】》〉”’…]/u;

/** What never ends one. */
const opening = /[（「『【《〈“‘(]$/u;

/**
 * A paragraph as lines of at most `columns`, each behind an indent. White space is folded; East Asian text breaks between
 * characters; a word wider than a line is broken, but never inside a grapheme.
 * @param first what stands before the first line, such as a number.
 * @param rest what stands before the others: as much space as `first` takes, unless said otherwise.
 */
export function wrap(
  text: string,
  first: string,
  columns: number = textColumns,
  rest: string = ' '.repeat(displayWidth(first)),
): string[] {
  const room = Math.max(2, columns - Math.max(displayWidth(first), displayWidth(rest)));
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
    .split(/\s+/u)
    .filter(word => word !== '')
    .flatMap(word => wordPieces(word, room));
}

/** Cuts a word at the places where a line may end inside it. */
function wordPieces(word: string, room: number): Piece[] {
  const found: Piece[] = [];
  for (const grapheme of graphemesOf(word)) {
    const width = graphemeWidth(grapheme);
    const last = found.at(-1);
    if (last && mayJoin(last, grapheme, width, room)) {
      last.text += grapheme;
      last.width += width;
      last.joint = width;
    } else {
      found.push({ text: grapheme, width, joint: width, spaced: found.length === 0 });
    }
  }
  return found;
}

function mayJoin(last: Piece, grapheme: string, width: number, room: number): boolean {
  if (last.width + width > room) return false;
  if (closing.test(grapheme) || opening.test(last.text) || width === 0) return true;
  return width === 1 && last.joint <= 1;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;
/** Each of these characters is a grapheme, which a segmenter finds out a hundred times slower. */
const basic = /^[\x20-\x7e]*$/;
const unprinted = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]*$/u;

/** What a person sees as one character, each once, in order. */
export function graphemesOf(text: string): string[] {
  if (basic.test(text)) return text.split('');
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/**
 * Columns that a text takes where letters have one width: 2 for East Asian wide characters and emoji (Unicode Annex 11),
 * 0 for marks alone, 1 for others.
 */
export function displayWidth(text: string): number {
  return graphemesOf(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
}

/** Columns of one grapheme. */
export function graphemeWidth(grapheme: string): number {
  if (unprinted.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}
