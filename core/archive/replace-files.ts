import type { Archive, Version, VersionedFile } from '../edition/archive.ts';
import { archiveKey } from '../edition/damage.ts';
import { CourantError } from '../foundation/errors.ts';

/** A file that is rebuilt from the chain, and its new content. */
export type MadeFile = VersionedFile & { content: string };

/** What is stored of such files, by key; undefined where there is none. */
export type StandingFiles = ReadonlyMap<string, Version | undefined>;

/** Each lost turn means that another run wrote a file in between. More than this many is not a race but a fault. */
const turnsAtMost = 20;

/**
 * Brings files up to date with the chain, from which `make` makes them, in the order in which `make` returns them.
 *
 * It reads the stored files before `make` reads the chain, and replaces a file only if nobody changed it since. So of two runs
 * the one that knows fewer editions begins again, whichever file they meet at. The same chain gives the same bytes, which are not
 * written twice.
 *
 * @param files all files that `make` may return. @param onWritten told of each file that was written, and that nobody else changed in between
 * @throws ContendedFilesError if other runs keep writing in between.
 */
export async function replaceFiles(
  archive: Pick<Archive, 'readVersion' | 'replaceVersion'>,
  files: readonly VersionedFile[],
  make: (standing: StandingFiles) => Promise<readonly MadeFile[]>,
  onWritten: (file: MadeFile) => void = () => {},
): Promise<void> {
  for (let turn = 0; turn < turnsAtMost; turn += 1) {
    const versions = await Promise.all(files.map(file => archive.readVersion(file)));
    const standing = new Map(files.map((file, index) => [nameOf(file), versions[index]]));
    if (await replaceAll(archive, await make(standing), standing, onWritten)) return;
  }
  throw new ContendedFilesError(files);
}

async function replaceAll(
  archive: Pick<Archive, 'replaceVersion'>,
  made: readonly MadeFile[],
  standing: StandingFiles,
  onWritten: (file: MadeFile) => void,
): Promise<boolean> {
  for (const one of made) {
    const { content, ...file } = one;
    const before = standing.get(nameOf(file));
    if (before?.content === content) continue;
    if ((await archive.replaceVersion(file, content, before?.version ?? null)) === 'changed') return false;
    onWritten(one);
  }
  return true;
}

function nameOf({ publication, path }: VersionedFile): string {
  return archiveKey(publication, path);
}

/** Other runs keep changing files that this run wants to replace. */
export class ContendedFilesError extends CourantError {
  constructor(files: readonly VersionedFile[]) {
    super(
      `${files.map(nameOf).join(', ')}: expected to replace these files, found ${turnsAtMost} times that another run had changed one first. ` +
        'Look for a loop that starts the publish function, then run it again.',
    );
  }
}
