/** Scripts of which each character counts for itself. The sign that lengthens a vowel is kana, though Unicode calls it common. */
const character = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\uff70';
/** Scripts that have no spaces between words either, whose words a dictionary finds. */
const unparted = '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';

/** Pattern of one character of a script that is written without spaces between its words. */
export const unspacedLetter = `[${character}${unparted}]`;

const characters = new RegExp(`[${character}]`, 'gu');
const unpartedRuns = new RegExp(`[${unparted}]+`, 'gu');
const dictionary = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * Words as a reader counts them: runs between white space; each Han or kana character counts as half a word; in scripts that are
 * written without spaces and have letters, such as Thai, the words that a dictionary finds.
 */
export function wordCount(value: string): number {
  const single = value.match(characters)?.length ?? 0;
  const rest = value.replace(characters, ' ');
  const found = (rest.match(unpartedRuns) ?? []).reduce((sum, run) => sum + dictionaryWords(run), 0);
  const spaced = rest.replace(unpartedRuns, ' ').match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  return spaced + found + Math.ceil(single / 2);
}

function dictionaryWords(run: string): number {
  let count = 0;
  for (const { isWordLike } of dictionary.segment(run)) if (isWordLike) count += 1;
  return count;
}

/**
 * A number with its thing, in English: `1 reader`, `1,200 readers`.
 * @param several for a plural that is not made with an s, such as `deliveries`, or with words that go with it: `readers wait`.
 */
export function counted(number: number, thing: string, several: string = `${thing}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? thing : several}`;
}
