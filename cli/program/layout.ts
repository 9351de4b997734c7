import { wrap } from '../../core/rendering/words/wrap.ts';

/** A label and its text, the texts of consecutive lines under each other. */
export function labelled(label: string, text: string): string {
  return `${label.padEnd(14)}${text}`;
}

/** Rows as a table: each column as wide as its widest cell, two spaces between, nothing after the last. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(0, ...rows.map(row => row.length));
  const widths = Array.from({ length: columns }, (_, index) =>
    Math.max(...rows.map(row => row[index]?.length ?? 0)),
  );
  return rows.map(row =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A number with its thing: `1 reader`, `1,200 readers`. */
export function counted(number: number, thing: string): string {
  return `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
}

/** Columns of prose on a terminal. */
const columns = 100;

/** A label and a text that may be longer than a line: what does not fit goes on below its beginning. Commands are not broken. */
export function paragraph(label: string, text: string): string[] {
  return text.startsWith('courant ') ? [labelled(label, text)] : wrap(text, labelled(label, ''), columns);
}
