import type { S3Client } from '@aws-sdk/client-s3';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { CourantError } from '../../../core/foundation/errors.ts';
import { compareKeys } from '../../cloud/s3/listing.ts';
import { etagOf, type ObjectFiles } from '../../cloud/s3/object-files.ts';

/** A preview would have changed what an installation keeps: a fault of Courant. */
export class PreviewWritesError extends CourantError {
  constructor() {
    super(
      'The preview reads what this machine keeps, and writes nothing; found a call that is none of its own. Nothing was written. ' +
        'This is a fault of Courant: report it.',
    );
  }
}

const noClient = {
  send: () => Promise.reject(new PreviewWritesError()),
} as unknown as S3Client;

/**
 * A bucket of the installation on this machine, read from its files beside whoever has it open. Each object and each list is read once: who
 * wants what was written since makes another. Whatever else is asked of it is refused.
 */
export class KeptObjects extends S3Objects {
  readonly #files: ObjectFiles;
  readonly #bucket: string;
  readonly #read = new Map<string, Promise<Buffer | undefined>>();
  readonly #listed = new Map<string, Promise<string[]>>();

  constructor(files: ObjectFiles, bucket: string) {
    super(noClient, bucket);
    this.#files = files;
    this.#bucket = bucket;
  }

  override async readBytes(key: string): Promise<Buffer | undefined> {
    let content = this.#read.get(key);
    if (!content) {
      content = this.#files.contentBeside(this.#bucket, key);
      this.#read.set(key, content);
    }
    return content;
  }

  override async read(key: string): Promise<string | undefined> {
    return (await this.readBytes(key))?.toString('utf8');
  }

  /** Nobody here goes by the time of the store. */
  override async readWithDate(key: string): Promise<{ content: string | undefined; date: Date }> {
    return { content: await this.read(key), date: new Date(0) };
  }

  override async readWithVersion(key: string): Promise<{ content: string; version: string } | undefined> {
    const content = await this.readBytes(key);
    return content && { content: content.toString('utf8'), version: etagOf(content) };
  }

  override async *pages(prefix: string, startAfter?: string): AsyncGenerator<string[]> {
    let keys = this.#listed.get(prefix);
    if (!keys) {
      keys = this.#files.keysBeside(this.#bucket, prefix).then(found => found.sort(compareKeys));
      this.#listed.set(prefix, keys);
    }
    const from = startAfter ?? '';
    yield (await keys).filter(key => compareKeys(key, from) > 0);
  }

  override async folders(prefix: string): Promise<string[]> {
    const folders = (await this.keys(prefix)).flatMap(key => {
      const end = key.indexOf('/', prefix.length);
      return end < 0 ? [] : key.slice(0, end + 1);
    });
    return [...new Set(folders)];
  }
}
