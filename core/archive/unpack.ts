import type { Archive } from '../edition/archive.ts';
import { type DamageCare, meetDamage } from '../edition/damage.ts';
import { type Seal, sealedFile, sealedFileNames } from '../edition/seal.ts';

/**
 * Writes the files of a seal to the archive: exactly those that the seal holds, also those of another version. A file that is there
 * already stays; one that holds other bytes than the seal is told of. The manifest comes last but for the page, so that the files that
 * it names are there.
 * @returns the names of the files that were not there.
 * @throws MissingSealedFileError if the seal lacks the message, without which nothing can be delivered. Nothing is written then.
 */
export async function unpack(archive: Archive, seal: Seal, damage?: DamageCare): Promise<string[]> {
  const files = inOrder(seal.files);
  const written: string[] = [];
  sealedFile(seal, 'message.eml');
  for (const [name, sealed] of files) {
    // The web page alone may be replaced later, when a correction concerns it: a stored one is newer, not wrong.
    const put = name === 'index.html' ? archive.createPage : archive.putOnce;
    const came = await put.call(archive, seal.plan, name, sealed);
    if (came === 'written') written.push(name);
    // What it holds instead does not matter.
    if (came === 'other bytes') await meetDamage(damage, seal.plan, name, { stored: '', sealed });
  }
  return written;
}

/** Files that we do not know first, the others in the order of their names' list. */
function inOrder(files: Seal['files']): [name: string, content: string][] {
  const known: readonly string[] = sealedFileNames;
  return Object.entries(files).sort(([a], [b]) => known.indexOf(a) - known.indexOf(b));
}
