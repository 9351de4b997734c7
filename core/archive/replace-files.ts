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
 * Reads lie beside each other: a run may see a file of today beside a state of yesterday, and write over it what follows from that state. So
 * who has written anything looks at all of the files once more, and begins again if one of them is not as this run left it: of two who wrote in
 * between each other, the last one to look sees it.
 *
 * @param files all files that `make` may return. @param onWritten told of each file that was written, and that nobody else changed in between
 * @throws ContendedFilesError if other runs keep writing in between.
 */
export async function replaceFiles(
  archive: Pick<Archive, 'readVersion' | 'versionOf' | 'replaceVersion'>,
  files: readonly VersionedFile[],
  make: (standing: StandingFiles) => Promise<readonly MadeFile[]>,
  onWritten: (file: MadeFile) => void = () => {},
): Promise<void> {
  for (let turn = 0; turn < turnsAtMost; turn += 1) {
    const versions = await Promise.all(files.map(file => archive.readVersion(file)));
    const standing = new Map(files.map((file, index) => [nameOf(file), versions[index]]));
    const left = await replaceAll(archive, await make(standing), standing, onWritten);
    if (left !== 'changed' && (await stillStand(archive, left))) return;
  }
  throw new ContendedFilesError(files);
}

/** A file that a run leaves behind, with its version, and whether this run wrote it. */
type Left = { file: VersionedFile; version: string; isWritten: boolean };

async function replaceAll(
  archive: Pick<Archive, 'replaceVersion'>,
  made: readonly MadeFile[],
  standing: StandingFiles,
  onWritten: (file: MadeFile) => void,
): Promise<Left[] | 'changed'> {
  const left: Left[] = [];
  for (const one of made) {
    const { content, ...file } = one;
    const before = standing.get(nameOf(file));
    if (before?.content === content) {
      left.push({ file, version: before.version, isWritten: false });
      continue;
    }
    const written = await archive.replaceVersion(file, content, before?.version ?? null);
    if (written === 'changed') return written;
    left.push({ file, version: written.version, isWritten: true });
    onWritten(one);
  }
  return left;
}

/** Whether all files are as a run left them. One that wrote nothing has spoiled nothing: it need not look. */
async function stillStand(archive: Pick<Archive, 'versionOf'>, left: readonly Left[]): Promise<boolean> {
  if (!left.some(({ isWritten }) => isWritten)) return true;
  const versions = await Promise.all(left.map(({ file }) => archive.versionOf(file)));
  return left.every(({ version }, index) => version === versions[index]);
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
