const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;
const unprinted = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]*$/u;

/** What a person sees as one character, each once, in order. */
export function graphemesOf(text: string): string[] {
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
