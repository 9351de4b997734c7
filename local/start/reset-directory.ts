import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CourantError } from '../../core/foundation/errors.ts';
import { claimDirectory, claimFile } from '../cloud/files/directory-claim.ts';
import { cloudEntries } from '../cloud/start-cloud.ts';
import { configurationName } from '../installation/open-local.ts';

/** Any of them shows that Courant worked in a directory: the first while it runs or after it was killed, the second after it ended. */
const marks = [claimFile, configurationName];
/** The claim's own file in the making, which only a killed process leaves; and what a Mac's file browser puts everywhere. */
const harmless = /^([\da-f-]{36}\.part|\.DS_Store)$/;

/**
 * Removes what the local installation made in a directory, and nothing else. A directory that is missing or empty stays so.
 * @throws NotCourantsDirectoryError when anything else is in it, before anything is removed;
 *   DirectoryInUseError while another process works on it.
 */
export async function resetDirectory(directory: string): Promise<void> {
  const entries = await entriesOf(directory);
  if (entries.length === 0) return;
  refuseForeign(directory, entries);
  const claim = await claimDirectory(directory);
  try {
    for (const name of [...cloudEntries, configurationName])
      await rm(join(directory, name), { recursive: true, force: true });
  } finally {
    await claim.release();
  }
}

async function entriesOf(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new NotCourantsDirectoryError(directory, `no folder (${(error as Error).message})`);
  }
}

function refuseForeign(directory: string, entries: readonly string[]): void {
  const known = [...cloudEntries, ...marks];
  const foreign = entries.filter(name => !known.includes(name) && !harmless.test(name)).sort();
  if (foreign.length > 0)
    throw new NotCourantsDirectoryError(directory, `also ${foreign.slice(0, 5).join(', ')}`);
  if (!entries.some(name => marks.includes(name)))
    throw new NotCourantsDirectoryError(directory, `neither ${marks.join(' nor ')} in it`);
}

/** A directory that was to be reset holds what Courant did not make; removing it could cost somebody their files. */
export class NotCourantsDirectoryError extends CourantError {
  constructor(directory: string, found: string) {
    super(
      `${directory}: expected a folder with nothing in it but what npm start made, found ${found}. Nothing was removed. ` +
        'Let COURANT_DIRECTORY name a folder of its own, or move the other files away, and run it again.',
    );
  }
}
