/** Fewer than these name no place that carries a claim. */
export const wordsAtLeast = 4;
/** The same in scripts without spaces. */
export const denseAtLeast = 8;

const dense =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** Whether evidence is too short to carry a claim: fewer than four words, or eight characters of a script without spaces. */
export function isTooShort(words: string): boolean {
  const characters = words.match(dense)?.length ?? 0;
  const spaced = words.replace(dense, ' ').match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  // A foreign name within Chinese counts as many characters as a word of it has: two.
  return characters > 0 ? characters + spaced * 2 < denseAtLeast : spaced < wordsAtLeast;
}
