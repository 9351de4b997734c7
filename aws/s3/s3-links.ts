import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { FileLinks } from '../../core/archive/file-links.ts';

/** Addresses of objects of a bucket, signed with the credentials of whoever asks: no call is made for them. */
export class S3Links implements FileLinks {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async link(key: string, expiresIn: number): Promise<{ url: string; ends: Date | null }> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key });
    const { expiration } = await this.#client.config.credentials();
    return { url: await getSignedUrl(this.#client, command, { expiresIn }), ends: expiration ?? null };
  }
}
