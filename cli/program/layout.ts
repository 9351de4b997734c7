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

/** Columns of prose where no terminal says how many it has. */
const defaultColumns = 100;

/**
 * A label and a text that may be longer than a line: what does not fit goes on below its beginning. Commands are not broken.
 * @param columns of the terminal; lines that are much longer are hard to read, so more than 100 are not used.
 */
export function paragraph(label: string, text: string, columns: number = defaultColumns): string[] {
  if (text.startsWith('courant ')) return [labelled(label, text)];
  return wrap(text, labelled(label, ''), Math.min(columns, defaultColumns));
}
