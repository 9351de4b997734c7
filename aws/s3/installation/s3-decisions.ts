import { type Decision, type Decisions, decisionSchema } from '../../../core/edition/decisions/decision.ts';
import { canonicalJson } from '../../../core/foundation/canonical-json.ts';
import { CourantError, putBackDeleted } from '../../../core/foundation/errors.ts';
import { type Instant, instantOf } from '../../../core/foundation/instant.ts';
import { readStored } from '../../../core/foundation/stored-json.ts';
import type { S3Objects } from '../s3-objects.ts';

/** Four digits have no more. It bounds what looking for the newest costs. */
const numbersAtMost = 9999;

/**
 * Decisions about publications in the archive bucket: `decisions/<publication>/0001.json` and so on, private and written once. The newest
 * says all that stands, so that one list and one read answer whatever is asked: ten lists at most, since a list has a thousand names.
 */
export class S3Decisions implements Decisions {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async newest(publication: string): Promise<Decision | undefined> {
    const number = await this.#newestNumber(publication);
    if (number === 0) return undefined;
    const key = keyOf(publication, number);
    const content = await this.#objects.read(key);
    if (content === undefined) throw new MissingDecisionError(key);
    return readStored(decisionSchema, content, key);
  }

  async write(decision: Decision): Promise<'written' | 'taken'> {
    const { publication, number } = decision;
    if (number > numbersAtMost) throw new TooManyDecisionsError(publication);
    return this.#objects.writeOnce(keyOf(publication, number), canonicalJson(decision), 'application/json');
  }

  async now(): Promise<Instant> {
    return instantOf((await this.#objects.readWithDate('decisions/clock.json')).date);
  }

  /** By the list, in which a record that is gone hides none after it. Nobody can take away what somebody else puts there, so it must not count. */
  async #newestNumber(publication: string): Promise<number> {
    const folder = folderOf(publication);
    const names = (await this.#objects.keys(folder)).map(key => key.slice(folder.length));
    const numbers = names.map(name => /^(\d{4})\.json$/.exec(name)?.[1]);
    return Math.max(0, ...numbers.map(number => Number(number ?? 0)));
  }
}

function folderOf(publication: string): string {
  return `decisions/${publication}/`;
}

function keyOf(publication: string, number: number): string {
  return `${folderOf(publication)}${String(number).padStart(4, '0')}.json`;
}

/** A decision was listed, and is not there. */
export class MissingDecisionError extends CourantError {
  constructor(key: string) {
    super(
      `archive bucket: expected ${key}, which was listed, found nothing. Nothing was published: it may say that an edition is to be left ` +
        `out. What operators decided is never deleted. ${putBackDeleted(key)}`,
    );
  }
}

/** All numbers that decisions of a publication can have are taken. */
export class TooManyDecisionsError extends CourantError {
  constructor(publication: string) {
    super(
      `archive bucket, decisions/${publication}/: expected fewer than ${numbersAtMost} decisions, found that many. Nothing was written. ` +
        'No person decides that often: look for a program that does.',
    );
  }
}
