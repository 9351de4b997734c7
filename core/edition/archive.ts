import { CourantError, putBackDeleted } from '../foundation/errors.ts';
import type { EditionKey } from '../publication/plan.ts';
import type { SealedFileName } from './seal.ts';

/** The public files of editions, and the lists of them. */
export interface Archive {
  /** Writes a file that never changes; a file that is there already stays, whatever it holds. */
  putOnce(edition: EditionKey, name: string, content: string): Promise<'written' | 'there' | 'other bytes'>;
  /** Writes a page that may be replaced later, unless there is one. */
  createPage(edition: EditionKey, name: string, content: string): Promise<'written' | 'there'>;
  read(edition: EditionKey, name: string): Promise<string | undefined>;
  /** The months of which a publication has a state, such as `2026-11`, in order. */
  months(publication: string): Promise<string[]>;
  /** A file that may be replaced, with the version that a replacement must name; undefined while there is none. */
  readVersion(file: VersionedFile): Promise<Version | undefined>;
  /** The version alone, without the content; undefined while there is no such file. */
  versionOf(file: VersionedFile): Promise<string | undefined>;
  /**
   * Replaces a file if it still has that version, or writes the first one if there is still none (null). `changed`: somebody
   * else wrote in between, or this write had to be repeated. Then only reading again tells what the file holds.
   * @returns the version that it has now.
   */
  replaceVersion(file: VersionedFile, content: string, version: string | null): Promise<Written | 'changed'>;
}
/** Names of the lists of all editions, which are rebuilt with each edition. */
export type ListName =
  | 'index.html'
  | 'feed.xml'
  | 'feed.json'
  | 'corrections.xml'
  | 'corrections.json'
  | 'dates.ics'
  | 'sitemap.xml'
  | 'editions.json';
/** A file that may be rebuilt: a list of all editions, or an edition's page; `path` is relative to the publication's folder. */
export type VersionedFile = {
  publication: string;
  path: ListName | `${string}/index.html` | `all/${string}`;
};
/** The version that a file has since it was written. */
export type Written = Pick<Version, 'version'>;
/** The content of such a file, and the store's name for this version of it. */
export type Version = { content: string; version: string };

/** A file of an edition is not there, and neither is the seal that holds it. */
export class MissingArchiveFileError extends CourantError {
  constructor({ publication, edition }: EditionKey, name: SealedFileName) {
    super(
      `archive bucket: expected ${name} of edition ${edition} of ${publication} under archive/, or its seal under sealed/${publication}/, found neither. ` +
        `Both were deleted, which the policy of the bucket forbids. ${putBackDeleted(`sealed/${publication}/`)} Publishing the edition again then unpacks it.`,
    );
  }
}
