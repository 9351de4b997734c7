import type { Archive, Version, VersionedFile } from '../edition/archive.ts';
import { CourantError } from '../foundation/errors.ts';

/** A file that is made anew from the chain, and what it is to hold. */
export type MadeFile = VersionedFile & { content: string };

/** Each turn lost means that somebody else wrote a file in between; more than this is no race but a fault. */
const turnsAtMost = 20;

/**
 * Brings files up to the chain, from which `make` makes them, in the order in which it answers them.
 *
 * What stands there is read before `make` reads the chain, and replaced only if it still stands there: of two publishers the one
 * that knows of fewer editions begins again, whichever file they meet at. The same chain gives the same bytes, which are not
 * written twice.
 *
 * @param files all that `make` may answer.
 * @throws ContendedFilesError when other publishers keep writing in between.
 */
export async function replaceFiles(
  archive: Pick<Archive, 'readVersion' | 'replaceVersion'>,
  files: readonly VersionedFile[],
  make: () => Promise<readonly MadeFile[]>,
): Promise<void> {
  for (let turn = 0; turn < turnsAtMost; turn += 1) {
    const versions = await Promise.all(files.map(file => archive.readVersion(file)));
    const standing = new Map(files.map((file, index) => [nameOf(file), versions[index]]));
    if (await replaceAll(archive, await make(), standing)) return;
  }
  throw new ContendedFilesError(files);
}

async function replaceAll(
  archive: Pick<Archive, 'replaceVersion'>,
  made: readonly MadeFile[],
  standing: ReadonlyMap<string, Version | undefined>,
): Promise<boolean> {
  for (const { content, ...file } of made) {
    const before = standing.get(nameOf(file));
    if (before?.content === content) continue;
    if ((await archive.replaceVersion(file, content, before?.version ?? null)) === 'changed') return false;
  }
  return true;
}

function nameOf({ publication, path }: VersionedFile): string {
  return `archive/${publication}/${path}`;
}

/** Files that are made anew did not hold still. */
export class ContendedFilesError extends CourantError {
  constructor(files: readonly VersionedFile[]) {
    super(
      `${files.map(nameOf).join(', ')}: expected to replace what changed, found a file changed by somebody else ${turnsAtMost} times. ` +
        'Look for a loop that starts the publish function, then run it again.',
    );
  }
}
