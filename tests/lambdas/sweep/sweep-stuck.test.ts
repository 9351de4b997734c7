import { describe, expect, it } from 'vitest';
import { holdAdvice } from '../../../cli/status/holds/hold-advice.ts';
import { NewerDataError } from '../../../core/foundation/stored-json.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aService, type Service } from '../../support/builders/a-service.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const edition = '2026-11-23';
const key = { publication: 'weekly', edition };

/** An edition in three slices that was published, and a reader whose slice cannot be delivered until `mended`. */
async function withABadSlice(problem: Error = new TypeError(`the row of ${aReader(1).address} is damaged`)) {
  const service = await aService();
  await service.record(aRecord(service.time.now, anArticleFile('one')).record);
  service.wait(1 + 1 / 60);
  await service.publish('2026-11-23T06:00:00Z');
  const bad = (await service.slices.read(key, 2))?.readers[0];
  const range = service.readers.range.bind(service.readers);
  service.readers.range = async (publication, first, last) => {
    if (first === bad) throw problem;
    return range(publication, first, last);
  };
  const mend = () => {
    service.readers.range = range;
  };
  return { service, mend };
}

/** A quarter of an hour later: the sweep, and whatever it put back. Answers how slices ended. */
async function round(service: Service, deliver = () => service.deliverAsDeployed()): Promise<string[]> {
  service.wait(0.26);
  expect((await service.sweep()).failures).toEqual([]);
  const outcomes = await deliver();
  await service.hear();
  return outcomes;
}

/** Workers that are ended before they did anything. */
const ended = (service: Service) => async () =>
  service.queue.work.splice(0).map(({ slice }) => `ended at ${slice}`);

describe('a slice that only a newer version can read', () => {
  it('is never held by an older one: once the newer is deployed again, the next round mails it', async () => {
    const { service, mend } = await withABadSlice(new NewerDataError('reader 1', 'format', 2, 1));
    await service.deliverAsDeployed();
    for (let times = 0; times < 8; times += 1) {
      expect(await round(service)).toEqual(['failed']);
      expect(await service.row(edition)).toMatchObject({ hold: null, rounds: times + 1 });
    }
    expect((await service.row(edition))?.failure?.reason).toContain('Deploy the version that wrote it');
    mend();
    expect(await round(service)).toEqual(['done']);
    await service.sweep();
    expect(await service.row(edition)).toMatchObject({ state: 'closed', hold: null });
    expect(new Set(service.mailer.readers).size).toBe(5);
    expect(service.mailer.readers).toHaveLength(5);
  });
});

describe('a slice that always throws', () => {
  it('keeps no other slice waiting, is put back five times, and then held, in words that say what failed', async () => {
    const { service } = await withABadSlice();
    expect(await service.deliverAsDeployed()).toEqual(['done', 'failed', 'done']);
    expect(service.mailer.readers).toHaveLength(3);
    await service.hear();
    for (let times = 0; times < 5; times += 1) {
      expect(await round(service)).toEqual(['failed']);
      expect(await service.row(edition)).toMatchObject({ hold: null, rounds: times + 1 });
    }
    service.wait(0.26);
    expect(await service.sweep()).toMatchObject({ held: 1, overdue: 0, failures: [] });
    expect(service.queue.work).toEqual([]);
    const hold = (await service.row(edition))?.hold ?? '';
    expect(hold).toBe(
      'stuck: delivery failed 5 times in a row before it had done anything, last at slice 2. ' +
        'TypeError: the row of (address) is damaged. Mend the cause, then release the edition.',
    );
    expect(holdAdvice(hold, 'digest@news.example')).toMatchObject({ article: 'stuck' });
    expect(service.log.at(-1)).toMatchObject({ what: 'edition', about: { did: 'held', held: true } });
  });

  it('goes on once the cause is mended and an operator releases it; everybody is mailed once', async () => {
    const { service, mend } = await withABadSlice();
    await service.deliverAsDeployed();
    for (let times = 0; times < 6; times += 1) await round(service);
    expect((await service.row(edition))?.hold).toMatch(/^stuck: /);
    mend();
    expect(await round(service)).toEqual([]);
    await service.editions.release(key);
    expect(await round(service)).toEqual(['done']);
    await round(service);
    expect(service.mailer.readers).toHaveLength(5);
    expect(new Set(service.mailer.readers).size).toBe(5);
    expect(await service.row(edition)).toMatchObject({ state: 'closed', hold: null });
  });

  it('has all its rounds again after it was released too early', async () => {
    const { service } = await withABadSlice();
    await service.deliverAsDeployed();
    for (let times = 0; times < 6; times += 1) await round(service);
    await service.editions.release(key);
    for (let times = 0; times < 5; times += 1) expect(await round(service)).toEqual(['failed']);
    expect((await service.row(edition))?.hold).toBeNull();
    await round(service);
    expect((await service.row(edition))?.hold).toMatch(/^stuck: /);
  });
});

describe('a worker that is always ended', () => {
  it('has its edition held too, and nobody knows why', async () => {
    const { service, mend } = await withABadSlice();
    mend();
    for (let times = 0; times < 6; times += 1) await round(service, ended(service));
    expect((await service.row(edition))?.hold).toBeNull();
    await round(service, ended(service));
    const hold = (await service.row(edition))?.hold;
    expect(hold).toMatch(
      /^stuck: delivery failed 5 times .*at slices 1, 2, 3\. The worker was ended before it could say why/,
    );
    expect(service.mailer.readers).toEqual([]);
  });

  it('is not stuck as long as some deliveries of its slice are settled in each round', async () => {
    const { service } = await withABadSlice();
    service.queue.work.length = 0;
    for (let n = 1; n <= 5; n += 1) {
      for (let times = 0; times < 4; times += 1) await round(service, ended(service));
      await service.deliveries.withhold({ ...key, reader: aReader(n).id }, 'left');
    }
    expect((await service.row(edition))?.hold).toBeNull();
  });
});

describe('an edition that only waits', () => {
  it('is not stuck while the quota is used up, however long that lasts, and everybody gets it afterwards', async () => {
    const { service, mend } = await withABadSlice();
    mend();
    service.mailer.answers = () => ({ outcome: 'exhausted', reason: 'the quota is used up' });
    for (let times = 0; times < 40; times += 1) await round(service);
    const { hold, rounds, fruitless = 9 } = (await service.row(edition)) ?? {};
    expect([hold, (rounds ?? 0) > 5, fruitless <= 1]).toEqual([null, true, true]);
    service.mailer.answers = () => undefined;
    for (let times = 0; times < 8; times += 1) await round(service);
    expect(service.mailer.readers).toHaveLength(5);
  });
});
