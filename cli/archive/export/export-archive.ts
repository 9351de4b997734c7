import { digestsOf } from '../../../core/archive/standing/standings.ts';
import { historyOf, monthOf, readMonthState, stateFile } from '../../../core/edition/months/month-state.ts';
import { takenDownKey } from '../../../core/edition/months/taken-down.ts';
import { CourantError } from '../../../core/foundation/errors.ts';
import type { EditionKey } from '../../../core/publication/plan.ts';
import type { Look, StoreName } from '../../../core/verification/seen/look.ts';
import { notKeptFile, writeNotKept } from '../../../core/verification/seen/not-kept.ts';
import { partFile, writeParts } from '../../../core/verification/seen/part.ts';
import type { Installation } from '../../installation/installation.ts';
import { csvLine } from '../../readers/csv-line.ts';
import { refuseTakenDown } from '../refuse-taken-down.ts';
import { takenDownIn } from '../taken-down-since.ts';
import { type ChosenEdition, chosenEditions, filesOf, notKeptOf, partOf } from './chosen-editions.ts';
import { exportIndex } from './export-index.ts';
import { factColumns, factRows, type KnownLater } from './facts-table.ts';
import { type PackedFile, refuseOccupied, writeZip } from './zip-file.ts';

/** What of an archive is exported, and how. */
export type ExportWish = {
  publication: { id: string; title: string; language: string; formerly?: string | undefined };
  from: string;
  to: string;
  file: string;
  csv: boolean;
  private: boolean;
};
type Stores = Pick<Installation, 'seals' | 'archive' | 'look' | 'takenDown'>;

/**
 * Packs a range of editions into a ZIP: a page to begin with, all that a verification needs of them and, where wanted, their facts as a table, and what is not
 * public.
 * @returns the editions that are in it, and how many files.
 * @throws EmptyRangeError, OccupiedFileError, NoFolderError, UnreadableExportError; TakenDownError where a seal tells what was taken down, and only the public is to have it
 */
export async function exportArchive(
  stores: Stores,
  wish: ExportWish,
  onFile?: (done: number, of: number) => void,
): Promise<{ editions: ChosenEdition[]; files: number }> {
  const { look } = stores;
  const { publication, file, csv, private: isPrivate } = wish;
  await refuseOccupied(file);
  const editions = await chosenEditions(look, publication.id, wish);
  if (!isPrivate)
    await refuseTakenDown(
      stores,
      editions.map(({ edition }) => ({ publication: publication.id, edition })),
      publication.formerly,
    );
  const part = await partOf(look, publication.id, editions);
  const down = await takenDownAmong(look, publication, editions);
  const notKept = isPrivate ? await notKeptOf(look, editions) : new Set<string>();
  const text = (path: string, content: string): PackedFile => ({
    path,
    read: async () => Buffer.from(content),
  });
  const stored = (store: StoreName, key: string): PackedFile => ({
    path: key,
    read: async () => {
      const bytes = await look.read(store, key);
      if (!bytes) throw new UnreadableExportError(key);
      return bytes;
    },
  });
  const packed: PackedFile[] = [
    text(
      'index.html',
      exportIndex({ publication, part, editions, csv, private: isPrivate, hasNotKept: notKept.size > 0 }),
    ),
    text(partFile, writeParts({ [publication.id]: part })),
    ...(notKept.size > 0 ? [text(notKeptFile, writeNotKept(notKept))] : []),
    ...(csv ? [text('facts.csv', await factsTable(stores, publication, editions))] : []),
    ...down.records.map(key => stored('archive', key)),
    ...(await filesOf(look, publication.id, editions, part, isPrivate, down.editions, notKept)).map(
      ({ store, key }) => stored(store, key),
    ),
  ];
  await writeZip(file, part.last, packed, onFile);
  return { editions, files: packed.length };
}

/** The editions of which something was taken down, and the records that say so, by their keys. */
async function takenDownAmong(
  look: Look,
  { id, formerly }: ExportWish['publication'],
  editions: readonly ChosenEdition[],
): Promise<{ editions: Set<string>; records: string[] }> {
  const ids = formerly === undefined ? [id] : [formerly, id];
  const all = await takenDownIn(
    look,
    ids.map(one => takenDownKey(one, '')),
  );
  const isIn = ({ publication, edition }: EditionKey) =>
    publication === id && editions.some(one => one.edition === edition);
  const concerned = [...all].filter(([, { sealed }]) => sealed.some(isIn));
  const names = concerned.flatMap(([, { sealed }]) => sealed.filter(isIn).map(({ edition }) => edition));
  return { editions: new Set(names.sort()), records: concerned.map(([key]) => key) };
}

/** A mark at the beginning tells a spreadsheet that this is UTF-8. */
async function factsTable(
  stores: Stores,
  { id, formerly }: ExportWish['publication'],
  editions: readonly ChosenEdition[],
): Promise<string> {
  const lines = [csvLine(factColumns)];
  const chains = formerly === undefined ? [id] : [formerly, id];
  const digests = digestsOf(stores);
  for (const { edition, after } of editions) {
    const digest = (await stores.seals.read(id, after))?.files['digest.json'];
    if (digest === undefined) continue;
    const state = await stateOf(stores, id, monthOf(edition));
    const later: KnownLater = state && { history: historyOf(state, chains), digests };
    const rows = await factRows({ publication: id, edition }, digest, later);
    lines.push(...rows.map(csvLine));
  }
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

async function stateOf({ archive }: Stores, publication: string, month: string) {
  const file = stateFile(publication, month);
  const stored = await archive.readVersion(file);
  return readMonthState(stored?.content, `archive/${publication}/${file.path}`) ?? null;
}

/** What an edition was made from is not there. */
export class UnreadableExportError extends CourantError {
  constructor(key: string) {
    super(
      `${key}: expected the file, which an edition of the range names, found none. Nothing was written. courant archive verify says what else is not as it was; docs/runbook.md#damaged-files what can be done.`,
    );
  }
}
