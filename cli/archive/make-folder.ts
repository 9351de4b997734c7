import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CourantError } from '../../core/foundation/errors.ts';

/**
 * Makes a folder and those above it, as far as they are not there. Node's own way of making several never ends where a folder is there and takes
 * none into it, such as `/proc`.
 * @throws NoPlaceError there; errors of the machine where it may not, or where a file is in the way
 */
export async function makeFolder(folder: string): Promise<void> {
  const above = dirname(folder);
  if (above !== folder && !(await isThere(above))) await makeFolder(above);
  await inPlace(folder, mkdir(folder)).catch(async error => {
    const isFolder = (error as NodeJS.ErrnoException).code === 'EEXIST' && (await stat(folder)).isDirectory();
    if (!isFolder) throw error;
  });
}

/** What is done in a folder, with words for a place that is there and takes nothing. @throws NoPlaceError */
export async function inPlace<Done>(path: string, doing: Promise<Done>): Promise<Done> {
  return doing.catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new NoPlaceError(path, error) : error;
  });
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

/** A place of the system's own, in which nobody can make files. */
export class NoPlaceError extends CourantError {
  constructor(path: string, cause: NodeJS.ErrnoException) {
    super(
      `${path}: expected a place where files and folders can be made, found one that takes none (${cause.code}, ${cause.syscall}). ` +
        'Nothing was written. Name a folder on a disk.',
      { cause },
    );
  }
}
