import { CourantError } from '../foundation/errors.ts';
import type { Archive } from '../ports.ts';
import { type Manifest, readManifest } from './manifest.ts';
import type { SealedFileName } from './seal.ts';

/** The archive lacks what its seal holds. */
export class MissingArchiveFileError extends CourantError {
  constructor(publication: string, edition: string, name: string) {
    super(
      `archive: expected ${name} of edition ${edition} of ${publication}, found nothing. ` +
        'Run the publish function again for the edition: it unpacks the seal.',
    );
  }
}

/** A file of an edition that has to be there. @throws MissingArchiveFileError */
export async function archivedFile(
  archive: Pick<Archive, 'read'>,
  publication: string,
  edition: string,
  name: SealedFileName,
): Promise<string> {
  const content = await archive.read(publication, edition, name);
  if (content === undefined) throw new MissingArchiveFileError(publication, edition, name);
  return content;
}

/** The manifest of an edition that has to be there. @throws MissingArchiveFileError, UnreadableError */
export async function archivedManifest(
  archive: Pick<Archive, 'read'>,
  publication: string,
  edition: string,
): Promise<Manifest> {
  return readManifest(await archivedFile(archive, publication, edition, 'manifest.json'));
}
