import type { Mistake } from '../../core/foundation/errors.ts';
import { usageMistake } from '../program/usage-error.ts';

/** What is wrong with the name of an edition as it was typed: whether there is such an edition is another matter. */
export function editionMistakes(edition: string): Mistake[] {
  if (isDay(edition)) return [];
  const expected = "an edition's date, such as 2026-11-23";
  return [usageMistake(JSON.stringify(edition), expected, 'courant archive list shows them all')];
}

/** Whether it is a day of the calendar: 31 November is none. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
