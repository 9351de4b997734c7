import * as z from 'zod';
import { type Instant, instantSchema } from '../foundation/instant.ts';
import { restoreAddresses, type StandingContext, StandingReaders } from './standing-readers.ts';

/** A record of the series that says which readers tables a publication was mailed from. Written once. */
export const readersTableSchema = z.object({
  format: z.literal(1),
  publication: z.string(),
  number: z.int().min(1),
  /** The table's identity, which no restored copy has. */
  table: z.string(),
  /** The edition before which it came into use. */
  edition: z.string(),
  since: instantSchema,
});
/** A record of the series, read. */
export type ReadersTable = z.infer<typeof readersTableSchema>;

/** The numbered series of readers tables of each publication. */
export interface ReadersTables {
  newest(publication: string): Promise<ReadersTable | undefined>;
  /** Writes a record unless there is one of that number. */
  write(record: ReadersTable): Promise<'written' | 'taken'>;
}

/** What a row of the readers table itself says: kept endings were applied to this very table before this edition. */
export type TableMark = { table: string; edition: string };

/** The marks in the readers table, one a publication. */
export interface TableMarks {
  /** What tells the table from every other, also from a copy of it. */
  identity(): Promise<string>;
  read(publication: string): Promise<TableMark | undefined>;
  write(publication: string, mark: TableMark): Promise<void>;
}

/** What bringing a readers table into use needs. */
export type TableContext = StandingContext & {
  tableMarks: TableMarks;
  readersTables: ReadersTables;
  log: { now(): Promise<Instant> };
};

type EditionOf = { publication: string; edition: string };

/** Readers whose rows are read at a time, when a table comes into use. */
const pageSize = 500;

/**
 * Why nobody of an edition may be mailed from the readers table as it is: endings were not applied to it, since it is another table, or an
 * older state of it. Undefined if they were.
 */
export async function tableObstacle(
  marks: Pick<TableMarks, 'identity' | 'read'>,
  { publication, edition }: EditionOf,
): Promise<string | undefined> {
  const [table, mark] = [await marks.identity(), await marks.read(publication)];
  if (mark?.table === table && mark.edition >= edition) return undefined;
  return 'the readers table is another one, or older, than the one that the edition began with: the sweep applies the kept endings to it first';
}

/**
 * Why an edition is to be held before its audience is frozen or mailed: the publication was mailed from another readers table, and
 * nobody is active in this one. So a table that was emptied, or is still to be filled, costs no reader an edition.
 */
export async function emptyTableReason(
  { tableMarks, readersTables, readers }: Pick<TableContext, 'tableMarks' | 'readersTables' | 'readers'>,
  publication: string,
): Promise<string | undefined> {
  const [table, mark] = [await tableMarks.identity(), await tableMarks.read(publication)];
  if (mark?.table === table) return undefined;
  const before = await readersTables.newest(publication);
  if (!before) return undefined;
  if ((await readers.audienceAfter(publication, null, 1)).active.length > 0) return undefined;
  return (
    `${emptyTableHold}nobody reads ${publication} in the readers table, which is another one, or was emptied: before, up to edition ${before.edition} and later, it was ` +
    `mailed from ${before.table}. Restore the readers, or adopt the table that has them; then release the edition. To go on with nobody, release it as it is.`
  );
}

/** What the reason of such a hold begins with. */
export const emptyTableHold = 'readers: ';

/**
 * Brings the readers table into use for an edition under way, if it is another one, or an older state, than the edition began with: ends
 * again whom kept endings end, and marks the table. Ended in between, it begins again.
 * @param released whether an operator said that the edition goes on though nobody is in the table.
 * @returns why the edition is to be held instead; undefined if nothing stands in its way.
 */
export async function takeReadersTable(
  context: TableContext,
  edition: EditionOf,
  released: boolean,
): Promise<string | undefined> {
  if ((await tableObstacle(context.tableMarks, edition)) === undefined) return undefined;
  const reason = released ? undefined : await emptyTableReason(context, edition.publication);
  if (reason !== undefined) return reason;
  await restoreAddresses(context);
  const standing = new StandingReaders(context, edition.publication);
  await standing.endAll(pageSize);
  await standing.keepFound();
  await markTable(context, edition);
  return undefined;
}

/** Notes that kept endings are applied to the readers table as it is before this edition. The series first: with the mark the mailing begins. */
export async function markTable(context: TableContext, { publication, edition }: EditionOf): Promise<void> {
  const { tableMarks, readersTables, log } = context;
  const table = await tableMarks.identity();
  const mark = await tableMarks.read(publication);
  if (mark?.table === table && mark.edition >= edition) return;
  const newest = mark?.table === table ? { table, number: 0 } : await readersTables.newest(publication);
  if (newest?.table !== table) {
    const number = (newest?.number ?? 0) + 1;
    await readersTables.write({ format: 1, publication, number, table, edition, since: await log.now() });
  }
  await tableMarks.write(publication, { table, edition });
}
