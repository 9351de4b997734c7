/** How texts tell a year by its distance from the one in which they were written. */
const told: readonly [words: RegExp, years: number][] = [
  [/\b(?:last|previous) year\b|\ba year (?:ago|earlier)\b|去年|上年/i, -1],
  [/\btwo years ago\b|前年/i, -2],
  [/\bnext year\b|明年|来年/i, 1],
  [/后年/, 2],
];

/** The years that a text tells as "last year", 明年 and the like. @param written when it was, as a file has it; undefined if nobody knows. */
export function yearsToldIn(text: string, written: string | undefined): number[] {
  if (written === undefined) return [];
  const year = Number(written.slice(0, 4));
  return told.flatMap(([words, years]) => (words.test(text) ? [year + years] : []));
}
