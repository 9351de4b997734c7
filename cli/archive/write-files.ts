import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CourantError } from '../../core/foundation/errors.ts';
import { inPlace, makeFolder } from './make-folder.ts';

/**
 * Writes files into a folder, which is made if need be. A file that is there with the same bytes stays.
 * @throws OccupiedError before anything is written, when a file is there with other bytes; NoPlaceError.
 */
export async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const missing: string[] = [];
  const other: string[] = [];
  for (const [name, content] of files) {
    if (name === '' || name !== basename(name) || name.startsWith('.')) throw new UnsafeNameError(name);
    const present = await existing(join(folder, name));
    if (present === undefined) missing.push(name);
    else if (present !== content) other.push(name);
  }
  if (other.length > 0) throw new OccupiedError(folder, other);
  await makeFolder(folder);
  for (const name of missing)
    await inPlace(folder, writeFile(join(folder, name), files.get(name) ?? '', { flag: 'wx' }));
}

async function existing(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Other files are in the way; they are not written over. */
export class OccupiedError extends CourantError {
  constructor(folder: string, names: readonly string[]) {
    super(
      `${folder}: expected no other files of these names, found ${names.join(', ')}. ` +
        'Nothing was written. Choose another folder with --to DIR, or move the files away.',
    );
  }
}

/** A file's name would lead out of the folder. */
export class UnsafeNameError extends CourantError {
  constructor(name: string) {
    super(
      `manifest: expected plain file names, found ${JSON.stringify(name)}. Nothing was written. ` +
        'No version of Courant writes such a name: look for who did.',
    );
  }
}
