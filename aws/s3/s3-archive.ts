import type { Archive, ListName } from '../../core/edition/archive.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import type { S3Objects } from './s3-objects.ts';

const contentTypes: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
  eml: 'message/rfc822',
};
const listTypes: Record<ListName, string> = {
  'index.html': 'text/html; charset=utf-8',
  'feed.xml': 'application/atom+xml; charset=utf-8',
  'feed.json': 'application/feed+json; charset=utf-8',
  'editions.json': 'application/json; charset=utf-8',
};

const pageName = 'index.html';

/** Editions' files under `archive/<publication>/<edition>/` of the archive bucket, and the lists of all of them above. */
export class S3Archive implements Archive {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async keep(publication: string, edition: string, name: string, content: string): Promise<void> {
    const key = keyOf(publication, edition, name);
    if ((await this.#objects.writeOnce(key, content, typeOf(name))) === 'written') return;
    if ((await this.#objects.read(key)) !== content) throw new ConflictingArchiveFileError(key);
  }

  async introduce(publication: string, edition: string, name: string, content: string): Promise<void> {
    await this.#objects.writeOnce(keyOf(publication, edition, name), content, typeOf(name));
  }

  async read(publication: string, edition: string, name: string): Promise<string | undefined> {
    return this.#objects.read(keyOf(publication, edition, name));
  }

  async readPage(
    publication: string,
    edition: string,
  ): Promise<{ content: string; version: string } | undefined> {
    return this.#objects.readWithVersion(keyOf(publication, edition, pageName));
  }

  async replacePage(
    publication: string,
    edition: string,
    content: string,
    version: string | null,
  ): Promise<'written' | 'changed'> {
    const key = keyOf(publication, edition, pageName);
    return this.#objects.replaceVersion(key, content, typeOf(pageName), version);
  }

  async readList(
    publication: string,
    name: ListName,
  ): Promise<{ content: string; version: string } | undefined> {
    return this.#objects.readWithVersion(`archive/${publication}/${name}`);
  }

  async replaceList(
    publication: string,
    name: ListName,
    content: string,
    version: string | null,
  ): Promise<'written' | 'changed'> {
    return this.#objects.replaceVersion(`archive/${publication}/${name}`, content, listTypes[name], version);
  }
}

/** The archive holds other bytes than the seal. */
export class ConflictingArchiveFileError extends CourantError {
  constructor(key: string) {
    super(
      `archive: ${key} holds other bytes than the seal of its edition. The archive is written once, so somebody else wrote it. ` +
        'Compare it with the seal, and restore the version that the seal names.',
    );
  }
}

function keyOf(publication: string, edition: string, name: string): string {
  return `archive/${publication}/${edition}/${name}`;
}

function typeOf(name: string): string {
  return contentTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}
