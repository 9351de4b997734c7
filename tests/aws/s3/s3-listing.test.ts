import { linkSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { type AwsPorts, awsPorts } from '../aws-ports.ts';

let aws: AwsPorts;
beforeEach(async () => {
  aws = await awsPorts();
});

/** Puts an empty object under each key. All but the first are links to the files of the first: thousands take no time. */
async function putAll(keys: readonly string[]): Promise<void> {
  const [first = '', ...others] = keys;
  await aws.clients.s3.send(new PutObjectCommand({ Bucket: 'content', Key: first, Body: Buffer.from('{}') }));
  const content = (key: string) => join(aws.directory, 's3/content', key);
  const facts = (key: string) => join(aws.directory, 's3-facts/content', `${key}.json`);
  for (const key of others)
    for (const path of [content, facts]) {
      mkdirSync(dirname(path(key)), { recursive: true });
      linkSync(path(first), path(key));
    }
}

const day = (number: number) => `log/2026/11/${String(number).padStart(2, '0')}/`;
const keyAt = (number: number, index: number) =>
  `${day(number)}202611${String(number).padStart(2, '0')}T${String(index).padStart(6, '0')}Z-a-00000000.json`;

describe('listing keys', () => {
  it('goes on past a thousand keys, in order, and stops asking where the window ends', async () => {
    const early = Array.from({ length: 1100 }, (_, index) => keyAt(1, index));
    const late = Array.from({ length: 1100 }, (_, index) => keyAt(2, index));
    await putAll([...early, ...late, 'articles/a.json', 'logs/other']);
    expect(await aws.content.keys('log/')).toEqual([...early, ...late]);
    expect(aws.calls('ListObjectsV2')).toBe(3);

    aws.cloud.beginRun();
    expect(await aws.log.keys(null, '2026-11-02T00:00:00Z' as Instant)).toEqual(early);
    expect(aws.calls('ListObjectsV2')).toBe(2);

    aws.cloud.beginRun();
    const from = '2026-11-02T00:10:50Z' as Instant;
    expect(await aws.log.keys(from, '2026-11-03T00:00:00Z' as Instant)).toEqual(late.slice(1050));
    expect(aws.calls('ListObjectsV2')).toBe(1);
  });

  it('takes only keys with the prefix, after the start and before the end, neither included', async () => {
    await putAll(['a/1', 'a/2', 'a/3', 'a/4', 'b/1', 'ab']);
    expect(await aws.content.keys('a/')).toEqual(['a/1', 'a/2', 'a/3', 'a/4']);
    expect(await aws.content.keys('a/', { startAfter: 'a/1' })).toEqual(['a/2', 'a/3', 'a/4']);
    expect(await aws.content.keys('a/', { before: 'a/4' })).toEqual(['a/1', 'a/2', 'a/3']);
    expect(await aws.content.keys('a/', { startAfter: 'a/1', before: 'a/3' })).toEqual(['a/2']);
    expect(await aws.content.keys('c/')).toEqual([]);
  });

  it('names what lies right below a prefix, past a thousand, and nothing deeper', async () => {
    const ids = Array.from({ length: 1100 }, (_, index) => `id-${String(index).padStart(4, '0')}`);
    await putAll([...ids.map(id => `sealed/${id}/after-start.json`), 'sealed/id-0000/deeper/a', 'other/a/b']);
    expect(await aws.content.folders('sealed/')).toEqual(ids.map(id => `sealed/${id}/`));
    expect(aws.calls('ListObjectsV2')).toBe(2);
    expect(await aws.content.folders('none/')).toEqual([]);
  });

  it('fails when S3 does, rather than with a part of the list', async () => {
    await putAll(['a/1']);
    const fault = {
      service: 's3',
      operation: 'ListObjectsV2',
      when: 'before',
      do: 'error',
      status: 403,
    } as const;
    aws.cloud.beginRun([{ ...fault, call: 1, code: 'AccessDenied' }]);
    await expect(aws.content.keys('a/')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
