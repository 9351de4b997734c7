import type { ServedFiles } from '../../core/archive/taking-down/served-files.ts';
import { archiveKey } from '../../core/edition/damage.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { S3Objects } from './s3-objects.ts';

/** The tag by which the bucket's policy lets nothing be served. It has the day as its value. */
export const takenDownTag = 'taken-down';

/** Which files of the archive bucket the web may have: those without the tag `taken-down`. */
export class S3ServedFiles implements ServedFiles {
  readonly #objects: S3Objects;
  readonly forget: ServedFiles['forget'];

  /** @param forget clears what stands before the bucket; null where nothing does. */
  constructor(objects: S3Objects, forget: ServedFiles['forget'] = null) {
    this.#objects = objects;
    this.forget = forget;
  }

  async withhold(edition: EditionKey, name: string, on: string): Promise<'withheld' | 'missing'> {
    const key = keyOf(edition, name);
    const tags = await this.#objects.tags(key);
    if (!tags) return 'missing';
    if (!tags.some(({ Key }) => Key === takenDownTag))
      await this.#objects.tag(key, [...tags, { Key: takenDownTag, Value: on }]);
    return 'withheld';
  }

  async isServed(edition: EditionKey, name: string): Promise<boolean> {
    const tags = await this.#objects.tags(keyOf(edition, name));
    return tags !== undefined && !tags.some(({ Key }) => Key === takenDownTag);
  }
}

function keyOf({ publication, edition }: EditionKey, name: string): string {
  return archiveKey(publication, `${edition}/${name}`);
}
