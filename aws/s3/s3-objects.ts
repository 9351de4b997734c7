import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { CourantError } from '../../core/foundation/errors.ts';

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
    if (!found.ETag) throw new MissingVersionError(this.#bucket, key);
    return { content: (await found.Body?.transformToString()) ?? '', version: found.ETag };
  }

  /**
   * Replaces the object that has this ETag, or writes the first one for null. `changed`: the key has another object by now (412),
   * another is being written (409), or there is none (404).
   */
  async replaceVersion(
    key: string,
    content: string,
    contentType: string,
    version: string | null,
  ): Promise<'written' | 'changed'> {
    try {
      await this.#put(
        key,
        content,
        contentType,
        version === null ? { IfNoneMatch: '*' } : { IfMatch: version },
      );
      return 'written';
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
      if (keysEnd(found, range.before)) break;
    }
    return keys;
  }

  /** The same keys, page after page: for lists that may be longer than memory. */
  async *pages(prefix: string, startAfter?: string): AsyncGenerator<string[]> {
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
      yield (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
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

  /** Erases objects below a prefix for good: every version, and every mark that one was deleted. */
  async eraseVersions(prefix: string, isToGo: (key: string) => boolean): Promise<void> {
    let [KeyMarker, VersionIdMarker]: (string | undefined)[] = [];
    do {
      const page: ListObjectVersionsCommandOutput = await this.#client.send(
        new ListObjectVersionsCommand({ Bucket: this.#bucket, Prefix: prefix, KeyMarker, VersionIdMarker }),
      );
      for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])])
        if (Key !== undefined && isToGo(Key))
          await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key, VersionId }));
      [KeyMarker, VersionIdMarker] = [page.NextKeyMarker, page.NextVersionIdMarker];
    } while (KeyMarker !== undefined);
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
    await this.#client.send(new PutObjectCommand(input));
  }
}

/** The store's answer has no time. */
export class MissingDateError extends CourantError {
  constructor(bucket: string, key: string) {
    super(
      `s3://${bucket}/${key}: expected a Date header in the answer, found none. ` +
        'The server in AWS_ENDPOINT_URL_S3, or a proxy before it, drops the header: use another.',
    );
  }
}

/** The store's answer does not name the version of the object. */
export class MissingVersionError extends CourantError {
  constructor(bucket: string, key: string) {
    super(
      `s3://${bucket}/${key}: expected an ETag header in the answer, found none. Without it no object can be replaced safely. ` +
        'The server in AWS_ENDPOINT_URL_S3, or a proxy before it, drops the header: use another.',
    );
  }
}

/** Several writers of one object kept conflicting, and none of them won. */
export class ContendedObjectError extends CourantError {
  constructor(bucket: string, key: string) {
    super(
      `s3://${bucket}/${key}: expected one of several writers to win, found a conflict ten times. Run the same again later.`,
    );
  }
}

function keysEnd(found: readonly string[], before: string | undefined): boolean {
  const last = found.at(-1);
  return before !== undefined && last !== undefined && last >= before;
}

function isStatus(error: unknown, status: number): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;
}
