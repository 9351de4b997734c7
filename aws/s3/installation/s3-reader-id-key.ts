import { randomBytes } from 'node:crypto';
import { CourantError, overwrittenAdvice } from '../../../core/foundation/errors.ts';
import type { ReaderIdKey } from '../../../core/readers/reader-id.ts';
import type { S3Objects } from '../s3-objects.ts';

const objectKey = 'keys/reader-ids';

/** The key of reader ids, in the private content bucket: 32 random bytes as hexadecimal digits, written once. */
export class S3ReaderIdKey implements ReaderIdKey {
  readonly #objects: S3Objects;
  #known: Promise<Uint8Array> | undefined;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  get(): Promise<Uint8Array> {
    // A failed read is not kept: the next caller tries again.
    this.#known ??= this.#readOrMake().catch(error => {
      this.#known = undefined;
      throw error;
    });
    return this.#known;
  }

  async #readOrMake(): Promise<Uint8Array> {
    const stored = await this.#objects.read(objectKey);
    if (stored !== undefined) return bytesOf(stored);
    await this.#objects.writeOnce(objectKey, randomBytes(32).toString('hex'), 'text/plain');
    return bytesOf((await this.#objects.read(objectKey)) ?? '');
  }
}

/** The object that should hold the key of reader ids holds something else. */
export class DamagedKeyError extends CourantError {
  constructor() {
    super(
      `content bucket: expected 64 hexadecimal digits in ${objectKey}, found something else. ${overwrittenAdvice} ` +
        'With another key Courant would recognise no reader: each could be added, and mailed, twice.',
    );
  }
}

function bytesOf(text: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new DamagedKeyError();
  return Buffer.from(text, 'hex');
}
