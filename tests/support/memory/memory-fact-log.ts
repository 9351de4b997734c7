import type { FactFiling, FactLog, StoredRecord } from '../../../core/articles/fact-log.ts';
import { type LogRecord, logRecordSchema } from '../../../core/articles/log-record.ts';
import { recordedAtOfKey, recordKey } from '../../../core/articles/record-key.ts';
import { canonicalJson } from '../../../core/foundation/canonical-json.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';

/**
 * The fact log in memory, as the store keeps it: records as bytes under their keys, written once, a name given
 * once. Each call answers later, as a store does, so that calls of two callers interleave.
 */
export class MemoryFactLog implements FactLog, FactFiling {
  readonly records = new Map<string, string>();
  readonly captures = new Map<string, string>();
  readonly names = new Map<string, string>();
  readonly #now: () => Instant;

  /** @param now the store's clock. */
  constructor(now: () => Instant) {
    this.#now = now;
  }

  async now(): Promise<Instant> {
    return this.#now();
  }

  async keys(from: Instant | null, to: Instant): Promise<string[]> {
    await answer();
    return [...this.records.keys()]
      .filter(key => {
        const recordedAt = recordedAtOfKey(key);
        return (from === null || recordedAt >= from) && recordedAt < to;
      })
      .sort();
  }

  async read(key: string): Promise<LogRecord> {
    return (await this.stored(key)).record;
  }

  async stored(key: string): Promise<StoredRecord> {
    await answer();
    const json = this.records.get(key);
    if (json === undefined) throw new Error(`no record ${key}`);
    return { key, record: logRecordSchema.parse(JSON.parse(json)), sha256: sha256(json) };
  }

  async recordNamed(name: string): Promise<string | undefined> {
    await answer();
    return this.names.get(name);
  }

  async look(name: string): Promise<{ now: Instant; filedAs: string | undefined }> {
    await answer();
    return { now: this.#now(), filedAs: this.names.get(name) };
  }

  async keepCapture(sha256: string, text: string): Promise<void> {
    await answer();
    if (!this.captures.has(sha256)) this.captures.set(sha256, text);
  }

  async readCapture(sha256: string): Promise<string | undefined> {
    await answer();
    return this.captures.get(sha256);
  }

  async append(record: LogRecord): Promise<string> {
    await answer();
    const key = recordKey(record);
    if (!this.records.has(key)) this.records.set(key, canonicalJson(record));
    return key;
  }

  async nameRecord(name: string, key: string): Promise<string> {
    await answer();
    const named = this.names.get(name) ?? key;
    this.names.set(name, named);
    return named;
  }
}

function answer(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
