import type { Archive } from '../edition/archive.ts';
import { type Seal, sealedFile, sealedFileNames } from '../edition/seal.ts';

/**
 * Writes the files of a seal to the archive: exactly those that the seal holds, also those of another version. A file that is there
 * already stays. The manifest comes last but for the page, so that the files that it names are there.
 * @throws MissingSealedFileError if the seal lacks the message, without which nothing can be delivered. Nothing is written then.
 */
export async function unpack(archive: Archive, seal: Seal): Promise<void> {
  const files = inOrder(seal.files);
  sealedFile(seal, 'message.eml');
  for (const [name, content] of files) {
    // The web page alone may be replaced later, when a correction concerns it: a stored one is newer, not wrong.
    if (name === 'index.html') await archive.createPage(seal.plan, name, content);
    else await archive.putOnce(seal.plan, name, content);
  }
}

/** Files that we do not know first, the others in the order of their names' list. */
function inOrder(files: Seal['files']): [name: string, content: string][] {
  const known: readonly string[] = sealedFileNames;
  return Object.entries(files).sort(([a], [b]) => known.indexOf(a) - known.indexOf(b));
}
