import type { Archive } from '../ports.ts';
import { type Seal, sealedFileNames } from './seal.ts';

/** Writes the files of a seal to the archive; those that are there already stay as they are. */
export async function unpack(archive: Archive, { plan, files }: Seal): Promise<void> {
  for (const name of sealedFileNames) {
    const content = files[name];
    // The web page alone may be replaced later, when a correction concerns it: a stored one is newer, not wrong.
    if (name === 'index.html') await archive.introduce(plan.publication, plan.edition, name, content);
    else await archive.keep(plan.publication, plan.edition, name, content);
  }
}
