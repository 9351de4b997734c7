import {
  type Address,
  type AddressEnding,
  type Addresses,
  addressAfter,
  sameAddress,
} from '../../../core/readers/address.ts';
import {
  type Endings,
  endingKey,
  endingOfKey,
  endingPrefix,
  type KeptEnding,
} from '../../../core/readers/ending.ts';
import type {
  ReadersTable,
  ReadersTables,
  TableMark,
  TableMarks,
} from '../../../core/readers/readers-table.ts';

/** Kept endings in memory, by their keys. */
export class MemoryEndings implements Endings {
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
