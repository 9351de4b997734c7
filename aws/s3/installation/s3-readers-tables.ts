import { readStored } from '../../../core/foundation/stored-json.ts';
import {
  type ReadersTable,
  type ReadersTables,
  readersTableSchema,
} from '../../../core/readers/readers-table.ts';
import type { S3Objects } from '../s3-objects.ts';

/** Which readers tables a publication was mailed from, in the archive bucket: `readers-tables/<publication>/0001.json` and so on, written once. */
export class S3ReadersTables implements ReadersTables {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async newest(publication: string): Promise<ReadersTable | undefined> {
    const prefix = prefixOf(publication);
    const keys = await this.#objects.keys(prefix);
    // Nobody can take away again what somebody else puts there, so it must not count.
    const last = keys.filter(key => /^\d{4,}\.json$/.test(key.slice(prefix.length))).at(-1);
    const content = last === undefined ? undefined : await this.#objects.read(last);
    return content === undefined ? undefined : readStored(readersTableSchema, content, `${last}`);
  }

  async write(record: ReadersTable): Promise<'written' | 'taken'> {
    const key = `${prefixOf(record.publication)}${String(record.number).padStart(4, '0')}.json`;
    return this.#objects.writeOnce(key, JSON.stringify(record), 'application/json');
  }
}

function prefixOf(publication: string): string {
  return `readers-tables/${publication}/`;
}
