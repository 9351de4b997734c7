import { type Serially, serially } from '../http/serially.ts';
import { allowRead, allowWrite, type Conditions } from './conditions.ts';
import { compareKeys, cutPage, type ListPage, type ListRequest } from './listing.ts';
import type { ObjectFacts } from './object-facts.ts';
import { etagOf, type ObjectFiles } from './object-files.ts';
import { noSuchBucket, noSuchKey } from './s3-error.ts';

/** What comes with an object's content when it is written. */
export type Given = Pick<ObjectFacts, 'headers' | 'checksums'>;
/** An answer to a read; `content` is null when the reader has it already or only asked for the facts. */
export type Found = { facts: ObjectFacts; content: Buffer | null; modified: boolean };
/** A page of a listing with what is said about each object. */
export type Listed = Omit<ListPage, 'keys'> & { objects: { key: string; facts: ObjectFacts }[] };

/** Buckets and objects. Within a bucket everything happens one after the other, so a condition holds until its write is done. */
export class ObjectStore {
  readonly #files: ObjectFiles;
  readonly #now: () => Date;
  readonly #lanes = new Map<string, Serially>();

  constructor(files: ObjectFiles, now: () => Date) {
    this.#files = files;
    this.#now = now;
  }

  /** False when the bucket was there. */
  async createBucket(bucket: string): Promise<boolean> {
    return this.#alone(bucket, () => this.#files.addBucket(bucket));
  }

  /** @throws S3Error NoSuchBucket */
  async requireBucket(bucket: string): Promise<void> {
    if (!(await this.#files.hasBucket(bucket))) throw noSuchBucket(bucket);
  }

  /** Stores an object if the conditions hold. @throws S3Error when they do not; then nothing has changed. */
  async put(
    bucket: string,
    key: string,
    content: Buffer,
    given: Given,
    conditions: Conditions,
  ): Promise<ObjectFacts> {
    const staged = await this.#files.stage(content);
    try {
      return await this.#alone(bucket, async () => {
        await this.requireBucket(bucket);
        allowWrite(key, conditions, (await this.#files.facts(bucket, key))?.etag);
        const etag = etagOf(content);
        const lastModified = this.#now().toISOString();
        const facts: ObjectFacts = { etag, size: content.length, lastModified, ...given, staged };
        await this.#files.commit(bucket, key, facts);
        return facts;
      });
    } finally {
      await this.#files.unstage(staged);
    }
  }

  /** @throws S3Error NoSuchKey, NoSuchBucket or PreconditionFailed */
  async read(bucket: string, key: string, want: 'content' | 'facts', conditions: Conditions): Promise<Found> {
    return this.#alone(bucket, async () => {
      await this.requireBucket(bucket);
      const facts = await this.#files.facts(bucket, key);
      if (!facts) throw noSuchKey(key);
      const modified = allowRead(conditions, facts.etag) === 'whole';
      const wanted = modified && want === 'content';
      return { facts, modified, content: wanted ? await this.#files.content(bucket, key, facts.etag) : null };
    });
  }

  /** Gives an object these tags, and no others. @throws S3Error NoSuchKey, NoSuchBucket */
  async tag(bucket: string, key: string, tags: Readonly<Record<string, string>>): Promise<void> {
    await this.#alone(bucket, async () => {
      await this.#files.describe(bucket, key, { ...(await this.#factsOf(bucket, key)), tags });
    });
  }

  /** An object's tags. @throws S3Error NoSuchKey, NoSuchBucket */
  async tags(bucket: string, key: string): Promise<Readonly<Record<string, string>>> {
    return this.#alone(bucket, async () => (await this.#factsOf(bucket, key)).tags ?? {});
  }

  async #factsOf(bucket: string, key: string): Promise<ObjectFacts> {
    await this.requireBucket(bucket);
    const facts = await this.#files.facts(bucket, key);
    if (!facts) throw noSuchKey(key);
    return facts;
  }

  /** Ends an object, if there is one and the conditions hold. */
  async remove(bucket: string, key: string, conditions: Conditions): Promise<void> {
    await this.#alone(bucket, async () => {
      await this.requireBucket(bucket);
      allowWrite(key, conditions, (await this.#files.facts(bucket, key))?.etag);
      await this.#files.remove(bucket, key);
    });
  }

  /** One page of the bucket's objects, in the order of their keys. */
  async list(bucket: string, request: ListRequest): Promise<Listed> {
    return this.#alone(bucket, async () => {
      await this.requireBucket(bucket);
      const all = (await this.#files.keys(bucket, request.prefix)).sort(compareKeys);
      const { keys, commonPrefixes, nextToken } = cutPage(all, request);
      const facts = await Promise.all(keys.map(key => this.#files.facts(bucket, key)));
      const objects = keys.flatMap((key, index) => {
        const found = facts[index];
        return found ? [{ key, facts: found }] : [];
      });
      return { objects, commonPrefixes, nextToken };
    });
  }

  #alone<T>(bucket: string, task: () => Promise<T>): Promise<T> {
    let lane = this.#lanes.get(bucket);
    if (!lane) {
      lane = serially();
      this.#lanes.set(bucket, lane);
    }
    return lane(task);
  }
}
