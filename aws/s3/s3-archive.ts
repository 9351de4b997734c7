import type { SiteFileName, SiteFiles } from '../../core/archive/site-files.ts';
import type { Archive, Version, VersionedFile, Written } from '../../core/edition/archive.ts';
import { archiveKey } from '../../core/edition/damage.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { S3Objects } from './s3-objects.ts';

/** CloudFront compresses the types of a list of its own, on which those made for Atom, JSON Feed and lines of JSON are not. */
const contentTypes: Record<string, string> = {
  'favicon.ico': 'image/svg+xml',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonl: 'text/plain; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  // Browsers hand a calendar to the program for it by its type.
  ics: 'text/calendar; charset=utf-8',
  eml: 'message/rfc822',
};

/** Editions' files under `archive/<publication>/<edition>/` of the archive bucket, and the lists of all of them above. */
export class S3Archive implements Archive {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async putOnce(
    edition: EditionKey,
    name: string,
    content: string,
  ): Promise<'written' | 'there' | 'other bytes'> {
    if ((await this.createPage(edition, name, content)) === 'written') return 'written';
    return (await this.read(edition, name)) === content ? 'there' : 'other bytes';
  }

  async createPage(edition: EditionKey, name: string, content: string): Promise<'written' | 'there'> {
    const came = await this.#objects.writeOnce(keyOf(edition, name), content, typeOf(name));
    return came === 'written' ? 'written' : 'there';
  }

  async read(edition: EditionKey, name: string): Promise<string | undefined> {
    return this.#objects.read(keyOf(edition, name));
  }

  async months(publication: string): Promise<string[]> {
    const keys = await this.#objects.keys(archiveKey(publication, 'all/'));
    return keys.flatMap(key => /\/all\/(\d{4}-\d\d)\.json$/.exec(key)?.[1] ?? []);
  }

  async readVersion({ publication, path }: VersionedFile): Promise<Version | undefined> {
    return this.#objects.readWithVersion(archiveKey(publication, path));
  }

  async versionOf({ publication, path }: VersionedFile): Promise<string | undefined> {
    return this.#objects.versionOf(archiveKey(publication, path));
  }

  async replaceVersion(
    { publication, path }: VersionedFile,
    content: string,
    version: string | null,
  ): Promise<Written | 'changed'> {
    return this.#objects.replaceVersion(archiveKey(publication, path), content, typeOf(path), version);
  }
}

/** The files of the installation's own under `site/` of the archive bucket. A process asks for each once, and again for one that is to say something else. */
export class S3SiteFiles implements SiteFiles {
  readonly #objects: S3Objects;
  readonly #there = new Set<SiteFileName>();
  readonly #kept = new Map<SiteFileName, string>();

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async createOnce(name: SiteFileName, content: string): Promise<void> {
    if (this.#there.has(name)) return;
    await this.#objects.writeOnce(`site/${name}`, content, typeOf(name));
    this.#there.add(name);
  }

  async keep(name: SiteFileName, content: string, isOurs: (stored: string) => boolean): Promise<void> {
    if (this.#kept.get(name) === content) return;
    const key = `site/${name}`;
    const stored = await this.#objects.readWithVersion(key);
    const isToWrite = !stored || (stored.content !== content && isOurs(stored.content));
    // Who else keeps it says the same; if not, the next sweep does.
    if (isToWrite) await this.#objects.replaceVersion(key, content, typeOf(name), stored?.version ?? null);
    this.#kept.set(name, content);
  }
}

function keyOf({ publication, edition }: EditionKey, name: string): string {
  return archiveKey(publication, `${edition}/${name}`);
}

/** By the whole name where that says more than its ending. */
function typeOf(name: string): string {
  return (
    contentTypes[name] ?? contentTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
  );
}
