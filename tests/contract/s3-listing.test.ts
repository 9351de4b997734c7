import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { beforeAll, expect } from 'vitest';
import { describeContract, recorded, refusal } from '../support/cloud/cloud-contract.ts';
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

  holds(
    recorded(
      'list_objects_v2_continuation_start_after',
      '2026-02-21',
      'with a token the token alone counts, and the start is not repeated',
    ),
    async () => {
      const { NextContinuationToken, StartAfter } = await list({ MaxKeys: 2, StartAfter: keys[0] });
      expect(StartAfter).toBe(keys[0]);
      const next = await list({ MaxKeys: 2, ContinuationToken: NextContinuationToken, StartAfter: keys[6] });
      expect((next.Contents ?? []).map(({ Key }) => Key)).toEqual(keys.slice(3, 5));
      expect(next.StartAfter).toBeUndefined();
    },
  );

  holds(
    recorded('list_objects_v2_continuation_start_after', '2026-02-21', 'an empty token is refused'),
    async () => {
      expect(await refusal(list({ ContinuationToken: '' }))).toMatchObject({
        name: 'InvalidArgument',
        message: 'The continuation token provided is incorrect',
      });
    },
  );

  holds(
    recorded(
      'list_objects_v2 …token_safe_chars',
      '2026-02-21',
      'keys are percent-encoded on demand, their slashes are not',
    ),
    async () => {
      const Key = 'date=2026-03-01/ü.json';
      await clients().s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
      const answer = await list({ Prefix: 'date=', EncodingType: 'url' });
      expect(answer.Contents?.map(each => each.Key)).toEqual(['date%3D2026-03-01/%C3%BC.json']);
      expect(answer).toMatchObject({ EncodingType: 'url', Prefix: 'date%3D' });
    },
  );

  holds(
    recorded('list_ops_encoding_type_validation', '2026-02-21', 'another encoding is refused'),
    async () => {
      const refused = await refusal(list({ EncodingType: 'base64' as 'url' }));
      expect(refused).toMatchObject({
        name: 'InvalidArgument',
        message: 'Invalid Encoding Method specified in Request',
      });
    },
    'other encodings',
  );

  holds('the versions of an object are listed, page after page, and can be deleted one by one', async () => {
    for (const name of ['a', 'b', 'c'])
      await clients().s3.send(new PutObjectCommand({ Bucket, Key: `versions/${name}`, Body: name }));
    const versions = async (more = {}) =>
      clients().s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'versions/', ...more }));
    const first = await versions({ MaxKeys: 2 });
    expect(first.Versions?.map(({ Key }) => Key)).toEqual(['versions/a', 'versions/b']);
    expect(first.IsTruncated).toBe(true);
    const next = await versions({
      KeyMarker: first.NextKeyMarker,
      VersionIdMarker: first.NextVersionIdMarker,
    });
    expect(next.Versions?.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([['versions/c', true]]);
    for (const { Key, VersionId } of first.Versions ?? [])
      await clients().s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    expect((await versions()).Versions?.map(({ Key }) => Key)).toEqual(['versions/c']);
    expect(await named({ Prefix: 'versions/' })).toEqual(['versions/c']);
  });
});
