import type { Instant } from '../foundation/instant.ts';
import type { LogRecord } from './log-record.ts';

/** A record with the key that names it for ever, and the SHA-256 of its bytes as they are stored, where it was read from there. */
export type StoredRecord = { key: string; record: LogRecord; sha256?: string };

/** Reads the append-only store of records. */
export interface FactLog {
  /** The store's own time. */
  now(): Promise<Instant>;
  /** Keys of all records with `from` <= recordedAt < `to`, oldest first; from null reads from the beginning. */
  keys(from: Instant | null, to: Instant): Promise<string[]>;
  /** @throws if the record is missing or not a record: nothing must be published from a log that lost something. */
  read(key: string): Promise<LogRecord>;
  /** The same, with the hash of its bytes. */
  stored(key: string): Promise<StoredRecord>;
  /** Key of the record that has a name (see `recordName`); undefined while none has. */
  recordNamed(name: string): Promise<string | undefined>;
}

/** Adds to the log; nothing here ever changes what is there. */
export interface FactFiling {
  /** The store's own time, and the key of the record that has the name, if any. */
  look(name: string): Promise<{ now: Instant; filedAs: string | undefined }>;
  read(key: string): Promise<LogRecord>;
  keepCapture(sha256: string, text: string): Promise<void>;
  append(record: LogRecord): Promise<string>;
  /** The text that was kept under its hash; undefined if none was. */
  readCapture(sha256: string): Promise<string | undefined>;
  /** Gives a record a name; returns the key of the record that has the name, this one or an earlier one. */
  nameRecord(name: string, key: string): Promise<string>;
}
