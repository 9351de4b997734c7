import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { CloudOptions } from '../../../../local/cloud/start-cloud.ts';
import { cloudForTest, movableClock } from '../../../support/cloud/cloud.ts';
import { refusal } from '../../../support/cloud/cloud-contract.ts';
import { signed } from '../../../support/cloud/signed.ts';

async function bucketForTest(options: Partial<CloudOptions> = {}) {
  const { cloud, clients, directory } = await cloudForTest(options);
  const Bucket = 'content';
  await clients.s3.send(new CreateBucketCommand({ Bucket }));
  return {
    cloud,
    directory,
    s3: clients.s3,
    put: (Key: string, Body: string, more = {}) =>
      clients.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more })),
    get: (Key: string) => clients.s3.send(new GetObjectCommand({ Bucket, Key })),
  };
}

describe('the embedded S3', () => {
  it('keeps an object as a file of its name that a person can open', async () => {
    const { cloud, put } = await bucketForTest();
    await put('log/2026/11/23/10:00 ü.json', '{"a":1}');
    expect(await readFile(join(cloud.s3.files, 'content', 'log/2026/11/23/10:00 ü.json'), 'utf8')).toBe(
      '{"a":1}',
    );
  });

  it('dates every answer by its own clock: found, missing, refused and made to fail', async () => {
    const clock = movableClock('2031-02-03T04:05:06.789Z');
    const { cloud, put, get } = await bucketForTest({ now: clock.now });
    await put('k', 'v');
    expect((await get('k')).LastModified?.toISOString()).toBe('2031-02-03T04:05:06.000Z');
    clock.move(3_600_000);
    cloud.beginRun([{ service: 's3', call: 4, when: 'after', do: 'error', status: 500 }]);
    for (const path of ['/content/k', '/content/missing', '/content?versions', '/content/k']) {
      const answer = await fetch(cloud.s3.url + path, { headers: signed() });
      expect(answer.headers.get('date')).toBe('Mon, 03 Feb 2031 05:05:06 GMT');
    }
  });

  it('gives back a page with its type', async () => {
    const { cloud, put } = await bucketForTest();
    await put('archive/index.html', '<p>ü', { ContentType: 'text/html; charset=utf-8' });
    const answer = await fetch(`${cloud.s3.url}/content/archive/index.html`, { headers: signed() });
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await answer.text()).toBe('<p>ü');
  });

  it('refuses what it does not have, at once and by name, and leaves the object alone', async () => {
    const { s3, put, get } = await bucketForTest();
    await put('k', 'v');
    const at = { Bucket: 'content', Key: 'k' };
    const copied = await refusal(s3.send(new CopyObjectCommand({ ...at, CopySource: 'content/k' })));
    const asked = await refusal(s3.send(new GetObjectAclCommand(at)));
    for (const refused of [copied, asked]) {
      expect(refused).toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
    }
    expect(asked.message).toContain('?acl');
    expect(await (await get('k')).Body?.transformToString()).toBe('v');
  });

  it('refuses a key that is a directory already, and one below an object; deleting makes room', async () => {
    const { s3, put, get } = await bucketForTest();
    await put('a/b/c', 'v');
    expect((await refusal(put('a/b', 'w'))).message).toMatch(/objects below it/);
    expect((await refusal(put('a/b/c/d', 'w'))).message).toMatch(/beginning of this one is a file/);
    expect(await (await get('a/b/c')).Body?.transformToString()).toBe('v');
    expect((await refusal(get('a/b'))).name).toBe('NoSuchKey');
    await s3.send(new DeleteObjectCommand({ Bucket: 'content', Key: 'a/b/c' }));
    await put('a', 'now a file');
    expect(await (await get('a')).Body?.transformToString()).toBe('now a file');
  });

  it('refuses a key that would lead out of its bucket', async () => {
    const { cloud, directory } = await bucketForTest();
    await writeFile(join(directory, 'secret'), 'x');

    const status = await new Promise(resolve => {
      request(
        `${cloud.s3.url}/content/../../secret`,
        { path: '/content/..%2F../secret', headers: signed() },
        answer => resolve(answer.statusCode),
      ).end();
    });
    expect(status).toBe(400);
  });

  it('keeps and gives back the checksum that came with an object', async () => {
    const { s3, put } = await bucketForTest();
    const { ChecksumSHA256 } = await put('k', 'v', { ChecksumAlgorithm: 'SHA256' });
    const head = await s3.send(
      new HeadObjectCommand({ Bucket: 'content', Key: 'k', ChecksumMode: 'ENABLED' }),
    );
    expect(ChecksumSHA256).toBeTruthy();
    expect(head.ChecksumSHA256).toBe(ChecksumSHA256);
  });

  it('refuses a body that is not what its Content-MD5 says', async () => {
    const { cloud } = await bucketForTest();
    const headers = { ...signed(), 'Content-MD5': Buffer.alloc(16).toString('base64') };
    const answer = await fetch(`${cloud.s3.url}/content/k`, { method: 'PUT', body: 'v', headers });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>BadDigest</Code>');
    expect((await fetch(`${cloud.s3.url}/content/k`, { headers: signed() })).status).toBe(404);
  });

  it('has everything again after a restart', async () => {
    const { cloud, directory, put } = await bucketForTest();
    const { ETag } = await put('dir/k', 'v', { Metadata: { a: 'b' }, CacheControl: 'no-cache' });
    await cloud.stop();
    const { clients } = await cloudForTest({ directory });
    const got = await clients.s3.send(new GetObjectCommand({ Bucket: 'content', Key: 'dir/k' }));
    expect(got).toMatchObject({ ETag, Metadata: { a: 'b' }, CacheControl: 'no-cache' });
    expect(await got.Body?.transformToString()).toBe('v');
  });
});
