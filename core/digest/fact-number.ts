import type { Reference } from './digest.ts';

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
