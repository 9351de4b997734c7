import { columnsOf, wrap } from '../../core/foundation/wrap.ts';

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

/** Sentences for a terminal of so many columns, of which more than 100 are not used. */
export function prose(text: string, columns: number = defaultColumns): string[] {
  return wrap(text, '', Math.min(columns, defaultColumns));
}

/** A label and a text, for a terminal of so many columns; without a terminal, where a program may read it, in one line. */
export function fitted(label: string, text: string, columns: number | undefined): string[] {
  return columns === undefined ? [labelled(label, text)] : paragraph(label, text, columns);
}

/**
 * A text of several lines for a terminal of so many columns: what is too long for it goes on below its beginning, or below what
 * stands behind a label such as `expected:`. Without a terminal it stays as it is.
 */
export function wrapped(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  const lines = text.split('\n').map(line => {
    if (columnsOf(line) <= columns) return line;
    const [, beginning = '', rest = ''] = /^(\s*(?:[a-z]+(?: [a-z]+)?: +)?)(.*)$/.exec(line) ?? [];
    return wrap(rest, beginning, columns).join('\n');
  });
  return lines.join('\n');
}
