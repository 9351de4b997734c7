import { CourantError } from '../foundation/errors.ts';
import type { EditionKey } from '../publication/plan.ts';
import { type Manifest, readManifest } from './manifest.ts';
import type { SealedFileName } from './seal.ts';

/** The public files of editions, and the lists of them. */
export interface Archive {
  /** Writes a file that never changes; a file that is there already stays. @throws if that file has other bytes */
  putOnce(edition: EditionKey, name: string, content: string): Promise<void>;
  /** Writes a page that may be replaced later, unless there is one. */
  createPage(edition: EditionKey, name: string, content: string): Promise<void>;
  read(edition: EditionKey, name: string): Promise<string | undefined>;
  /** A file that may be replaced, with the version that a replacement must name; undefined while there is none. */
  readVersion(file: VersionedFile): Promise<Version | undefined>;
  /**
   * Replaces a file if it still has that version, or writes the first one if there is still none (null). `changed`: somebody
   * else wrote in between, or this write had to be repeated. Then only reading again tells what the file holds.
   */
  replaceVersion(
    file: VersionedFile,
    content: string,
    version: string | null,
  ): Promise<'written' | 'changed'>;
}
/** Names of the lists of all editions, which are rebuilt with each edition. */
export type ListName = 'index.html' | 'feed.xml' | 'feed.json' | 'editions.json';
/** A file that may be rebuilt: a list of all editions, or an edition's page; `path` is relative to the publication's folder. */
export type VersionedFile = { publication: string; path: ListName | `${string}/index.html` };
/** The content of such a file, and the store's name for this version of it. */
export type Version = { content: string; version: string };

/** The archive lacks a file that its seal holds. */
export class MissingArchiveFileError extends CourantError {
  constructor({ publication, edition }: EditionKey, name: string) {
    super(
      `archive: expected ${name} of edition ${edition} of ${publication}, found nothing. ` +
        'Run the publish function again for the edition: it unpacks the seal.',
    );
  }
}

/** A file of an edition that has to be there. @throws MissingArchiveFileError */
export async function archivedFile(
  archive: Pick<Archive, 'read'>,
  edition: EditionKey,
  name: SealedFileName,
): Promise<string> {
  const content = await archive.read(edition, name);
  if (content === undefined) throw new MissingArchiveFileError(edition, name);
  return content;
}

/** The manifest of an edition that has to be there. @throws MissingArchiveFileError, UnreadableError */
export async function archivedManifest(
  archive: Pick<Archive, 'read'>,
  edition: EditionKey,
): Promise<Manifest> {
  return readManifest(await archivedFile(archive, edition, 'manifest.json'));
}
