import type { Instant } from '../../../core/foundation/instant.ts';
import {
  type Address,
  type AddressEnding,
  type Addresses,
  addressAfter,
  sameAddress,
} from '../../../core/readers/address.ts';
import type { ReaderOf } from '../../../core/readers/admission/admission.ts';
import type { StoredRows } from '../../../core/readers/admission/import-people.ts';
import {
  type Endings,
  type EndingsToErase,
  endingKey,
  endingOfKey,
  endingPrefix,
  everyPublication,
  type Forgetting,
  type KeptEnding,
  type ToForget,
} from '../../../core/readers/ending.ts';
import type { Readers } from '../../../core/readers/reader.ts';
import type {
  ReadersTable,
  ReadersTables,
  TableMark,
  TableMarks,
} from '../../../core/readers/readers-table.ts';
import {
  type ReaderSoftBounces,
  type SoftBounce,
  type SoftBounces,
  softBouncesEnd,
  withBounce,
} from '../../../core/readers/soft-bounces.ts';

/** Kept endings in memory, by their keys. */
export class MemoryEndings implements Endings, EndingsToErase {
  readonly keys = new Set<string>();

  async keep(ending: KeptEnding): Promise<void> {
    this.keys.add(endingKey(ending));
  }

  async *of(publication: string, afterReader: string | null): AsyncGenerator<KeptEnding> {
    const prefix = endingPrefix(publication);
    const keys = [...this.keys].filter(key => key.startsWith(prefix)).sort();
    for (const ending of keys.map(endingOfKey)) if (ending.reader > (afterReader ?? '')) yield ending;
  }

  async ofReader(publication: string, reader: string): Promise<KeptEnding[]> {
    const prefix = `${endingPrefix(publication)}${reader}/`;
    return [...this.keys].filter(key => key.startsWith(prefix)).map(endingOfKey);
  }

  async publications(): Promise<string[]> {
    const all = [...this.keys].map(key => endingOfKey(key).publication);
    return [...new Set(all)].filter(publication => publication !== everyPublication);
  }

  async erase(publication: string, reader: string, until: Instant): Promise<void> {
    for (const key of [...this.keys]) {
      const ending = endingOfKey(key);
      if (ending.publication === publication && ending.reader === reader && ending.at <= until)
        this.keys.delete(key);
    }
  }
}

/** Addresses in memory. */
export class MemoryAddresses implements Addresses {
  readonly rows = new Map<string, Address>();

  async read(id: string): Promise<Address | undefined> {
    return this.rows.get(id);
  }

  async range(first: string, last: string): Promise<Address[]> {
    return this.#sorted().filter(({ id }) => id >= first && id <= last);
  }

  async *after(after: string | null): AsyncGenerator<Address> {
    yield* this.#sorted().filter(({ id }) => id > (after ?? ''));
  }

  async end(id: string, ending: AddressEnding): Promise<'ended' | 'kept'> {
    const standing = this.rows.get(id);
    const next = addressAfter(standing, id, ending);
    this.rows.set(id, next);
    return sameAddress(standing, next) ? 'kept' : 'ended';
  }

  #sorted(): Address[] {
    return [...this.rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

/** The series of readers tables in memory. */
export class MemoryReadersTables implements ReadersTables {
  readonly records: ReadersTable[] = [];

  async newest(publication: string): Promise<ReadersTable | undefined> {
    return this.records.filter(record => record.publication === publication).at(-1);
  }

  async write(record: ReadersTable): Promise<'written' | 'taken'> {
    const { publication, number } = record;
    const isTaken = this.records.some(one => one.publication === publication && one.number === number);
    if (isTaken) return 'taken';
    this.records.push(record);
    return 'written';
  }
}

/** The marks of the readers table in memory; `table` is the identity of the one that is used now. */
export class MemoryTableMarks implements TableMarks {
  readonly rows = new Map<string, TableMark>();
  table = 'table-1';

  async identity(): Promise<string> {
    return this.table;
  }

  async read(publication: string): Promise<TableMark | undefined> {
    return this.rows.get(publication);
  }

  async write(publication: string, mark: TableMark): Promise<void> {
    this.rows.set(publication, mark);
  }
}

/** What is to be forgotten, in memory. */
export class MemoryForgetting implements Forgetting {
  readonly rows = new Map<string, ToForget>();

  async note({ publication, reader, at }: ToForget): Promise<void> {
    this.rows.set(`${at}#${publication}#${reader}`, { publication, reader, at });
  }

  async endedBefore(time: Instant, atMost: number): Promise<ToForget[]> {
    return this.#sorted()
      .filter(({ publication, at }) => publication !== everyPublication && at < time)
      .slice(0, atMost);
  }

  async erased(atMost: number): Promise<ToForget[]> {
    return this.#sorted()
      .filter(({ publication }) => publication === everyPublication)
      .slice(0, atMost);
  }

  async done({ publication, reader, at }: ToForget): Promise<void> {
    this.rows.delete(`${at}#${publication}#${reader}`);
  }

  #sorted(): ToForget[] {
    return [...this.rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }
}

/** Soft bounces in memory. */
export class MemorySoftBounces implements SoftBounces {
  readonly rows = new Map<string, ReaderSoftBounces>();

  async note(bounce: SoftBounce): Promise<void> {
    const key = `${bounce.publication}#${bounce.reader}`;
    this.rows.set(key, withBounce(this.rows.get(key), bounce));
  }

  async *of(publication: string, now: Instant): AsyncGenerator<ReaderSoftBounces> {
    for (const row of [...this.rows.values()])
      if (row.publication === publication && (softBouncesEnd(row) ?? now) >= now) yield row;
  }

  async remove(publication: string, reader: string): Promise<void> {
    this.rows.delete(`${publication}#${reader}`);
  }
}

/** Both rows of many people, from what is in memory. */
export class MemoryStoredRows implements StoredRows {
  readonly #readers: Pick<Readers, 'read'>;
  readonly #addresses: Pick<Addresses, 'read'>;

  constructor(readers: Pick<Readers, 'read'>, addresses: Pick<Addresses, 'read'>) {
    this.#readers = readers;
    this.#addresses = addresses;
  }

  of(people: readonly ReaderOf[]): ReturnType<StoredRows['of']> {
    const both = async ({ publication, id }: ReaderOf) => ({
      row: await this.#readers.read(publication, id),
      address: await this.#addresses.read(id),
    });
    return Promise.all(people.map(both));
  }
}
