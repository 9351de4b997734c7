const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Words as a reader counts them: runs between white space; each Han or kana character counts as half a word. */
export function wordCount(value: string): number {
  const denseCharacters = value.match(dense)?.length ?? 0;
  const spacedWords = value.replace(dense, ' ').match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  return spacedWords + Math.ceil(denseCharacters / 2);
}

/**
 * A number with its thing, in English: `1 reader`, `1,200 readers`.
 * @param several for a plural that is not made with an s, such as `deliveries`, or with words that go with it: `readers wait`.
 */
export function counted(number: number, thing: string, several: string = `${thing}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? thing : several}`;
}
