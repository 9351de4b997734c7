import { describe, expect, it } from 'vitest';
import { resendUncertain } from '../../../core/delivery/sending/resend-uncertain.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aService, type Service } from '../../support/builders/a-service.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const edition = '2026-11-23';
const monday = '2026-11-23T06:00:00Z' as Instant;
const one = 'reader-1@mail.example';

/** An edition with one uncertain delivery, 72 hours after its last slice, whose silence means nothing yet. */
async function aboutToClose(): Promise<Service> {
  const service = await aService();
  await service.record(aRecord(service.time.now, anArticleFile('one')).record);
  service.wait(1 + 1 / 60);
  await service.publish(monday);
  service.mailer.answers = ({ to }) =>
    to === one ? { outcome: 'uncertain', reason: 'broke off' } : undefined;
  await service.deliver();
  service.mailer.answers = () => undefined;
  await service.hear();
  service.feedbackQueue.count = 1;
  await service.settle(71, 1);
  service.wait(2);
  return service;
}

/** Lets something happen between a sweep's count and its closing, whose receipt comes first. */
function beforeClosing(service: Service, meanwhile: () => Promise<unknown>): void {
  const putOnce = service.receipts.putOnce.bind(service.receipts);
  service.receipts.putOnce = async receipt => {
    service.receipts.putOnce = putOnce;
    await meanwhile();
    return putOnce(receipt);
  };
}

async function everybodyGotOne(service: Service): Promise<void> {
  await service.settle(4);
  expect([...service.mailer.readers].sort()).toEqual([1, 2, 3, 4, 5].map(n => `reader-${n}@mail.example`));
  const row = await service.row(edition);
  expect(row).toMatchObject({ state: 'closed', uncertain: 0 });
  expect(service.receipt(edition, row?.receipts)).toMatchObject({ accepted: 5, uncertain: 0 });
}

const resend = async (service: Service) => {
  const row = await service.editions.open({ publication: 'weekly', edition });
  return resendUncertain(service, row, monday, service.time.now);
};

describe('what is decided while a sweep counts', () => {
  it('is not undone by its closing: another sweep has settled and put back', async () => {
    const service = await aboutToClose();
    beforeClosing(service, async () => {
      service.feedbackQueue.count = 0;
      await service.sweep();
      service.feedbackQueue.count = 1;
    });
    await service.sweep();
    expect(await service.row(edition)).toMatchObject({ state: 'delivering', rounds: 1 });
    service.feedbackQueue.count = 0;
    await everybodyGotOne(service);
  });

  it('is not undone by its closing: an operator resends', async () => {
    const service = await aboutToClose();
    beforeClosing(service, () => resend(service));
    await service.sweep();
    expect(await service.row(edition)).toMatchObject({ state: 'delivering' });
    await everybodyGotOne(service);
  });

  it('is completed when resending ended in the middle of a closed edition', async () => {
    const service = await aboutToClose();
    await service.sweep();
    expect(await service.row(edition)).toMatchObject({ state: 'closed', uncertain: 1 });
    const reopen = service.editions.reopen.bind(service.editions);
    service.editions.reopen = async () => {
      throw new Error('ended');
    };
    await expect(resend(service)).rejects.toThrow('ended');
    service.editions.reopen = reopen;
    await everybodyGotOne(service);
  });
});

describe('a publication that changes its id while an edition is delivered', () => {
  it('loses nobody: who was promised the edition gets it, and it is closed under its old id', async () => {
    const service = await aService();
    await service.record(aRecord(service.time.now, anArticleFile('one')).record);
    await service.sweep();
    service.wait(1 + 1 / 60);
    await service.publish(monday);
    service.queue.work.splice(1);
    service.configure({ id: 'renamed', formerly: 'weekly' });
    await service.deliver();
    expect(service.mailer.readers).toHaveLength(2);
    await service.settle(2);
    expect(new Set(service.mailer.readers).size).toBe(5);
    expect(service.mailer.readers).toHaveLength(5);
    expect(await service.editions.read({ publication: 'weekly', edition })).toMatchObject({
      state: 'closed',
      told: 1,
    });
    expect(aReader(1).publication).toBe('weekly');
  });

  it('publishes no time that its former id has covered', async () => {
    const service = await aService();
    await service.record(aRecord(service.time.now, anArticleFile('one')).record);
    service.wait(1);
    await service.publish(monday);
    service.configure({ id: 'renamed', formerly: 'weekly' });
    for (const time of ['2026-11-16T06:00:00Z', monday, '2026-11-23T08:00:00Z']) {
      expect(await service.publish(time)).toMatchObject({ outcome: 'covered', plan: { edition } });
    }
    expect(service.seals.seals.size).toBe(1);
  });
});

describe('an edition that waits behind another in its lane', () => {
  it('is not put on the queue again and again', async () => {
    const service = await aService();
    await service.record(aRecord(service.time.now, anArticleFile('one')).record);
    service.wait(1);
    await service.publish(monday);
    const queued = service.queue.work.length;
    for (let step = 0; step < 20; step += 1) {
      service.wait(0.25);
      await service.sweep();
    }
    expect(service.queue.work).toHaveLength(queued);
  });
});
