import type { SiteFileName, SiteFiles } from '../../../core/archive/site-files.ts';
import type { SliceQueue } from '../../../core/delivery/progress/slices.ts';
import { type Receipt, type Receipts, writeReceipt } from '../../../core/delivery/receipt/receipt.ts';
import type { Archive, Version, VersionedFile } from '../../../core/edition/archive.ts';
import type { Owner, Owners } from '../../../core/edition/ownership.ts';
import type { Seal, Seals } from '../../../core/edition/seal.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { EditionKey } from '../../../core/publication/plan.ts';

/** Seals in memory, written once, kept as bytes. */
export class MemorySeals implements Seals {
  readonly seals = new Map<string, string>();

  async publications(): Promise<string[]> {
    return [...new Set([...this.seals.keys()].map(key => key.split('/')[0] ?? ''))].sort();
  }

  async links(publication: string): Promise<(string | null)[]> {
    const names = [...this.seals.keys()]
      .filter(key => key.startsWith(`${publication}/`))
      .map(key => key.split('/')[1] ?? '');
    return [...(names.includes('start') ? [null] : []), ...names.filter(name => name !== 'start').sort()];
  }

  async read(publication: string, after: string | null): Promise<Seal | undefined> {
    const content = this.seals.get(`${publication}/${after ?? 'start'}`);
    return content === undefined ? undefined : JSON.parse(content);
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

/** The archive in memory; a file that is kept twice with other bytes is an error. */
export class MemoryArchive implements Archive {
  readonly files = new Map<string, string>();
  /** The lists of all editions, apart from what is written once. */
  readonly lists = new Map<string, string>();

  async putOnce(edition: EditionKey, name: string, content: string): Promise<void> {
    const key = pathOf(edition, name);
    if ((this.files.get(key) ?? content) !== content) throw new Error(`${key} would change`);
    this.files.set(key, content);
  }

  async createPage(edition: EditionKey, name: string, content: string): Promise<void> {
    const key = pathOf(edition, name);
    if (!this.files.has(key)) this.files.set(key, content);
  }

  async read(edition: EditionKey, name: string): Promise<string | undefined> {
    return this.files.get(pathOf(edition, name));
  }

  async readVersion(file: VersionedFile): Promise<Version | undefined> {
    return withVersion(mapOf(this, file).get(`${file.publication}/${file.path}`));
  }

  async replaceVersion(
    file: VersionedFile,
    content: string,
    version: string | null,
  ): Promise<'written' | 'changed'> {
    return replaceIn(mapOf(this, file), `${file.publication}/${file.path}`, content, version);
  }
}

function mapOf({ files, lists }: MemoryArchive, { path }: VersionedFile): Map<string, string> {
  return path.includes('/') ? files : lists;
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
): 'written' | 'changed' {
  if ((withVersion(files.get(key))?.version ?? null) !== version) return 'changed';
  files.set(key, content);
  return 'written';
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
