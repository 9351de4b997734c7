import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { beforeAll, expect } from 'vitest';
import { describeContract } from '../support/cloud/cloud-contract.ts';
import { dateHeadersOf } from '../support/cloud/cloud-date-headers.ts';

/** In S3's order: by the bytes of UTF-8, in which U+FF5E comes before U+1F600. */
const keys = [
  'log/2026/11/22/a.json',
  'log/2026/11/23/a:1.json',
  'log/2026/11/23/b.json',
  'log/2026/11/23/～.json',
  'log/2026/11/23/😀.json',
  'log/2026/12/01/a.json',
  'sealed/p/after-start.json',
];

describeContract('S3 listing', ({ clients, holds }) => {
  const Bucket = `contract-${randomUUID()}`;
  const list = (more: Partial<ListObjectsV2CommandInput>) =>
    clients().s3.send(new ListObjectsV2Command({ Bucket, ...more }));
  const named = async (more: Partial<ListObjectsV2CommandInput>) =>
    ((await list(more)).Contents ?? []).map(({ Key }) => Key);

  beforeAll(async () => {
    await clients().s3.send(new CreateBucketCommand({ Bucket }));
    for (const Key of [...keys].reverse()) {
      await clients().s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    }
  });

  holds('keys come in the order of their UTF-8 bytes', async () => {
    expect(await named({})).toEqual(keys);
  });

  holds('a prefix and a start are honoured, the start itself left out', async () => {
    expect(await named({ Prefix: 'log/2026/11/23/' })).toEqual(keys.slice(1, 5));
    expect(await named({ Prefix: 'log/2026/11/2', StartAfter: keys[1] })).toEqual(keys.slice(2, 5));
    expect(await named({ Prefix: 'log/2027/' })).toEqual([]);
  });

  holds('a delimiter shows what is below as common prefixes', async () => {
    const answer = await list({ Prefix: 'log/2026/11/', Delimiter: '/' });
    expect(answer.Contents ?? []).toEqual([]);
    expect(answer.CommonPrefixes).toEqual([{ Prefix: 'log/2026/11/22/' }, { Prefix: 'log/2026/11/23/' }]);
  });

  holds('pages follow each other without a gap or a repetition', async () => {
    const found: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({ MaxKeys: 2, ContinuationToken });
      expect(page.Contents?.length).toBeLessThanOrEqual(2);
      found.push(...(page.Contents ?? []).map(({ Key }) => Key));
      ContinuationToken = page.NextContinuationToken;
      expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
    } while (ContinuationToken);
    expect(found).toEqual(keys);
  });

  holds('an object is listed as soon as its write is acknowledged, with size and ETag', async () => {
    const { ETag } = await clients().s3.send(new PutObjectCommand({ Bucket, Key: 'zz', Body: '1234' }));
    const [listed] = (await list({ Prefix: 'zz' })).Contents ?? [];
    expect(listed).toMatchObject({ Key: 'zz', Size: 4, ETag });
  });

  holds('every answer tells the time, also when there is nothing', async () => {
    const dates = dateHeadersOf(clients().s3);
    await clients().s3.send(new GetObjectCommand({ Bucket, Key: keys[0] }));
    await clients()
      .s3.send(new GetObjectCommand({ Bucket, Key: 'missing' }))
      .catch(() => undefined);
    expect(dates).toHaveLength(2);
    for (const date of dates) expect(date).toMatch(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/);
  });
});
