import { createWriteStream } from 'node:fs';
import { link, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { CourantError } from '../../../core/foundation/errors.ts';
import { inPlace } from '../make-folder.ts';

/** A file to be packed: its path in the ZIP, and how its bytes are read when its turn comes. */
export type PackedFile = { path: string; read: () => Promise<Uint8Array> };

/** Read ahead of the one that is being packed: enough to hide a store's answering time. */
const readAhead = 16;

/** Refuses early, before anything is read. @throws OccupiedFileError, NoFolderError */
export async function refuseOccupied(file: string): Promise<void> {
  if (await stat(file).catch(() => undefined)) throw new OccupiedFileError(file);
  const folder = dirname(file);
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) throw new NoFolderError(file, folder);
}

/**
 * Packs files into a ZIP in their order, one by one, so that a long archive fits into memory. The file appears when it is complete; one that
 * is there already stays. The same files give the same bytes, wherever and whenever they are packed.
 * @param date the date that all entries bear, such as 2026-11-23
 * @throws OccupiedFileError, NoFolderError, NoPlaceError
 */
export async function writeZip(
  file: string,
  date: string,
  files: readonly PackedFile[],
  onFile: (done: number, of: number) => void = () => undefined,
): Promise<void> {
  await refuseOccupied(file);
  const zip = new ZipFile();
  const partial = `${file}.${process.pid}.partial`;
  const written = pipeline(zip.outputStream, createWriteStream(partial, { flags: 'wx' }));
  let failure: unknown;
  zip.on('error', error => {
    failure ??= error;
    (zip.outputStream as Readable).destroy(error as Error);
  });
  addAll(zip, date, files, onFile);
  zip.end();
  try {
    await inPlace(file, written);
    await link(partial, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new OccupiedFileError(file);
    throw failure ?? error;
  } finally {
    await rm(partial, { force: true });
  }
}

function addAll(
  zip: ZipFile,
  date: string,
  files: readonly PackedFile[],
  onFile: (done: number, of: number) => void,
): void {
  const ahead: (Promise<Uint8Array> | undefined)[] = [];
  const start = (index: number) => {
    const file = files[index];
    if (!file || ahead[index]) return;
    ahead[index] = file.read();
    // Its own turn throws; until then nobody listens.
    ahead[index].catch(() => undefined);
  };
  for (const [index, { path }] of files.entries())
    zip.addReadStreamLazy(path, metadataOf(date), give => {
      for (let next = index; next < index + readAhead; next += 1) start(next);
      const bytes = ahead[index] as Promise<Uint8Array>;
      bytes.then(
        content => {
          ahead[index] = undefined;
          onFile(index + 1, files.length);
          give(null, Readable.from([Buffer.from(content)]));
        },
        error => give(error, Readable.from([])),
      );
    });
}

/** ZIP has local times, of no zone: the same figures everywhere. */
function metadataOf(date: string) {
  const [year = 1980, month = 1, day = 1] = date.split('-').map(Number);
  return { mtime: new Date(year, month - 1, day, 12), mode: 0o100644, forceDosTimestamp: true };
}

/** A file is in the way; it is not written over. */
export class OccupiedFileError extends CourantError {
  constructor(file: string) {
    super(
      `${file}: expected no file of this name, found one. Nothing was written. Choose another name with -o FILE, or move it away.`,
    );
  }
}

/** There is no folder to write the file into. */
export class NoFolderError extends CourantError {
  constructor(file: string, folder: string) {
    super(
      `${file}: expected the folder ${folder} for it, found none. Nothing was written. Make the folder, or choose another name with -o FILE.`,
    );
  }
}
