import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { beforeAll, expect } from 'vitest';
import { describeContract, refusal } from '../support/cloud/cloud-contract.ts';

describeContract('S3 objects', ({ clients, holds }) => {
  const Bucket = `contract-${randomUUID()}`;
  const put = (Key: string, Body: PutObjectCommandInput['Body'], more: Partial<PutObjectCommandInput> = {}) =>
    clients().s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = (Key: string) => clients().s3.send(new GetObjectCommand({ Bucket, Key }));
  const text = async (Key: string) => (await get(Key)).Body?.transformToString();

  beforeAll(async () => {
    await clients().s3.send(new CreateBucketCommand({ Bucket }));
  });

  holds('an object comes back as it was written, with type, caching and metadata', async () => {
    await put('kept/ünï:1.json', 'naïve 中文', {
      ContentType: 'application/json; charset=utf-8',
      CacheControl: 'max-age=60',
      Metadata: { origin: 'contract' },
    });
    const got = await get('kept/ünï:1.json');
    expect(await got.Body?.transformToString()).toBe('naïve 中文');
    expect(got).toMatchObject({
      ContentType: 'application/json; charset=utf-8',
      CacheControl: 'max-age=60',
      Metadata: { origin: 'contract' },
      ETag: `"${createHash('md5').update('naïve 中文').digest('hex')}"`,
    });
    const head = await clients().s3.send(new HeadObjectCommand({ Bucket, Key: 'kept/ünï:1.json' }));
    expect(head.ContentLength).toBe(Buffer.byteLength('naïve 中文'));
    expect(head.ETag).toBe(got.ETag);
  });

  holds('a second write under If-None-Match is refused and changes nothing', async () => {
    await put('once', 'first', { IfNoneMatch: '*' });
    const refused = await refusal(put('once', 'second', { IfNoneMatch: '*' }));
    expect(refused.name).toBe('PreconditionFailed');
    expect(refused.$metadata?.httpStatusCode).toBe(412);
    expect(await text('once')).toBe('first');
  });

  holds('of twenty writers under If-None-Match exactly one wins, and its bytes stay', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, writer) => put('race', `writer ${writer}`, { IfNoneMatch: '*' })),
    );
    const winners = outcomes.flatMap(({ status }, writer) => (status === 'fulfilled' ? [writer] : []));
    expect(winners).toHaveLength(1);
    expect(await text('race')).toBe(`writer ${winners[0]}`);
  });

  holds('If-Match replaces exactly what was read, and of twenty replacers one wins', async () => {
    const { ETag } = await put('swap', 'old');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, writer) => put('swap', `new ${writer}`, { IfMatch: ETag })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = await refusal(put('swap', 'late', { IfMatch: ETag }));
    expect(refused.name).toBe('PreconditionFailed');
    expect(await text('swap')).toMatch(/^new \d+$/);
  });

  holds('If-Match on a key without an object is refused and makes none', async () => {
    const refused = await refusal(put('nothing', 'new', { IfMatch: '"0123456789abcdef0123456789abcdef"' }));
    expect(refused.name).toBe('NoSuchKey');
    expect((await refusal(get('nothing'))).name).toBe('NoSuchKey');
  });

  holds('what is missing is told apart: key, bucket, and by HEAD', async () => {
    expect((await refusal(get('missing'))).name).toBe('NoSuchKey');
    const noBucket = clients().s3.send(
      new GetObjectCommand({ Bucket: `no-${Bucket}`.slice(0, 60), Key: 'x' }),
    );
    expect((await refusal(noBucket)).name).toBe('NoSuchBucket');
    const noHead = clients().s3.send(new HeadObjectCommand({ Bucket, Key: 'missing' }));
    expect((await refusal(noHead)).name).toBe('NotFound');
  });

  holds('a reader who has the object already is told so', async () => {
    const { ETag } = await put('cached', 'same');
    const again = clients().s3.send(new GetObjectCommand({ Bucket, Key: 'cached', IfNoneMatch: ETag }));
    expect((await refusal(again)).$metadata?.httpStatusCode).toBe(304);
  });

  holds('a stream is stored as its bytes', async () => {
    const bytes = Buffer.alloc(200_000, 'stream of bytes ');
    const parts = Array.from({ length: 20 }, (_, part) => bytes.subarray(part * 10_000, (part + 1) * 10_000));
    await put('stream', Readable.from(parts), { ContentLength: bytes.length });
    const stored = await (await get('stream')).Body?.transformToByteArray();
    expect(Buffer.from(stored ?? []).equals(bytes)).toBe(true);
  });

  holds(
    'a write with a wrong checksum is refused and stores nothing',
    async () => {
      const wrong = Buffer.alloc(32).toString('base64');
      const refused = await refusal(put('damaged', 'bytes', { ChecksumSHA256: wrong }));
      expect(refused.name).toBe('BadDigest');
      expect((await refusal(get('damaged'))).name).toBe('NoSuchKey');
    },
    'checksums',
  );

  holds('a deleted object is gone, and deleting it again is no error', async () => {
    await put('brief', 'x');
    await clients().s3.send(new DeleteObjectCommand({ Bucket, Key: 'brief' }));
    await clients().s3.send(new DeleteObjectCommand({ Bucket, Key: 'brief' }));
    expect((await refusal(get('brief'))).name).toBe('NoSuchKey');
  });
});
