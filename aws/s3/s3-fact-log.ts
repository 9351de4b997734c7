import * as z from 'zod';
import type { FactFiling, FactLog, StoredRecord } from '../../core/articles/fact-log.ts';
import { type LogRecord, logRecordSchema } from '../../core/articles/log-record.ts';
import { recordKey, recordKeyBound } from '../../core/articles/record-key.ts';
import { canonicalJson } from '../../core/foundation/canonical-json.ts';
import { CourantError, putBackDeleted } from '../../core/foundation/errors.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import { type Instant, instantOf } from '../../core/foundation/instant.ts';
import { readStored } from '../../core/foundation/stored-json.ts';
import type { S3Objects } from './s3-objects.ts';

const pointerSchema = z.object({ record: z.string() });

/** The fact log in the content bucket: records below `log/`, their names below `articles/` and `amendments/`, texts below `captures/`. */
export class S3FactLog implements FactLog, FactFiling {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async now(): Promise<Instant> {
    // Whatever the answer is, it is dated: there need be nothing under this key.
    return instantOf((await this.#objects.readWithDate('articles/clock')).date);
  }

  async keys(from: Instant | null, to: Instant): Promise<string[]> {
    const startAfter = from === null ? undefined : recordKeyBound(from);
    return this.#objects.keys('log/', { startAfter, before: recordKeyBound(to) });
  }

  async read(key: string): Promise<LogRecord> {
    return (await this.stored(key)).record;
  }

  async stored(key: string): Promise<StoredRecord> {
    const content = await this.#objects.read(key);
    if (content === undefined) throw new MissingRecordError(key);
    return { key, record: readStored(logRecordSchema, content, key), sha256: sha256(content) };
  }

  async recordNamed(name: string): Promise<string | undefined> {
    const content = await this.#objects.read(pointerKey(name));
    return content === undefined ? undefined : recordIn(content, name);
  }

  async look(name: string): Promise<{ now: Instant; filedAs: string | undefined }> {
    const { content, date } = await this.#objects.readWithDate(pointerKey(name));
    const filedAs = content === undefined ? undefined : recordIn(content, name);
    return { now: instantOf(date), filedAs };
  }

  async keepCapture(sha256: string, text: string): Promise<void> {
    await this.#objects.writeOnce(`captures/${sha256}.txt`, text, 'text/plain; charset=utf-8');
  }

  async readCapture(sha256: string): Promise<string | undefined> {
    return this.#objects.read(`captures/${sha256}.txt`);
  }

  async append(record: LogRecord): Promise<string> {
    const key = recordKey(record);
    await this.#objects.writeOnce(key, canonicalJson(record), 'application/json');
    return key;
  }

  async nameRecord(name: string, key: string): Promise<string> {
    const pointer = canonicalJson({ record: key });
    const result = await this.#objects.writeOnce(pointerKey(name), pointer, 'application/json');
    return result === 'written' ? key : ((await this.recordNamed(name)) ?? key);
  }
}

/** The log listed a record, and then had none under that key. */
export class MissingRecordError extends CourantError {
  constructor(key: string) {
    super(
      `fact log: expected a record at ${key}, found none. Records are never deleted. ${putBackDeleted(key)}`,
    );
  }
}

function recordIn(pointer: string, name: string): string {
  return readStored(pointerSchema, pointer, pointerKey(name)).record;
}

function pointerKey(name: string): string {
  return `${name}.json`;
}
