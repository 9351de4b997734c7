import { type Sighting, type Sightings, sightingSchema } from '../../../core/edition/first-sight.ts';
import { canonicalJson } from '../../../core/foundation/canonical-json.ts';
import { readStored } from '../../../core/foundation/stored-json.ts';
import type { S3Objects } from '../s3-objects.ts';

/** The sightings of publications in the archive bucket: `seen/<publication>.json`, each written once. */
export class S3Sightings implements Sightings {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async read(publication: string): Promise<Sighting | undefined> {
    const key = keyOf(publication);
    const content = await this.#objects.read(key);
    return content === undefined ? undefined : readStored(sightingSchema, content, key);
  }

  async write(sighting: Sighting): Promise<'written' | 'taken'> {
    return this.#objects.writeOnce(keyOf(sighting.publication), canonicalJson(sighting), 'application/json');
  }
}

function keyOf(publication: string): string {
  return `seen/${publication}.json`;
}
