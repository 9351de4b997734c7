import type { DigestCorrection, Reference } from './digest.ts';

/** The number of the nth item of an edition, counted from 0: `3-07` is the seventh of edition 3. */
export function factNumber(edition: number, index: number): string {
  return `${edition}-${String(index + 1).padStart(2, '0')}`;
}

/** Orders facts as readers met them: by edition, then by their place in it, so that `2-99` comes before `2-100`. */
export function inOrderOfAppearance(a: Reference, b: Reference): number {
  return compareText(a.edition, b.edition) || placeIn(a.number) - placeIn(b.number);
}

/** By code units: an order that no machine's locale changes. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function placeIn(number: string): number {
  return Number(number.slice(number.lastIndexOf('-') + 1));
}

/** The nth source's letter, counted from 0: A to Z, then AA, AB and so on, as spreadsheets count columns. */
export function sourceLetter(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? '' : sourceLetter(rest)) + String.fromCharCode(65 + (index % 26));
}

/** Orders letters of sources as they were given: `Z` before `AA`. */
export function inOrderOfLetters(a: string, b: string): number {
  return a.length - b.length || compareText(a, b);
}

/** Where an edition's page shows a correction: of several under one number, those of facts that did not lead name the fact. */
export function correctionAnchor({
  appeared,
  id,
  shared,
}: Pick<DigestCorrection, 'appeared' | 'id' | 'shared'>): string {
  const anchor = `correction-${appeared.number}`;
  return shared === null || shared.leads ? anchor : `${anchor}-${id.replaceAll('.', '-')}`;
}
