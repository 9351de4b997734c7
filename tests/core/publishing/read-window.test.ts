import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../lambdas/core/instant.ts';
import { readManifest } from '../../../lambdas/core/publishing/manifest.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../support/a-press.ts';
import { aPublication } from '../../support/a-publication.ts';
import { anArticleFile, aRecord } from '../../support/an-article.ts';

const weekly = aPublication();
const first = '2026-11-23T06:00:00Z' as Instant;
const second = '2026-11-30T06:00:00Z' as Instant;

const entry = (id: string, recordedAt: string) => aRecord(recordedAt, anArticleFile(id)).record;

async function editionsOf(
  records: [string, string][],
  laterRecords: [string, string][] = [],
  publication = weekly,
) {
  const press = aPress();
  for (const [id, at] of records) await press.record(entry(id, at));
  await publishEdition(press.context(), publication, first);
  for (const [id, at] of laterRecords) await press.record(entry(id, at));
  await publishEdition(press.context(), publication, second);
  const read = (edition: string) => press.archive.files.get(`weekly/${edition}/manifest.json`) ?? '';
  const digest = JSON.parse(press.archive.files.get('weekly/2026-11-30/digest.json') ?? '{}');
  return {
    first: readManifest(read('2026-11-23')).facts,
    second: readManifest(read('2026-11-30')).facts,
    late: digest.counts.late,
  };
}

describe('the window of an edition', () => {
  it('is half-open: what is recorded at its end belongs to the next edition', async () => {
    const editions = await editionsOf([
      ['before', '2026-11-23T05:59:59Z'],
      ['at-the-end', '2026-11-23T06:00:00Z'],
      ['at-the-second-end', '2026-11-30T06:00:00Z'],
    ]);
    expect(editions).toMatchObject({ first: ['before.1'], second: ['at-the-end.1'], late: 0 });
  });

  it('takes up, as late, what became visible after the last edition was compiled, and nothing twice', async () => {
    const editions = await editionsOf(
      [['seen', '2026-11-22T06:00:00Z']],
      [
        ['slow', '2026-11-23T05:59:58Z'],
        ['new', '2026-11-24T00:00:00Z'],
      ],
    );
    expect(editions).toMatchObject({ first: ['seen.1'], second: ['new.1', 'slow.1'], late: 1 });
  });

  it('does not read further back than 48 hours', async () => {
    const editions = await editionsOf(
      [],
      [
        ['too-late', '2026-11-21T05:59:59Z'],
        ['in-time', '2026-11-21T06:00:00Z'],
      ],
    );
    expect(editions.second).toEqual(['in-time.1']);
  });

  it('begins with coversSince, for the first edition and for what comes late', async () => {
    const since = aPublication({ coversSince: '2026-11-22T00:00:00Z' });
    const editions = await editionsOf(
      [
        ['old', '2026-11-21T23:59:59Z'],
        ['young', '2026-11-22T00:00:00Z'],
      ],
      [['late-but-old', '2026-11-21T23:59:58Z']],
      since,
    );
    expect(editions).toMatchObject({ first: ['young.1'], second: [] });
  });

  it('passes over a record of an article that is filed under another record', async () => {
    const press = aPress();
    await press.log.append(entry('twice', '2026-11-22T00:00:00Z'));
    await press.record(entry('twice', '2026-11-22T00:00:05Z'));
    await press.log.append(entry('not-named', '2026-11-22T00:00:00Z'));
    await publishEdition(press.context(), weekly, first);
    const manifest = readManifest(press.archive.files.get('weekly/2026-11-23/manifest.json') ?? '');
    expect(manifest.records).toEqual([expect.stringContaining('20261122T000005Z-twice')]);
  });
});
