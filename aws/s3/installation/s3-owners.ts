import { type Owner, type Owners, ownerSchema } from '../../../core/edition/ownership.ts';
import { CourantError, putBackDeleted } from '../../../core/foundation/errors.ts';
import { readStored } from '../../../core/foundation/stored-json.ts';
import type { S3Objects } from '../s3-objects.ts';

const prefix = 'owners/';

/** The series of owners in the archive bucket: `owners/0001.json` and so on, written once; as a rule there is one. */
export class S3Owners implements Owners {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async series(): Promise<readonly Owner[]> {
    const owners: Owner[] = [];
    // By the list: a record that is gone must not hide those after it.
    const last = await this.#lastNumber();
    for (let number = 1; number <= last; number += 1) {
      const key = keyOf(number);
      const content = await this.#objects.read(key);
      if (content === undefined) throw new MissingOwnerError(key, keyOf(last));
      owners.push(readStored(ownerSchema, content, key));
    }
    return owners;
  }

  async write(number: number, owner: Owner): Promise<'written' | 'taken'> {
    return this.#objects.writeOnce(keyOf(number), JSON.stringify(owner), 'application/json');
  }

  /** Nobody can take away again what somebody else puts there, so it must not count. */
  async #lastNumber(): Promise<number> {
    const numbers = (await this.#objects.keys(prefix)).map(
      key => /^(\d{4,})\.json$/.exec(key.slice(prefix.length))?.[1],
    );
    return Math.max(0, ...numbers.map(number => Number(number ?? 0)));
  }
}

/** A record of the series is gone, and later ones are there. */
export class MissingOwnerError extends CourantError {
  constructor(key: string, last: string) {
    super(
      `archive bucket: expected ${key}, since there is ${last}, found nothing. Who owns the stores is never deleted. ${putBackDeleted(key)}`,
    );
  }
}

function keyOf(number: number): string {
  return `${prefix}${String(number).padStart(4, '0')}.json`;
}
