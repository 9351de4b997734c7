import { S3ServiceException } from '@aws-sdk/client-s3';
import {
  type FileVersion,
  type ListedFile,
  type Look,
  NotAllowedToLookError,
  type StoreName,
} from '../../core/verification/seen/look.ts';
import type { S3Objects } from './s3-objects.ts';
import { takenDownTag } from './s3-served-files.ts';

/** The buckets of an installation, as a verification looks at them. */
export class S3Look implements Look {
  readonly #stores: Record<StoreName, S3Objects>;

  constructor(stores: Record<StoreName, S3Objects>) {
    this.#stores = stores;
  }

  async read(store: StoreName, key: string): Promise<Uint8Array | undefined> {
    return this.#stores[store].readBytes(key);
  }

  readonly keys = (store: StoreName, prefix: string): AsyncIterable<readonly string[]> =>
    this.#stores[store].pages(prefix);

  /** The ETag of an object that was put in one piece, and not encrypted with a key of KMS, is its MD5. */
  async *listed(store: StoreName, prefix: string): AsyncGenerator<ListedFile[]> {
    for await (const objects of this.#stores[store].listed(prefix))
      yield objects.map(({ key, size, etag }) => ({ key, size, md5: /^"([0-9a-f]{32})"$/.exec(etag)?.[1] }));
  }

  async *versions(store: StoreName, prefix: string): AsyncGenerator<readonly FileVersion[]> {
    try {
      yield* this.#stores[store].versions(prefix);
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403)
        throw new NotAllowedToLookError(`the versions of ${prefix}`, error);
      throw error;
    }
  }

  async isServed(key: string): Promise<boolean> {
    return !(await this.#stores.archive.tags(key))?.some(({ Key }) => Key === takenDownTag);
  }

  async has(): Promise<boolean> {
    return true;
  }
}
