import { describe, expect, it } from 'vitest';
import { aService, type Service } from '../../support/builders/a-service.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { CrashPlan } from '../../support/memory/crashing.ts';

const monday = '2026-11-23T06:00:00Z';
const edition = '2026-11-23';

/** A service of which an edition is due, and which no publish was started for. */
async function due(readers = 5): Promise<Service> {
  const service = await aService({ readers });
  await service.record(aRecord(service.time.now, anArticleFile('one')).record);
  await service.sweep();
  service.wait(1.5);
  return service;
}

describe('a sweep while the sender is not verified', () => {
  it('seals nothing and says why, time and again, until the sender is verified', async () => {
    const service = await due();
    service.senders.standingOf = async () => ({ standing: 'unverified', because: 'SES has not verified it' });
    for (let times = 0; times < 3; times += 1) {
      expect(await service.sweep()).toMatchObject({ held: 0, overdue: 1, failures: [] });
      service.wait(0.1);
    }
    expect(service.seals.seals.size).toBe(0);
    expect(service.log.at(-1)).toMatchObject({
      what: 'published',
      about: { outcome: 'not ready', because: 'SES has not verified it', edition },
    });
    service.senders.standingOf = async () => ({ standing: 'verified' });
    expect(await service.sweep()).toMatchObject({ held: 0, overdue: 0, failures: [] });
    await service.deliver();
    expect(service.mailer.readers).toHaveLength(5);
  });

  it('holds the edition once it is late, whether or not the sender is verified by then', async () => {
    const service = await due();
    service.senders.standingOf = async () => ({ standing: 'unverified', because: 'x' });
    service.wait(36);
    expect(await service.sweep()).toMatchObject({ held: 1, overdue: 0 });
    service.senders.standingOf = async () => ({ standing: 'verified' });
    expect(await service.sweep()).toMatchObject({ held: 1, overdue: 0 });
    expect(service.seals.seals.size).toBe(0);
    expect((await service.publish(monday)).outcome).toBe('sealed');
  });

  it('leaves the next one alone too, and counts every one that is due', async () => {
    const service = await aService({
      changes: { schedule: { every: 'day', at: '07:00', timeZone: 'Europe/Brussels' } },
    });
    await service.sweep();
    service.senders.standingOf = async () => ({ standing: 'unverified', because: 'x' });
    service.wait(26);
    expect(await service.sweep()).toMatchObject({ overdue: 2, held: 0 });
  });
});

describe('a sweep that finds no seal of an edition that was mailed', () => {
  it('holds: it makes no other, mails nobody, and says so', async () => {
    const service = await due();
    await service.sweep();
    await service.settle(1);
    service.seals.seals.clear();
    const mailed = service.mailer.readers.length;
    const { held, overdue, failures } = await service.sweep();
    expect({ held, overdue }).toEqual({ held: 1, overdue: 0 });
    expect(failures).toMatchObject([
      { what: 'missing editions', error: { name: 'VanishedSealError', edition } },
    ]);
    await service.deliver();
    expect(service.mailer.readers.length).toBe(mailed);
    expect(service.seals.seals.size).toBe(0);
  });
});

describe('a sweep of a stack that does not own its stores', () => {
  it('does nothing, without failing, and says whose they are', async () => {
    const service = await due();
    service.stack.current = 'stack-2';
    const before = [[...service.seals.seals], [...service.editions.rows]];
    const counting = new CrashPlan();
    expect(await service.sweep(counting)).toEqual({
      ...{ held: 1, overdue: 0, uncertain: 0, unknown: 0, failures: [] },
      owner: expect.objectContaining({ stack: 'stack-1' }),
    });
    expect(counting.calls).toBe(1);
    expect([[...service.seals.seals], [...service.editions.rows]]).toEqual(before);
  });

  it('leaves every slice that it had on its queue to the stack that took over: one mail a reader', async () => {
    const service = await due();
    await service.publish(monday);
    // Its own queue, with two slices, one of which is delivered before.
    const old = service.queue.work.splice(0);
    service.queue.work.push(...old.slice(0, 1));
    await service.deliver();
    const mailed = service.mailer.readers.length;
    expect(mailed).toBeGreaterThan(0);
    Object.assign(service.stack, { current: 'stack-2', adopts: true });
    expect((await service.sweep()).owner).toBeUndefined();
    // The old stack takes its messages off its queue, and mails nobody.
    Object.assign(service.stack, { current: 'stack-1', adopts: false });
    service.queue.work.push(...old.slice(1));
    await service.deliver();
    expect(service.queue.work).toEqual([]);
    expect(service.mailer.readers.length).toBe(mailed);
    expect(await service.sweep()).toMatchObject({ held: 1, owner: { stack: 'stack-2' } });
    Object.assign(service.stack, { current: 'stack-2', adopts: true });
    await service.settle(2);
    expect([...service.mailer.readers].sort()).toEqual([1, 2, 3, 4, 5].map(n => `reader-${n}@mail.example`));
    expect(await service.row(edition)).toMatchObject({ state: 'closed', receipts: 1 });
  });
});
