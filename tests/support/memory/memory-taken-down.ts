import type { ServedFiles } from '../../../core/archive/taking-down/served-files.ts';
import {
  type StoredTakenDown,
  type TakenDownRecord,
  type TakenDownRecords,
  takenDownName,
} from '../../../core/edition/months/taken-down.ts';
import { canonicalJson } from '../../../core/foundation/canonical-json.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { EditionKey } from '../../../core/publication/plan.ts';
import type { MemoryArchive } from './memory-archive.ts';

/** Records of what was taken down, in memory, each written once. */
export class MemoryTakenDown implements TakenDownRecords {
  readonly records = new Map<string, string>();
  at = '2027-03-03T12:00:00Z' as Instant;

  async of(publication: string): Promise<readonly StoredTakenDown[]> {
    const folder = `${publication}/`;
    return [...this.records.keys()]
      .filter(key => key.startsWith(folder))
      .sort()
      .map(key => {
        const content = this.records.get(key) as string;
        return { name: key.slice(folder.length), sha256: sha256(content), record: JSON.parse(content) };
      });
  }

  async write(record: TakenDownRecord, number: number): Promise<'written' | 'taken'> {
    const key = `${record.publication}/${takenDownName(record, number)}`;
    if (this.records.has(key)) return 'taken';
    this.records.set(key, canonicalJson(record));
    return 'written';
  }

  async now(): Promise<Instant> {
    return this.at;
  }
}

/** Which files of an archive in memory are withheld, by their keys. */
export class MemoryServedFiles implements ServedFiles {
  readonly withheld = new Set<string>();
  readonly forgotten: (readonly string[])[] = [];
  readonly #archive: MemoryArchive;

  constructor(archive: MemoryArchive) {
    this.#archive = archive;
  }

  async withhold({ publication, edition }: EditionKey, name: string): Promise<'withheld' | 'missing'> {
    const key = `${publication}/${edition}/${name}`;
    if (!this.#archive.files.has(key)) return 'missing';
    this.withheld.add(key);
    return 'withheld';
  }

  async isServed({ publication, edition }: EditionKey, name: string): Promise<boolean> {
    const key = `${publication}/${edition}/${name}`;
    return this.#archive.files.has(key) && !this.withheld.has(key);
  }

  async forget(publications: readonly string[]): Promise<void> {
    this.forgotten.push(publications);
  }
}
