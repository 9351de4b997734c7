import { eastAsianWidth } from 'get-east-asian-width';

/** What is drawn over the character before it, or not at all. */
const unseen = /^[\p{Mn}\p{Me}\p{Cc}\p{Default_Ignorable_Code_Point}]$/u;
/** Asks for a picture, which is drawn wide whatever the character is alone. */
const asPicture = '\ufe0f';
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * How wide a text is, in columns of a fixed-width font: a Chinese, Japanese or Korean character and an emoji take two, a Latin letter one,
 * an accent that is written apart none. So lines in English and Chinese that have the same columns take about the same room in an inbox.
 * A character that is wide only in some fonts, such as a curly quotation mark, counts as narrow, as Unicode advises (UAX 11).
 */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += widthOf(segment);
  return columns;
}

/** Of what a reader sees as one character, which may be made of several. */
function widthOf(grapheme: string): 0 | 1 | 2 {
  if (grapheme.includes(asPicture)) return 2;
  let width = 0;
  for (const character of grapheme) {
    if (!unseen.test(character)) width += eastAsianWidth(character.codePointAt(0) as number);
  }
  return width > 1 ? 2 : width === 1 ? 1 : 0;
}
