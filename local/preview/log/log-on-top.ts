import type { FactFiling, FactLog, StoredRecord } from '../../../core/articles/fact-log.ts';
import type { LogRecord } from '../../../core/articles/log-record.ts';
import { recordKey, recordKeyBound } from '../../../core/articles/record-key.ts';
import { canonicalJson } from '../../../core/foundation/canonical-json.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';

/** A log with what is filed on top of it in memory, at one time; the log itself stays as it is. */
export class LogOnTop implements FactLog, FactFiling {
  readonly #log: FactLog & FactFiling;
  readonly #at: Instant;
  readonly #records = new Map<string, LogRecord>();
  readonly #names = new Map<string, string>();

  constructor(log: FactLog & FactFiling, at: Instant) {
    this.#log = log;
    this.#at = at;
  }

  /** What is on top, in the order in which it was filed. */
  get onTop(): readonly LogRecord[] {
    return [...this.#records.values()];
  }

  async now(): Promise<Instant> {
    return this.#at;
  }

  async keys(from: Instant | null, to: Instant): Promise<string[]> {
    const [first, end] = [from === null ? '' : recordKeyBound(from), recordKeyBound(to)];
    const own = [...this.#records.keys()].filter(key => key >= first && key < end);
    return [...new Set([...(await this.#log.keys(from, to)), ...own])].sort();
  }

  async read(key: string): Promise<LogRecord> {
    return this.#records.get(key) ?? this.#log.read(key);
  }

  async stored(key: string): Promise<StoredRecord> {
    const record = this.#records.get(key);
    return record ? { key, record, sha256: sha256(canonicalJson(record)) } : this.#log.stored(key);
  }

  async recordNamed(name: string): Promise<string | undefined> {
    return this.#names.get(name) ?? this.#log.recordNamed(name);
  }

  async look(name: string): Promise<{ now: Instant; filedAs: string | undefined }> {
    return { now: this.#at, filedAs: await this.recordNamed(name) };
  }

  async keepCapture(): Promise<void> {}

  async readCapture(hash: string): Promise<string | undefined> {
    return this.#log.readCapture(hash);
  }

  async append(record: LogRecord): Promise<string> {
    const key = recordKey(record);
    this.#records.set(key, record);
    return key;
  }

  async nameRecord(name: string, key: string): Promise<string> {
    const named = await this.recordNamed(name);
    if (named === undefined) this.#names.set(name, key);
    return named ?? key;
  }
}
