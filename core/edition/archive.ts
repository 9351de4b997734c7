import { CourantError } from '../foundation/errors.ts';
import { type Manifest, readManifest } from './manifest.ts';
import type { SealedFileName } from './seal.ts';

/** The public files of editions. */
export interface Archive {
  /** Writes a file that never changes; one that is there already stays. @throws when it says something else */
  keep(publication: string, edition: string, name: string, content: string): Promise<void>;
  /** Writes a page that may be replaced later, unless there is one. */
  introduce(publication: string, edition: string, name: string, content: string): Promise<void>;
  read(publication: string, edition: string, name: string): Promise<string | undefined>;
  /** The page of an edition, with the version that a replacement must name; undefined while there is none. */
  readPage(publication: string, edition: string): Promise<{ content: string; version: string } | undefined>;
  /** Replaces the page of an edition as `replaceList` replaces a list. */
  replacePage(
    publication: string,
    edition: string,
    content: string,
    version: string | null,
  ): Promise<'written' | 'changed'>;
  /** A list of all editions, with the version that a replacement must name; undefined while there is none. */
  readList(publication: string, name: ListName): Promise<{ content: string; version: string } | undefined>;
  /**
   * Replaces a list if it is still of that version, or writes the first one if there is still none (null). `changed`: somebody
   * else wrote in between, or a write of one's own had to be repeated; nothing is certain but what is read next.
   */
  replaceList(
    publication: string,
    name: ListName,
    content: string,
    version: string | null,
  ): Promise<'written' | 'changed'>;
}
/** Names of the lists of all editions, which are made anew with each edition. */
export type ListName = 'index.html' | 'feed.xml' | 'feed.json' | 'editions.json';

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
