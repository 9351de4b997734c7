import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { gatherNews, type NewsSources } from '../../../core/sweep/gather-news.ts';
import { composeReceipt } from '../../../core/sweep/receipt-mail/compose-receipt.ts';
import { scheduleFingerprint } from '../../../core/sweep/timetable.ts';
import { aReceipt } from '../../support/archives/a-receipt.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { templates } from '../rendering/shipped-templates.ts';

const now = '2026-11-25T08:00:00Z' as Instant;
const publication = aPublication();
const receipt = aReceipt({ publication: 'weekly', receipt: 2 });
const { gained: _, lost: __, lostBy: ___, onTheWay: ____, ...second } = receipt;

/** Two receipts of an edition, of which the second says nothing of readers; and one of the edition before. */
async function theSources() {
  const press = aPress({}, () => now);
  const { receipts, editions, timetables, log, seals, decisions } = press;
  await receipts.putOnce(aReceipt({ ...receipt, receipt: 1, accepted: 4308, uncertain: 2 }));
  await receipts.putOnce(second);
  await receipts.putOnce(aReceipt({ publication: 'weekly', edition: '2026-11-16', number: 11 }));
  const row = await editions.open({ publication: 'weekly', edition: '2026-11-16' });
  await editions.close(row, { receipts: 1, uncertain: 0, at: now });
  await timetables.since('weekly', scheduleFingerprint(publication.schedule), now);
  seals.links = async () => [null, '2026-11-16', '2026-11-23'];
  const settings = { holdWhenLateHours: 36 };
  const sources: NewsSources = { receipts, editions, timetables, log, seals, decisions, settings };
  return { press, sources };
}

const gather = (sources: NewsSources) =>
  gatherNews(sources, publication, second, { recent: ['2026-11-16', '2026-11-23'], newest: undefined }, now);
const fails = () => Promise.reject(new Error('no answer'));

describe('the news about a receipt', () => {
  it('are the receipts of the edition and of those before it, and what comes', async () => {
    const { sources } = await theSources();
    const news = await gather(sources);
    expect(news).toMatchObject({
      receipt: { receipt: 2, gained: 31, lost: 9, lostBy: { left: 6 } },
      before: { receipt: 1, uncertain: 2 },
      earlier: [{ edition: '2026-11-16', receipt: { number: 11 }, damaged: false }],
      ...{ held: [], missing: [], unknown: [], asOf: now },
      next: { due: '2026-11-30T06:00:00Z', timeZone: 'Europe/Brussels', pause: null },
    });
  });

  it('are of the edition alone where nothing else answers: all of that is named, and the mail is made', async () => {
    const { sources } = await theSources();
    const silent: NewsSources = {
      ...sources,
      ...{ receipts: { read: fails }, editions: { read: fails }, seals: { links: fails, read: fails } },
      ...{ log: { keys: fails }, decisions: { newest: fails }, timetables: { read: fails } },
    };
    const newest = { plan: { window: receipt.window, number: 12 } } as never;
    const known = { recent: ['2026-11-16'], newest };
    const news = await gatherNews(silent, publication, second, known, now);
    expect(news).toEqual({
      ...{
        receipt: second,
        before: null,
        earlier: [],
        held: [],
        undecided: [],
        missing: [],
        next: null,
        damaged: [],
      },
      unknown: [
        'what the first receipt of the edition says of its readers',
        'the receipt before this one',
        'earlier editions',
        'whether other editions wait for you',
        'what is due next',
      ],
      asOf: now,
    });
    const links = { subscriptions: 'https://links.example', archive: null };
    const mail = await composeReceipt(
      { templates, links, local: false },
      publication,
      news,
      'operator@news.example',
    );
    expect(mail.toString()).toContain('This could not be looked at');
  });

  it('are of one edition less where its receipt cannot be read, and of all others', async () => {
    const { press, sources } = await theSources();
    press.receipts.files.set('weekly/2026-11-16/1', 'not JSON');
    expect((await gather(sources)).earlier).toEqual([
      { edition: '2026-11-16', receipt: null, damaged: true },
    ]);
  });

  it('tell of a pause, and of the first edition after it', async () => {
    const { sources } = await theSources();
    const until = '2026-12-10T00:00:00Z' as Instant;
    const pause = { number: 1, decidedAt: now, because: 'holiday', from: now, until };
    const stands = { skipped: [], pause };
    const decisions = { newest: async () => ({ stands }) as never };
    expect((await gather({ ...sources, decisions })).next).toMatchObject({
      due: '2026-12-14T06:00:00Z',
      pause,
    });
    const later = { stands: { skipped: [], pause: { ...pause, until: '2026-11-26T00:00:00Z' as Instant } } };
    const soon = await gather({ ...sources, decisions: { newest: async () => later as never } });
    expect(soon.next).toMatchObject({ due: '2026-11-30T06:00:00Z', pause: null });
  });

  it('tell of files that this run met damaged, of this publication alone', async () => {
    const { press, sources } = await theSources();
    for (const id of ['weekly', 'weekly-2'])
      press.damage.tell({ key: `archive/${id}/2026-11-16/manifest.json`, found: 'nothing', mended: true });
    const { damaged } = await gather({ ...sources, damage: press.damage });
    expect(damaged.map(({ key }) => key)).toEqual(['archive/weekly/2026-11-16/manifest.json']);
    // They are still there for the log and the alarm.
    expect(press.damage.take()).toHaveLength(2);
  });

  it('tell a receipt that a store does not give from one that is damaged, and have all the others', async () => {
    const { sources } = await theSources();
    const read: NewsSources['receipts']['read'] = async (key, number) =>
      key.edition === '2026-11-16' ? fails() : sources.receipts.read(key, number);
    const news = await gather({ ...sources, receipts: { read } });
    expect(news.earlier).toEqual([{ edition: '2026-11-16', receipt: null, damaged: false }]);
    expect(news.unknown).toEqual(['the receipt of 2026-11-16']);
    expect(news.receipt).toMatchObject({ receipt: 2, gained: 31 });
  });

  it('tell of other editions that are closed without a decision about uncertain messages, while those can be mailed', async () => {
    const { press, sources } = await theSources();
    const since = async (edition: string, uncertain: number) => {
      const row = await press.editions.open({ publication: 'weekly', edition });
      await press.editions.close(row, { receipts: 1, uncertain, at: now });
    };
    await since('2026-10-24', 4);
    await since('2026-11-02', 3);
    await since('2026-11-09', 0);
    const recent = ['2026-10-24', '2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23'];
    const news = await gatherNews(sources, publication, second, { recent, newest: undefined }, now);
    expect(news.undecided).toEqual([{ edition: '2026-11-02', uncertain: 3 }]);
  });

  it('count on from an edition that was sealed since the sweep began', async () => {
    const { sources } = await theSources();
    const plan = (number: number, previous: string, to: string) =>
      ({ plan: { number, previous, edition: to.slice(0, 10), window: { from: null, to } } }) as never;
    const old = plan(11, '2026-11-09', '2026-11-16T06:00:00Z');
    const asked: unknown[] = [];
    const seals: NewsSources['seals'] = {
      links: async () => [null, '2026-11-09', '2026-11-16'],
      read: async (...given) => {
        asked.push(given);
        return plan(12, '2026-11-16', '2026-11-23T06:00:00Z');
      },
    };
    const timetables = {
      read: async () => ({
        fingerprint: scheduleFingerprint(publication.schedule),
        since: '2026-11-01T00:00:00Z' as Instant,
      }),
    };
    const given = { ...sources, seals, timetables };
    const news = await gatherNews(given, publication, second, { recent: [], newest: old }, now);
    expect(news).toMatchObject({ missing: [], next: { number: 13, due: '2026-11-30T06:00:00Z' } });
    expect(asked).toEqual([['weekly', '2026-11-16']]);
    // Nothing is read again where nothing was sealed meanwhile; what is missing then has the next number.
    const links = async () => [null, '2026-11-09'];
    const before = await gatherNews(
      { ...given, seals: { ...seals, links } },
      publication,
      second,
      { recent: [], newest: old },
      now,
    );
    expect(before).toMatchObject({ missing: [{ edition: '2026-11-23' }], next: { number: null } });
    expect(asked).toHaveLength(1);
  });
});
