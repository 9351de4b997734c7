import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
  S3ServiceException,
  type Tag,
} from '@aws-sdk/client-s3';
import { ContendedObjectError, isStatus, MissingDateError, MissingVersionError } from './s3-object-errors.ts';
import { type ObjectVersion, versionsBelow } from './s3-versions.ts';

/**
 * A bucket, as the adapters of this folder use it: texts under keys, written once or replaced.
 *
 * @example
 * const bucket = new S3Objects(s3Client(), 'courant-archive');
 * await bucket.writeOnce('receipts/a.json', '{}', 'application/json'); // 'written', and then 'taken'
 * await bucket.read('receipts/a.json'); // '{}'
 */
export class S3Objects {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  /** The object's text; undefined when there is none. */
  async read(key: string): Promise<string | undefined> {
    return (await this.readWithDate(key)).content;
  }

  /** The object's bytes as they are; undefined when there is none. */
  async readBytes(key: string): Promise<Uint8Array | undefined> {
    const found = await this.#answerTo(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
    return found && ((await found.Body?.transformToByteArray()) ?? new Uint8Array());
  }

  /** The object's text, with the store's own time: the `Date` header of its answer. */
  async readWithDate(key: string): Promise<{ content: string | undefined; date: Date }> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key });
    let date: string | undefined;
    command.middlewareStack.add(
      next => async input => {
        const result = await next(input);
        date = (result.response as { headers?: Record<string, string> }).headers?.date;
        return result;
      },
      { step: 'deserialize', priority: 'low' },
    );
    const content = await this.#textOf(command);
    if (date === undefined || Number.isNaN(Date.parse(date))) throw new MissingDateError(this.#bucket, key);
    return { content, date: new Date(date) };
  }

  /** Writes an object unless the key has one. S3 may answer a racing write with 409: then the next try tells who won. */
  async writeOnce(key: string, content: string | Buffer, contentType: string): Promise<'written' | 'taken'> {
    for (let turn = 0; turn < 10; turn += 1) {
      try {
        await this.#put(key, content, contentType, { IfNoneMatch: '*' });
        return 'written';
      } catch (error) {
        if (isStatus(error, 412)) return 'taken';
        if (!isStatus(error, 409)) throw error;
      }
    }
    throw new ContendedObjectError(this.#bucket, key);
  }

  /** The object's text with its ETag; undefined when there is none. */
  async readWithVersion(key: string): Promise<{ content: string; version: string } | undefined> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key });
    const found = await this.#answerTo(command);
    if (!found) return undefined;
    const version = this.#versionIn(found.ETag, key);
    return { content: (await found.Body?.transformToString()) ?? '', version };
  }

  /** The object's ETag alone; undefined when there is none. */
  async versionOf(key: string): Promise<string | undefined> {
    try {
      const { ETag } = await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key }));
      return this.#versionIn(ETag, key);
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }

  /**
   * Replaces the object that has this ETag, or writes the first one for null. `changed`: the key has another object by now (412),
   * another is being written (409), or there is none (404).
   * @returns the ETag that it has now.
   */
  async replaceVersion(
    key: string,
    content: string,
    contentType: string,
    version: string | null,
  ): Promise<{ version: string } | 'changed'> {
    try {
      const condition = version === null ? { IfNoneMatch: '*' } : { IfMatch: version };
      const { ETag } = await this.#put(key, content, contentType, condition);
      return { version: this.#versionIn(ETag, key) };
    } catch (error) {
      if (isStatus(error, 412) || isStatus(error, 409)) return 'changed';
      if (version !== null && error instanceof S3ServiceException && error.name === 'NoSuchKey')
        return 'changed';
      throw error;
    }
  }

  /** All keys with the prefix, in the order of their UTF-8 bytes, beginning after `startAfter` and ending before `before`. */
  async keys(prefix: string, range: { startAfter?: string; before?: string } = {}): Promise<string[]> {
    const keys: string[] = [];
    for await (const found of this.pages(prefix, range.startAfter)) {
      keys.push(...found.filter(key => range.before === undefined || key < range.before));
      const last = found.at(-1);
      if (range.before !== undefined && last !== undefined && last >= range.before) break;
    }
    return keys;
  }

  /** The same keys, page after page: for lists that may be longer than memory. */
  async *pages(prefix: string, startAfter?: string): AsyncGenerator<string[]> {
    for await (const objects of this.listed(prefix, startAfter)) yield objects.map(({ key }) => key);
  }

  /** The same, with size and ETag of each object. */
  async *listed(
    prefix: string,
    startAfter?: string,
  ): AsyncGenerator<{ key: string; size: number; etag: string }[]> {
    let token: string | undefined;
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({
          Bucket: this.#bucket,
          Prefix: prefix,
          StartAfter: startAfter,
          ContinuationToken: token,
        }),
      );
      yield (page.Contents ?? []).flatMap(({ Key, Size = 0, ETag = '' }) =>
        Key === undefined ? [] : { key: Key, size: Size, etag: ETag },
      );
      token = page.NextContinuationToken;
    } while (token);
  }

  /** What lies right below a prefix as a folder would, each with its slash: as many calls as there are thousands of folders. */
  async folders(prefix: string): Promise<string[]> {
    const folders: string[] = [];
    let token: string | undefined;
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({
          Bucket: this.#bucket,
          Prefix: prefix,
          Delimiter: '/',
          ContinuationToken: token,
        }),
      );
      folders.push(...(page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []));
      token = page.NextContinuationToken;
    } while (token);
    return folders;
  }

  /** The object's tags; undefined when there is none. */
  async tags(key: string): Promise<Tag[] | undefined> {
    try {
      return (
        (await this.#client.send(new GetObjectTaggingCommand({ Bucket: this.#bucket, Key: key }))).TagSet ??
        []
      );
    } catch (error) {
      if (error instanceof S3ServiceException && error.name === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  /** Gives the object these tags, and no others. */
  async tag(key: string, TagSet: Tag[]): Promise<void> {
    await this.#client.send(
      new PutObjectTaggingCommand({ Bucket: this.#bucket, Key: key, Tagging: { TagSet } }),
    );
  }

  /** Every version of every object below a prefix, and every mark that one was deleted, page after page. */
  versions(prefix: string): AsyncGenerator<ObjectVersion[]> {
    return versionsBelow(this.#client, this.#bucket, prefix);
  }

  /** Erases objects below a prefix for good: every version, and every mark that one was deleted. */
  async eraseVersions(prefix: string, isToGo: (key: string) => boolean): Promise<void> {
    for await (const page of this.versions(prefix))
      for (const { key: Key, id: VersionId } of page)
        if (isToGo(Key))
          await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key, VersionId }));
  }

  async #textOf(command: GetObjectCommand): Promise<string | undefined> {
    return (await this.#answerTo(command))?.Body?.transformToString();
  }

  async #answerTo(command: GetObjectCommand): Promise<GetObjectCommandOutput | undefined> {
    try {
      return await this.#client.send(command);
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  #versionIn(etag: string | undefined, key: string): string {
    if (!etag) throw new MissingVersionError(this.#bucket, key);
    return etag;
  }

  async #put(
    key: string,
    content: string | Buffer,
    contentType: string,
    condition: { IfNoneMatch?: string; IfMatch?: string },
  ) {
    const Body = typeof content === 'string' ? Buffer.from(content) : content;
    const ContentLength = Body.length;
    const input = {
      Bucket: this.#bucket,
      Key: key,
      Body,
      ContentLength,
      ContentType: contentType,
      ...condition,
    };
    return this.#client.send(new PutObjectCommand(input));
  }
}
