import type { Mistake } from '../../core/foundation/errors.ts';
import type { Cells } from '../../core/readers/admission/import-row.ts';
import { UsageError, usageMistake } from '../program/usage-error.ts';

/** The columns that a table needs, and those that it may have. */
export type Columns = { required: readonly string[]; optional: readonly string[] };
/** What a header says: how to find a cell of a row, and which columns nobody asks for. */
export type Header = { cellsOf(row: readonly string[]): Cells; ignored: string[] };

/** Mistakes in what was typed for `--map`; `theirs=` leaves a column out. */
export function mapMistakes(map: readonly string[] | undefined, { required, optional }: Columns): Mistake[] {
  const ours = [...required, ...optional];
  return (map ?? []).flatMap(each => {
    const { theirs, own } = splitAtLast(each);
    return theirs !== '' && (own === '' || ours.includes(own))
      ? []
      : [
          usageMistake(
            `--map ${each}`,
            `a column of the file, =, and one of ${ours.join(', ')}`,
            'write --map THEIRS=OURS',
          ),
        ];
  });
}

/** A header of theirs may have an equals sign, ours have none. */
function splitAtLast(text: string): { theirs: string; own: string } {
  const at = text.lastIndexOf('=');
  return at === -1
    ? { theirs: '', own: text }
    : { theirs: nameOf(text.slice(0, at)), own: nameOf(text.slice(at + 1)) };
}

function nameOf(column: string): string {
  return column.trim().toLowerCase();
}

/**
 * Finds our columns in a header: by their names, in any case, and as `map` says.
 * @throws UsageError with everything that is missing, doubled, or mapped and not there.
 */
export function readHeader(
  name: string,
  header: readonly string[],
  { required, optional }: Columns,
  map: readonly string[] = [],
): Header {
  const theirs = header.map(nameOf);
  const mapped = new Map(map.map(splitAtLast).map(({ theirs: column, own }) => [column, own]));
  const own = theirs.map(column => mapped.get(column) ?? column);
  const ours = [...required, ...optional];
  const places = new Map(ours.map(column => [column, own.indexOf(column)]));
  const columns = header.map(column => JSON.stringify(column)).join(', ');
  const mistake = (expected: string, todo: string): Mistake => ({
    ...{ source: name, path: 'header', expected, found: columns, todo },
  });
  const mistakes = [
    ...required
      .filter(column => places.get(column) === -1)
      .map(column =>
        mistake(
          `a column "${column}"`,
          `add it, or say which column has it: --map THEIRS=${column}${column === 'publication' ? '; or --publication ID, for all rows' : ''}`,
        ),
      ),
    ...ours
      .filter(column => own.indexOf(column) !== own.lastIndexOf(column))
      .map(column => mistake(`one column "${column}"`, 'leave one out: --map THEIRS=')),
    ...[...mapped.keys()]
      .filter(column => !theirs.includes(column))
      .map(column => mistake(`the column ${JSON.stringify(column)} that --map names`, 'correct --map')),
  ];
  if (mistakes.length > 0) throw new UsageError(mistakes);
  return {
    cellsOf: row => column => row[places.get(column) ?? -1] ?? '',
    ignored: header.filter((_, index) => !ours.includes(own[index] ?? '')),
  };
}
