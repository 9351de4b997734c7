import { describe, expect, it } from 'vitest';
import type { FactLog } from '../../../core/articles/fact-log.ts';
import { recordKey } from '../../../core/articles/record-key.ts';
import { readManifest } from '../../../core/edition/manifest.ts';
import { readWindow } from '../../../core/edition/read-window.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { Plan } from '../../../core/publication/plan.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const weekly = aPublication();
const plan: Plan = {
  publication: 'weekly',
  edition: '2026-11-23',
  number: 1,
  previous: null,
  window: { from: null, to: '2026-11-23T06:00:00Z' as Instant },
};
const first = '2026-11-23T06:00:00Z' as Instant;
const second = '2026-11-30T06:00:00Z' as Instant;

const entry = (id: string, recordedAt: string) => aRecord(recordedAt, anArticleFile(id)).record;

/** The log with some of its methods replaced. */
function over(log: FactLog, changes: Partial<FactLog>): FactLog {
  return {
    now: () => log.now(),
    keys: (from, to) => log.keys(from, to),
    read: key => log.read(key),
    stored: key => log.stored(key),
    recordNamed: name => log.recordNamed(name),
    ...changes,
  };
}

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

  it('is read 16 records at a time, in the order of the log, however the answers come', async () => {
    const press = aPress();
    const keys: string[] = [];
    for (let n = 40; n > 0; n -= 1) {
      keys.unshift(await press.record(entry(`article-${n}`, `2026-11-22T00:00:${n + 10}Z`)));
    }
    let reading = 0;
    let most = 0;
    const slow: FactLog['stored'] = async key => {
      reading += 1;
      most = Math.max(most, reading);
      // Later ones answer earlier.
      for (let turn = keys.indexOf(key); turn < 40; turn += 1) await new Promise(setImmediate);
      reading -= 1;
      return press.log.stored(key);
    };
    const log = over(press.log, { stored: slow });
    const read = await readWindow({ log, seals: press.seals }, plan, weekly);
    expect(read.map(({ key }) => key)).toEqual(keys);
    expect(read.every(({ key, record }) => recordKey(record) === key)).toBe(true);
    expect(most).toBe(16);
  });

  it('is not read at all when a record is lost: the error says which', async () => {
    const press = aPress();
    for (let n = 10; n < 60; n += 1) await press.record(entry(`article-${n}`, `2026-11-22T00:00:${n}Z`));
    const lost = [...press.log.records.keys()][20] ?? '';
    press.log.records.delete(lost);
    const log = over(press.log, { keys: async () => [...press.log.records.keys(), lost].sort() });
    await expect(readWindow({ log, seals: press.seals }, plan, weekly)).rejects.toThrow(`no record ${lost}`);
  });
});
