import { CreateBucketCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { S3Archive } from '../../../aws/s3/s3-archive.ts';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { cloudForTest } from '../../support/cloud/cloud.ts';

/** Of the types on CloudFront's list, as its guide for developers has it under "Serve compressed files", those that an archive can have. */
const compressed = [
  'application/javascript',
  'application/json',
  'application/rss+xml',
  'application/xhtml+xml',
  'application/xml',
  'image/svg+xml',
  'text/css',
  'text/csv',
  'text/html',
  'text/javascript',
  'text/plain',
  'text/xml',
];

async function anArchive() {
  const { clients } = await cloudForTest();
  await clients.s3.send(new CreateBucketCommand({ Bucket: 'archive' }));
  return { s3: clients.s3, archive: new S3Archive(new S3Objects(clients.s3, 'archive')) };
}

describe('a list of all editions in S3', () => {
  it('is not there at first, and comes back as it was written', async () => {
    const { archive } = await anArchive();
    expect(await archive.readVersion({ publication: 'weekly', path: 'editions.json' })).toBeUndefined();
    expect(
      await archive.replaceVersion({ publication: 'weekly', path: 'editions.json' }, '中文\n', null),
    ).not.toBe('changed');
    expect((await archive.readVersion({ publication: 'weekly', path: 'editions.json' }))?.content).toBe(
      '中文\n',
    );
    expect(await archive.readVersion({ publication: 'daily', path: 'editions.json' })).toBeUndefined();
  });

  it('is replaced by exactly one of many who saw the same, whether there was one or not', async () => {
    const { archive } = await anArchive();
    let version: string | null = null;
    for (let round = 0; round < 3; round += 1) {
      const seen: string | null = version;
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, writer) =>
          archive.replaceVersion(
            { publication: 'weekly', path: 'index.html' },
            `round ${round} by ${writer}`,
            seen,
          ),
        ),
      );
      const winners = outcomes.flatMap((outcome, writer) => (outcome === 'changed' ? [] : [writer]));
      expect(winners).toHaveLength(1);
      const stored = await archive.readVersion({ publication: 'weekly', path: 'index.html' });
      expect(stored?.content).toBe(`round ${round} by ${winners[0]}`);
      version = stored?.version ?? null;
    }
  });

  it('that is gone counts as changed', async () => {
    const { archive } = await anArchive();
    const version = '"0123456789abcdef0123456789abcdef"';
    expect(await archive.replaceVersion({ publication: 'weekly', path: 'feed.xml' }, 'x', version)).toBe(
      'changed',
    );
    expect(await archive.readVersion({ publication: 'weekly', path: 'feed.xml' })).toBeUndefined();
  });

  it('has a type that feed readers and browsers take, and that CloudFront compresses, but for the calendar', async () => {
    const { archive, s3 } = await anArchive();
    for (const [name, type] of [
      ['index.html', 'text/html; charset=utf-8'],
      ['feed.xml', 'application/xml; charset=utf-8'],
      ['feed.json', 'application/json; charset=utf-8'],
      ['corrections.xml', 'application/xml; charset=utf-8'],
      ['corrections.json', 'application/json; charset=utf-8'],
      ['sitemap.xml', 'application/xml; charset=utf-8'],
      ['dates.ics', 'text/calendar; charset=utf-8'],
      ['editions.json', 'application/json; charset=utf-8'],
      ['all/2026-11.html', 'text/html; charset=utf-8'],
      ['all/2026-11.json', 'application/json; charset=utf-8'],
      ['all/2026-11.jsonl', 'text/plain; charset=utf-8'],
      ['all/2026-corrections.jsonl', 'text/plain; charset=utf-8'],
      ['all/search.js', 'text/javascript; charset=utf-8'],
    ] as const) {
      expect(name === 'dates.ics' || compressed.includes(type.split(';')[0] ?? ''), name).toBe(true);
      await archive.replaceVersion({ publication: 'weekly', path: name }, 'x', null);
      const head = await s3.send(new HeadObjectCommand({ Bucket: 'archive', Key: `archive/weekly/${name}` }));
      expect(head.ContentType).toBe(type);
    }
  });

  it('stands beside pages of editions, which browsers take for pages when they are replaced, too', async () => {
    const { archive, s3 } = await anArchive();
    await archive.replaceVersion(
      { publication: 'weekly', path: '2026-11-23/index.html' },
      '<p>中文</p>',
      null,
    );
    const Key = 'archive/weekly/2026-11-23/index.html';
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'archive', Key }));
    expect(head.ContentType).toBe('text/html; charset=utf-8');
  });

  it('fails, rather than seems changed, when the bucket is missing', async () => {
    const { s3 } = await anArchive();
    const elsewhere = new S3Archive(new S3Objects(s3, 'no-such-bucket'));
    await expect(
      elsewhere.replaceVersion({ publication: 'weekly', path: 'feed.xml' }, 'x', '"a"'),
    ).rejects.toThrow();
  });
});
