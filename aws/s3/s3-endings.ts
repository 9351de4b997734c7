import type { Instant } from '../../core/foundation/instant.ts';
import {
  type Endings,
  type EndingsToErase,
  endingKey,
  endingOfKey,
  endingPrefix,
  everyPublication,
  type KeptEnding,
} from '../../core/readers/ending.ts';
import type { S3Objects } from './s3-objects.ts';

/**
 * Endings in the archive bucket, written once: `endings/<publication or _all>/<reader id>/<time>-<kind>.json`. A list of the keys says all
 * of them, so they are never read: the bucket shows the objects to few.
 */
export class S3Endings implements Endings, EndingsToErase {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async keep(ending: KeptEnding): Promise<void> {
    const { publication, reader, kind, at } = ending;
    const content = JSON.stringify({ format: 1, publication, reader, kind, at });
    await this.#objects.writeOnce(endingKey(ending), content, 'application/json');
  }

  async *of(publication: string, afterReader: string | null): AsyncGenerator<KeptEnding> {
    const prefix = endingPrefix(publication);
    // What follows the slash of the reader's own keys; every hexadecimal digit sorts after a slash.
    const startAfter = afterReader === null ? undefined : `${prefix}${afterReader}/~`;
    for await (const keys of this.#objects.pages(prefix, startAfter)) yield* keys.map(endingOfKey);
  }

  async publications(): Promise<string[]> {
    const folders = await this.#objects.folders('endings/');
    return folders.flatMap(folder => folder.split('/')[1] ?? []).filter(name => name !== everyPublication);
  }

  async erase(publication: string, reader: string, until: Instant): Promise<void> {
    const prefix = `${endingPrefix(publication)}${reader}/`;
    await this.#objects.eraseVersions(prefix, key => endingOfKey(key).at <= until);
  }
}
