import { sha256 } from '../../core/foundation/hash.ts';
import { type Identified, peopleAtOnce } from '../../core/readers/admission/import-people.ts';
import type { CellFault, Cells, ReadRow, RowTerms } from '../../core/readers/admission/import-row.ts';
import { type CsvFile, csvRecords, UnreadableTableError } from './csv-file.ts';
import { type Columns, readHeader } from './table-header.ts';

/** What of a row every table has. */
type Row = { publication: string; address: string };

/** A table of people in a file, and how its rows are read. */
export type TableOfPeople<Said extends Row> = {
  file: CsvFile;
  columns: Columns;
  map: readonly string[];
  terms: RowTerms;
  read(cells: Cells, terms: RowTerms): ReadRow<Said>;
  /** Of several rows of one person the one counts whose word sorts last, such as when they agreed. */
  rank(said: Said): string;
  idOf(address: string): string;
};

/** A row that cannot be taken, and why. */
export type InvalidRow = { line: number; faults: CellFault[] };

/** What a first reading of a table says of it. */
export type Survey = {
  rows: number;
  invalid: number;
  leftOut: Map<string, number>;
  doubles: number;
  ignored: string[];
  /** Publication and id of each person ▸ their row that counts. */
  best: ReadonlyMap<string, string>;
};

/**
 * Reads a table once, and finds of each person the row that counts. Of the rows it keeps so much only: about a hundred bytes a person.
 * @param onInvalid is told of each row that cannot be taken.
 */
export async function surveyTable<Said extends Row>(
  table: TableOfPeople<Said>,
  onInvalid: (row: InvalidRow) => void,
): Promise<Survey> {
  const best = new Map<string, string>();
  const survey: Survey = { rows: 0, invalid: 0, leftOut: new Map(), doubles: 0, ignored: [], best };
  for await (const { line, row } of rowsOf(table, survey)) {
    survey.rows += 1;
    if (row.kind === 'left out') {
      survey.leftOut.set(row.because, (survey.leftOut.get(row.because) ?? 0) + 1);
    } else if (row.kind === 'invalid') {
      survey.invalid += 1;
      onInvalid({ line, faults: row.faults });
    } else {
      const key = personKey(row.said);
      const before = best.get(key);
      if (before !== undefined) survey.doubles += 1;
      const rank = rankOf(table, row.said, line);
      if (before === undefined || rank > before) best.set(key, rank);
    }
  }
  return survey;
}

/** The people of a table, each once, some at a time. */
export async function* peopleOf<Said extends Row>(
  table: TableOfPeople<Said>,
  { best }: Pick<Survey, 'best'>,
): AsyncGenerator<Identified<Said>[]> {
  let some: Identified<Said>[] = [];
  for await (const { line, row } of rowsOf(table)) {
    if (row.kind !== 'row' || best.get(personKey(row.said)) !== rankOf(table, row.said, line)) continue;
    some.push(row.said);
    if (some.length < peopleAtOnce) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** How people are told apart in one import. */
export function personKey({ publication, id }: { publication: string; id: string }): string {
  return `${publication} ${id}`;
}

/** Orders the rows of one person: by time, then by what they say, so that the order in the file does not matter. */
function rankOf<Said extends Row>(table: TableOfPeople<Said>, said: Said, line: number): string {
  return `${table.rank(said)} ${sha256(JSON.stringify(said)).slice(0, 12)} ${line}`;
}

async function* rowsOf<Said extends Row>(
  table: TableOfPeople<Said>,
  survey?: Survey,
): AsyncGenerator<{ line: number; row: ReadRow<Identified<Said>> }> {
  let header: ReturnType<typeof readHeader> | undefined;
  for await (const { line, cells } of csvRecords(table.file)) {
    if (!header) {
      header = readHeader(table.file.name, cells, table.columns, table.map);
      if (survey) survey.ignored = header.ignored;
      continue;
    }
    const row = table.read(header.cellsOf(cells), table.terms);
    yield {
      line,
      row: row.kind === 'row' ? { ...row, said: { ...row.said, id: table.idOf(row.said.address) } } : row,
    };
  }
  if (!header) throw new UnreadableTableError(table.file.name, 'line 1', 'nothing');
}
