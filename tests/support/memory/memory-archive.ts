import type { SiteFileName, SiteFiles } from '../../../core/archive/site-files.ts';
import type { SliceQueue } from '../../../core/delivery/progress/slices.ts';
import { type Receipt, type Receipts, writeReceipt } from '../../../core/delivery/receipt/receipt.ts';
import type { Archive, Version, VersionedFile, Written } from '../../../core/edition/archive.ts';
import type { Sighting, Sightings } from '../../../core/edition/first-sight.ts';
import type { FoldMarks } from '../../../core/edition/months/appearances.ts';
import type { Owner, Owners } from '../../../core/edition/ownership.ts';
import type { Seal, Seals } from '../../../core/edition/seal.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { EditionKey } from '../../../core/publication/plan.ts';

/** Seals in memory, written once, kept as bytes. */
export class MemorySeals implements Seals {
  readonly seals = new Map<string, string>();

  async publications(): Promise<string[]> {
    return [...new Set([...this.seals.keys()].map(key => key.split('/')[0] ?? ''))].sort();
  }

  async links(publication: string, since = ''): Promise<(string | null)[]> {
    const names = [...this.seals.keys()]
      .filter(key => key.startsWith(`${publication}/`))
      .map(key => key.split('/')[1] ?? '')
      .filter(name => name >= since);
    return [...(names.includes('start') ? [null] : []), ...names.filter(name => name !== 'start').sort()];
  }

  async read(publication: string, after: string | null): Promise<Seal | undefined> {
    const content = this.seals.get(`${publication}/${after ?? 'start'}`);
    return content === undefined ? undefined : JSON.parse(content);
  }

  async hashOf(publication: string, after: string | null): Promise<string | undefined> {
    const content = this.seals.get(`${publication}/${after ?? 'start'}`);
    return content === undefined ? undefined : sha256(content);
  }

  async write(seal: Seal): Promise<'written' | 'taken'> {
    const key = `${seal.plan.publication}/${seal.plan.previous ?? 'start'}`;
    if (this.seals.has(key)) return 'taken';
    this.seals.set(key, JSON.stringify(seal));
    return 'written';
  }
}

/** The pages of an installation in memory, each written once. */
export class MemorySiteFiles implements SiteFiles {
  readonly files = new Map<SiteFileName, string>();

  async createOnce(name: SiteFileName, content: string): Promise<void> {
    if (!this.files.has(name)) this.files.set(name, content);
  }

  async keep(name: SiteFileName, content: string, isOurs: (stored: string) => boolean): Promise<void> {
    const stored = this.files.get(name);
    if (stored === undefined || isOurs(stored)) this.files.set(name, content);
  }
}

/** Sightings in memory, each written once. */
export class MemorySightings implements Sightings {
  readonly records = new Map<string, Sighting>();
  /** When all publications were seen that have no sighting of their own; undefined, and none was. */
  since: Instant | undefined;

  constructor(since?: Instant) {
    this.since = since;
  }

  async read(publication: string): Promise<Sighting | undefined> {
    const seen = this.since && { format: 1 as const, publication, since: this.since };
    return this.records.get(publication) ?? seen;
  }

  async write(sighting: Sighting): Promise<'written' | 'taken'> {
    if (this.records.has(sighting.publication)) return 'taken';
    this.records.set(sighting.publication, sighting);
    return 'written';
  }
}

/** Owners in memory, each written once. */
export class MemoryOwners implements Owners {
  readonly records: Owner[] = [];

  async series(): Promise<readonly Owner[]> {
    return [...this.records];
  }

  async write(number: number, owner: Owner): Promise<'written' | 'taken'> {
    if (number <= this.records.length) return 'taken';
    this.records.push(owner);
    return 'written';
  }
}

/** The archive in memory. */
export class MemoryArchive implements Archive {
  readonly files = new Map<string, string>();
  /** The lists of all editions, apart from what is written once. */
  readonly lists = new Map<string, string>();

  async putOnce(
    edition: EditionKey,
    name: string,
    content: string,
  ): Promise<'written' | 'there' | 'other bytes'> {
    if ((await this.createPage(edition, name, content)) === 'written') return 'written';
    return this.files.get(pathOf(edition, name)) === content ? 'there' : 'other bytes';
  }

  async createPage(edition: EditionKey, name: string, content: string): Promise<'written' | 'there'> {
    const key = pathOf(edition, name);
    if (this.files.has(key)) return 'there';
    this.files.set(key, content);
    return 'written';
  }

  async read(edition: EditionKey, name: string): Promise<string | undefined> {
    return this.files.get(pathOf(edition, name));
  }

  async months(publication: string): Promise<string[]> {
    const names = [...this.lists.keys()].map(
      key => new RegExp(`^${publication}/all/(\\d{4}-\\d\\d)\\.json$`).exec(key)?.[1],
    );
    return names.flatMap(name => name ?? []).sort();
  }

  async readVersion(file: VersionedFile): Promise<Version | undefined> {
    return withVersion(mapOf(this, file).get(`${file.publication}/${file.path}`));
  }

  async versionOf(file: VersionedFile): Promise<string | undefined> {
    return (await this.readVersion(file))?.version;
  }

  async replaceVersion(
    file: VersionedFile,
    content: string,
    version: string | null,
  ): Promise<Written | 'changed'> {
    return replaceIn(mapOf(this, file), `${file.publication}/${file.path}`, content, version);
  }
}

function mapOf({ files, lists }: MemoryArchive, { path }: VersionedFile): Map<string, string> {
  return path.includes('/') && !path.startsWith('all/') ? files : lists;
}

function pathOf({ publication, edition }: EditionKey, name: string): string {
  return `${publication}/${edition}/${name}`;
}

function withVersion(content: string | undefined): Version | undefined {
  return content === undefined ? undefined : { content, version: sha256(content) };
}

function replaceIn(
  files: Map<string, string>,
  key: string,
  content: string,
  version: string | null,
): Written | 'changed' {
  if ((withVersion(files.get(key))?.version ?? null) !== version) return 'changed';
  files.set(key, content);
  return { version: sha256(content) };
}

/** Receipts in memory, written once, kept as bytes. */
export class MemoryReceipts implements Receipts {
  readonly files = new Map<string, string>();

  async putOnce(receipt: Receipt): Promise<string> {
    const key = `${receipt.publication}/${receipt.edition}/${receipt.receipt}`;
    const content = this.files.get(key) ?? writeReceipt(receipt);
    this.files.set(key, content);
    return content;
  }

  async read({ publication, edition }: EditionKey, number: number): Promise<string | undefined> {
    return this.files.get(`${publication}/${edition}/${number}`);
  }
}

/** Work that was put on the queue, in order. */
export class MemoryQueue implements SliceQueue {
  readonly work: { publication: string; edition: string; slice: number }[] = [];

  async enqueue(
    { publication, edition }: EditionKey,
    slices: readonly number[],
    _round: number,
  ): Promise<void> {
    this.work.push(...slices.map(slice => ({ publication, edition, slice })));
  }

  async waiting(): Promise<number> {
    return this.work.length;
  }
}

/** Where facts appeared, and which editions are folded in, in memory; each written once. */
export class MemoryFoldMarks implements FoldMarks {
  readonly appearances = new Map<string, string>();
  readonly folded = new Set<string>();

  async appearance(publication: string, fact: string): Promise<string | undefined> {
    return this.appearances.get(`${publication}/${fact}`);
  }

  async noteAppearance(publication: string, fact: string, edition: string): Promise<void> {
    const key = `${publication}/${fact}`;
    if (!this.appearances.has(key)) this.appearances.set(key, edition);
  }

  async isFolded({ publication, edition }: EditionKey): Promise<boolean> {
    return this.folded.has(`${publication}/${edition}`);
  }

  async noteFolded({ publication, edition }: EditionKey): Promise<void> {
    this.folded.add(`${publication}/${edition}`);
  }
}
