import {
  type StoredTakenDown,
  type TakenDownRecord,
  type TakenDownRecords,
  takenDownKey,
  takenDownName,
  takenDownSchema,
} from '../../core/edition/months/taken-down.ts';
import { canonicalJson } from '../../core/foundation/canonical-json.ts';
import { CourantError, putBackDeleted } from '../../core/foundation/errors.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import { type Instant, instantOf } from '../../core/foundation/instant.ts';
import { readStored } from '../../core/foundation/stored-json.ts';
import type { S3Objects } from './s3-objects.ts';

/**
 * Records of what was taken down in the archive bucket, private and written once: `taken-down/<publication>/<edition or fact id>.json`. They never change, so a
 * process reads each once; that there are more, it asks each time.
 */
export class S3TakenDown implements TakenDownRecords {
  readonly #objects: S3Objects;
  readonly #read = new Map<string, StoredTakenDown>();

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async of(publication: string): Promise<readonly StoredTakenDown[]> {
    const folder = takenDownKey(publication, '');
    const keys = (await this.#objects.keys(folder)).filter(key =>
      /^[\w.-]+(?:\/\d{4})?\.json$/.test(key.slice(folder.length)),
    );
    return Promise.all(keys.map(async key => this.#read.get(key) ?? this.#readFirst(key, folder)));
  }

  async write(record: TakenDownRecord, number: number): Promise<'written' | 'taken'> {
    const key = takenDownKey(record.publication, takenDownName(record, number));
    return this.#objects.writeOnce(key, canonicalJson(record), 'application/json');
  }

  async now(): Promise<Instant> {
    return instantOf((await this.#objects.readWithDate(takenDownKey('no-publication', 'clock.json'))).date);
  }

  async #readFirst(key: string, folder: string): Promise<StoredTakenDown> {
    const content = await this.#objects.read(key);
    if (content === undefined) throw new MissingTakenDownError(key);
    const record = readStored(takenDownSchema, content, key);
    const stored = { name: key.slice(folder.length), sha256: sha256(content), record };
    this.#read.set(key, stored);
    return stored;
  }
}

/** A record was listed, and is not there. */
export class MissingTakenDownError extends CourantError {
  constructor(key: string) {
    super(
      `archive bucket: expected ${key}, which was listed a moment ago, found nothing. What was taken down is never deleted. ${putBackDeleted(key)}`,
    );
  }
}
