import { stringify } from 'csv-stringify/sync';

/** What a spreadsheet would take for a formula: a cell that begins so, guards before it or not. */
const formula = /^'*[=+\-@\t\r]/;
const guarded = /^'+[=+\-@\t\r]/;

/**
 * A line of a table, without its end. A cell that a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets
 * take for a mark of text; `unguarded` takes it off again.
 */
export function csvLine(cells: readonly string[]): string {
  return stringify([cells.map(cell => (formula.test(cell) ? `'${cell}` : cell))], { eof: false });
}

/** A cell as it was before `csvLine` wrote it. */
export function unguarded(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell;
}
