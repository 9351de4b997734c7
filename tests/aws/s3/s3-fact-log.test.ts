import { beforeEach, describe, expect, it } from 'vitest';
import { MissingRecordError } from '../../../aws/s3/s3-fact-log.ts';
import type { ArticleRecord } from '../../../core/articles/log-record.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { UnreadableError } from '../../../core/foundation/stored-json.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { type AwsPorts, awsPorts } from '../aws-ports.ts';

const { key, record } = aRecord('2026-11-23T06:00:00Z', anArticleFile('an-article'));
let aws: AwsPorts;
beforeEach(async () => {
  aws = await awsPorts();
});

describe('the fact log in S3', () => {
  it('names the record that it lost', async () => {
    const reading = aws.log.read(key);
    await expect(reading).rejects.toThrow(MissingRecordError);
    await expect(reading).rejects.toThrow(`expected a record at ${key}, found none`);
  });

  it.each(['', 'no JSON', '{}', '{"type":"something else"}'])(
    'refuses to take %j for a record',
    async content => {
      await aws.content.writeOnce(key, content, 'application/json');
      const reading = aws.log.read(key);
      await expect(reading).rejects.toThrow(UnreadableError);
      await expect(reading).rejects.toThrow(`${key} cannot be read`);
    },
  );

  it('reads a record with fields of tomorrow', async () => {
    const later = { ...record, tomorrow: 1, article: { ...(record as ArticleRecord).article, tomorrow: 2 } };
    await aws.content.writeOnce(key, JSON.stringify(later), 'application/json');
    expect(await aws.log.read(key)).toEqual(later);
  });

  it('keeps the first record, pointer and capture, whatever is written under their keys later', async () => {
    await aws.log.append(record);
    await aws.log.nameRecord('articles/an-article', key);
    await aws.log.keepCapture(sha256('text'), 'text');
    await aws.content.writeOnce(key, '{}', 'application/json');
    await aws.log.nameRecord('articles/an-article', 'log/other.json');
    await aws.log.keepCapture(sha256('text'), 'another text');
    expect(await aws.log.read(key)).toEqual(record);
    expect(await aws.content.read('articles/an-article.json')).toBe(`{\n  "record": "${key}"\n}\n`);
    expect(await aws.content.read(`captures/${sha256('text')}.txt`)).toBe('text');
  });

  it('files an article once when every answer of the store is lost once', async () => {
    const lost = { service: 's3', operation: 'PutObject', when: 'after', do: 'disconnect' } as const;
    aws.cloud.beginRun([
      { ...lost, call: 1 },
      { ...lost, call: 3 },
    ]);
    expect(await aws.log.append(record)).toBe(key);
    expect(await aws.log.nameRecord('articles/an-article', key)).toBe(key);
    expect(aws.calls('PutObject')).toBe(4);
    expect(await aws.log.keys(null, '2026-11-24T00:00:00Z' as Instant)).toEqual([key]);
    expect(await aws.log.recordNamed('articles/an-article')).toBe(key);
  });
});
