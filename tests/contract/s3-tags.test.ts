import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { beforeAll, expect } from 'vitest';
import { describeContract, refusal } from '../support/cloud/cloud-contract.ts';

describeContract('S3 tags', ({ clients, holds }) => {
  const Bucket = `contract-${randomUUID()}`;
  const put = (Key: string, Body: string) => clients().s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const tag = (Key: string, tags: Record<string, string>) => {
    const TagSet = Object.entries(tags).map(([name, Value]) => ({ Key: name, Value }));
    return clients().s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
  };
  const tagsOf = async (Key: string) => {
    const { TagSet = [] } = await clients().s3.send(new GetObjectTaggingCommand({ Bucket, Key }));
    return Object.fromEntries(TagSet.map(({ Key: name = '', Value = '' }) => [name, Value]));
  };

  beforeAll(async () => {
    await clients().s3.send(new CreateBucketCommand({ Bucket }));
  });

  holds(
    'an object has no tags, and then those that it was given last; its content and ETag stay',
    async () => {
      const { ETag } = await put('tagged/a.txt', 'content');
      expect(await tagsOf('tagged/a.txt')).toEqual({});
      await tag('tagged/a.txt', { 'taken-down': '2027-03-03', other: 'a + b = c' });
      expect(await tagsOf('tagged/a.txt')).toEqual({ 'taken-down': '2027-03-03', other: 'a + b = c' });
      await tag('tagged/a.txt', { 'taken-down': '2027-03-04' });
      expect(await tagsOf('tagged/a.txt')).toEqual({ 'taken-down': '2027-03-04' });
      const got = await clients().s3.send(new GetObjectCommand({ Bucket, Key: 'tagged/a.txt' }));
      expect(got.ETag).toBe(ETag);
      expect(await got.Body?.transformToString()).toBe('content');
    },
  );

  holds('an object that is written again has no tags any more', async () => {
    await put('again', 'one');
    await tag('again', { 'taken-down': '2027-03-03' });
    await put('again', 'two');
    expect(await tagsOf('again')).toEqual({});
  });

  holds('what is not there has no tags and takes none', async () => {
    expect((await refusal(tagsOf('nothing'))).name).toBe('NoSuchKey');
    expect((await refusal(tag('nothing', { a: 'b' }))).name).toBe('NoSuchKey');
  });
});
