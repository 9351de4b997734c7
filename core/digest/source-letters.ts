import { compareText } from './fact-number.ts';

/** The nth source's letter, counted from 0: A to Z, then AA, AB and so on, as spreadsheets count columns. */
export function sourceLetter(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? '' : sourceLetter(rest)) + String.fromCharCode(65 + (index % 26));
}

/** Orders letters of sources as they were given: `Z` before `AA`. */
export function inOrderOfLetters(a: string, b: string): number {
  return a.length - b.length || compareText(a, b);
}
