import { readSeal, type Seal, type Seals, sealKey } from '../../core/edition/seal.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import type { S3Objects } from './s3-objects.ts';

/** Seals under `sealed/<publication>/after-<previous edition, or start>.json` of the archive bucket. */
export class S3Seals implements Seals {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async publications(): Promise<string[]> {
    const folder = 'sealed/';
    const ids = (await this.#objects.folders(folder)).map(found => found.slice(folder.length, -'/'.length));
    // S3 orders them with the slash, which comes after the hyphen of a longer id.
    return ids.sort();
  }

  async links(publication: string, since?: string): Promise<(string | null)[]> {
    const prefix = `sealed/${publication}/after-`;
    // Without the ending, which sorts after it: the link of that name is among them.
    const range = since === undefined ? {} : { startAfter: prefix + since };
    const names = (await this.#objects.keys(prefix, range)).map(key =>
      key.slice(prefix.length, -'.json'.length),
    );
    // "start" sorts after every date, though it is the first link.
    return [...(names.includes('start') ? [null] : []), ...names.filter(name => name !== 'start').sort()];
  }

  async read(publication: string, after: string | null): Promise<Seal | undefined> {
    const key = sealKey({ publication, previous: after });
    const content = await this.#objects.read(key);
    return content === undefined ? undefined : readSeal(content, key);
  }

  async hashOf(publication: string, after: string | null): Promise<string | undefined> {
    const content = await this.#objects.read(sealKey({ publication, previous: after }));
    return content === undefined ? undefined : sha256(content);
  }

  async write(seal: Seal): Promise<'written' | 'taken'> {
    return this.#objects.writeOnce(sealKey(seal.plan), JSON.stringify(seal), 'application/json');
  }
}
