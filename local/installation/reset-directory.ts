import { access, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CourantError } from '../../core/foundation/errors.ts';
import { claimDirectory, claimFile } from '../cloud/files/directory-claim.ts';
import { cloudEntries } from '../cloud/start-cloud.ts';
import { clockName, configurationName, resetMark } from './kept-names.ts';

/** A claim in the making, which only a killed process leaves; and what a Mac's file browser puts everywhere. */
const harmless = /^([\da-f-]{36}\.part|\.DS_Store)$/;

/**
 * Removes what the local installation made in a directory, and nothing else. A directory that is missing or empty stays so. When
 * the process ends in the middle, `finishReset` does the rest.
 * @throws NotCourantsDirectoryError when anything else is in it, before anything is removed;
 *   DirectoryInUseError while another process works on it.
 */
export async function resetDirectory(directory: string): Promise<void> {
  const entries = await entriesOf(directory);
  if (entries.every(name => harmless.test(name))) return;
  refuseForeign(directory, entries);
  const claim = await claimDirectory(directory);
  try {
    await writeFile(join(directory, resetMark), '');
    for (const name of [...cloudEntries, clockName, configurationName, resetMark])
      await rm(join(directory, name), { recursive: true, force: true });
  } finally {
    await claim.release();
  }
}

/** Does what the end of an earlier process kept a reset from doing. @throws as `resetDirectory` does. */
export async function finishReset(directory: string): Promise<void> {
  const hasBegun = await access(join(directory, resetMark)).then(
    () => true,
    () => false,
  );
  if (hasBegun) await resetDirectory(directory);
}

async function entriesOf(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') throw new NotCourantsDirectoryError(directory, 'a file');
    throw error;
  }
}

/** That Courant worked there is shown by the configuration, or by the claim of a process that runs or was killed. */
function refuseForeign(directory: string, entries: readonly string[]): void {
  const known = [...cloudEntries, clockName, configurationName, resetMark];
  const isOurs = (name: string) => known.includes(name) || claimFile.test(name) || harmless.test(name);
  const foreign = entries.filter(name => !isOurs(name)).sort();
  if (foreign.length > 0)
    throw new NotCourantsDirectoryError(directory, `also ${foreign.slice(0, 5).join(', ')}`);
  if (!entries.some(name => [configurationName, resetMark].includes(name) || claimFile.test(name)))
    throw new NotCourantsDirectoryError(
      directory,
      `neither ${configurationName} nor a file running-….json in it`,
    );
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
