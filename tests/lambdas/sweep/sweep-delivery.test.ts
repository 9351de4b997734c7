import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { aReader } from '../../support/builders/a-reader.ts';
import { aService, type Service } from '../../support/builders/a-service.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const edition = '2026-11-23';
const monday = '2026-11-23T06:00:00Z';
const one = 'reader-1@mail.example';

/** An edition that was published a minute ago. */
async function published(options: Parameters<typeof aService>[0] = {}): Promise<Service> {
  const service = await aService(options);
  await service.record(aRecord(service.time.now, anArticleFile('one')).record);
  service.wait(1 + 1 / 60);
  await service.publish(monday);
  return service;
}

/** The same, and one message broke off: nobody knows whether it was taken. */
async function uncertain(options: Parameters<typeof aService>[0] = {}): Promise<Service> {
  const service = await published(options);
  service.mailer.answers = ({ to }) =>
    to === one ? { outcome: 'uncertain', reason: 'broke off' } : undefined;
  await service.deliver();
  service.mailer.answers = () => undefined;
  await service.hear();
  return service;
}

describe('a sweep and what is left', () => {
  it('puts slices back when none has ended for 15 minutes, and not before', async () => {
    const service = await published();
    await service.deliver();
    const [[key, first] = []] = service.deliveries.rows;
    if (key && first) service.deliveries.rows.set(key, { ...first, state: 'waiting' });
    await service.slices.reopen({ publication: 'weekly', edition }, 1);
    service.wait(14 / 60);
    await service.sweep();
    expect(service.queue.work).toEqual([]);
    service.wait(2 / 60);
    await service.sweep();
    expect(service.queue.work.map(({ slice }) => slice)).toEqual([1]);
    await service.sweep();
    expect(service.queue.work).toHaveLength(1);
    await service.deliver();
    expect(service.mailer.readers).toHaveLength(6);
  });

  it('finds whoever waits, also in a slice that is called done', async () => {
    const service = await published();
    await service.deliver();
    const [[key, delivery] = []] = service.deliveries.rows;
    if (key && delivery) service.deliveries.rows.set(key, { ...delivery, state: 'waiting' });
    await service.settle(0.5);
    expect(service.mailer.readers).toHaveLength(6);
    expect(service.receipt(edition)).toMatchObject({ audience: 5, accepted: 5 });
  });

  it('holds an edition whose slice is done while somebody in it has no row: the row is gone', async () => {
    const service = await published();
    await service.deliver();
    const [gone = ''] = service.deliveries.rows.keys();
    service.deliveries.rows.delete(gone);
    await service.settle(0.5);
    expect(service.mailer.readers).toHaveLength(5);
    expect((await service.row(edition))?.hold).toMatch(
      /^ledger: 1 reader has no row in the table of deliveries, though their slices have ended/,
    );
    expect(await service.sweep()).toMatchObject({ held: 1, overdue: 0 });
  });

  it('leaves alone what is held or rests; released, it goes on at once and everybody gets it', async () => {
    const service = await published();
    service.mailer.answers = () => ({ outcome: 'refused', reason: 'Email address is not verified' });
    await service.deliver();
    await service.settle(5);
    expect(service.mailer.readers).toEqual([]);
    expect(await service.sweep()).toMatchObject({ held: 1, overdue: 0 });
    expect(new Set(service.states())).toEqual(new Set(['waiting']));
    service.mailer.answers = () => undefined;
    await service.editions.release({ publication: 'weekly', edition });
    await service.sweep();
    await service.deliver();
    expect(service.mailer.readers).toHaveLength(5);
  });

  it('goes on by itself when the daily quota returns, however many hours that takes', async () => {
    const service = await published({ readers: 9 });
    service.mailer.answers = () =>
      service.mailer.readers.length < 4 || service.time.now > '2026-11-24T16:00:00Z'
        ? undefined
        : { outcome: 'exhausted', reason: 'Daily message quota exceeded' };
    await service.deliver();
    await service.settle(33);
    expect(service.mailer.readers).toHaveLength(4);
    await service.settle(3);
    expect(new Set(service.mailer.readers).size).toBe(9);
    expect(service.mailer.readers).toHaveLength(9);
    expect(service.receipt(edition)).toMatchObject({ audience: 9, accepted: 9 });
  });

  it('puts nothing back while an edition rests, however quiet it is', async () => {
    const service = await published();
    service.mailer.answers = () => ({ outcome: 'exhausted', reason: 'Daily message quota exceeded' });
    await service.deliver();
    const { notBefore } = (await service.row(edition)) ?? expect.fail('no row');
    service.wait(45 / 60);
    await service.sweep();
    expect(service.time.now < (notBefore ?? '')).toBe(true);
    expect(service.queue.work).toEqual([]);
    service.wait(16 / 60);
    await service.sweep();
    expect(service.queue.work).not.toEqual([]);
  });

  it('says that an edition is overdue when it is two hours behind its forecast', async () => {
    const service = await published();
    service.queue.work.length = 0;
    service.wait(1.5);
    expect(await service.sweep()).toMatchObject({ overdue: 0 });
    service.queue.work.length = 0;
    service.wait(1);
    expect(await service.sweep()).toMatchObject({ overdue: 1 });
    await service.deliver();
    expect(await service.sweep()).toMatchObject({ overdue: 0 });
  });

  it('closes when every delivery is final, with a receipt that adds up and names the one before', async () => {
    const service = await published();
    await service.readers.leave('weekly', aReader(2).id, aReader(2).token, service.time.now, 'test');
    service.mailer.answers = ({ to }) =>
      to === one ? { outcome: 'rejected', reason: 'no such mailbox' } : undefined;
    await service.deliver();
    await service.sweep();
    expect(await service.row(edition)).toMatchObject({ state: 'closed', receipts: 1, uncertain: 0 });
    expect(service.receipt(edition)).toMatchObject({
      number: 1,
      facts: 1,
      audience: 5,
      accepted: 3,
      rejected: { 'no such mailbox': 1 },
      withheld: { left: 1 },
      uncertain: 0,
      previous: null,
    });
    service.wait(7 * 24);
    await service.publish('2026-11-30T06:00:00Z');
    await service.deliver();
    await service.sweep();
    expect(service.receipt('2026-11-30')?.previous).toEqual({
      edition,
      audience: 5,
      accepted: 3,
      rejected: 1,
      uncertain: 0,
      withheld: 1,
    });
  });

  it('mails the operator the receipt, once', async () => {
    const service = await uncertain();
    await service.settle(75);
    expect(service.mailer.told).toHaveLength(1);
    const [told] = service.mailer.told;
    const mail = await simpleParser(Buffer.from(told?.raw ?? ''));
    expect(mail.subject).toBe('No. 1 went to all five readers · Weekly');
  });

  it('tries to tell the operator again while that may pass, and not for ever', async () => {
    const service = await published();
    await service.deliver();
    service.mailer.answers = () => ({ outcome: 'throttled', reason: 'too fast' });
    await service.settle(20, 1);
    expect(service.mailer.told).toHaveLength(0);
    service.mailer.answers = () => undefined;
    await service.settle(1);
    expect(service.mailer.told).toHaveLength(1);

    const hopeless = await published();
    await hopeless.deliver();
    hopeless.mailer.answers = () => ({ outcome: 'refused', reason: 'not verified' });
    await hopeless.settle(26, 1);
    expect(await hopeless.row(edition)).toMatchObject({ told: 1 });
    expect(hopeless.log.map(({ about }) => JSON.stringify(about)).join()).toContain('refused: not verified');
  });

  it('tells once when two sweeps run at once', async () => {
    const service = await published();
    await service.deliver();
    await Promise.all([service.sweep(), service.sweep(), service.sweep()]);
    expect(service.mailer.told).toHaveLength(1);
    expect(service.receipts.files.size).toBe(1);
  });

  it('withholds whoever waits when an operator ends delivery, and closes', async () => {
    const service = await published();
    service.mailer.answers = () =>
      service.mailer.readers.length < 2 ? undefined : { outcome: 'refused', reason: 'paused' };
    await service.deliver();
    await service.editions.stop({ publication: 'weekly', edition });
    await service.sweep();
    await service.sweep();
    expect(service.receipt(edition)).toMatchObject({
      accepted: 2,
      withheld: { 'stopped by an operator': 3 },
    });
    expect(service.mailer.readers).toHaveLength(2);
  });

  it('withholds whoever still waits after 30 days, since nobody takes that for news', async () => {
    const service = await published();
    service.queue.work.length = 0;
    service.wait(30 * 24 + 1);
    await service.sweep();
    await service.deliver();
    await service.sweep();
    expect(service.mailer.readers).toEqual([]);
    expect(service.receipt(edition)).toMatchObject({ withheld: { 'more than 30 days old': 5 } });
  });
});

describe('a sweep and what is uncertain', () => {
  it('gives it back after three hours of silence when SES spoke of all the others: one message a reader', async () => {
    const service = await uncertain();
    await service.settle(2.75);
    expect(service.states()).toContain('uncertain');
    await service.settle(0.75);
    expect(service.mailer.readers.filter(to => to === one)).toHaveLength(1);
    expect(service.states()).toEqual(Array(5).fill('accepted'));
    expect(await service.row(edition)).toMatchObject({ state: 'closed' });
  });

  it('learns from an event that comes late, and mails nobody again', async () => {
    const service = await published();
    service.mailer.answers = message => {
      if (message.to !== one) return undefined;
      service.mailer.taken.push(message);
      return { outcome: 'uncertain', reason: 'broke off' };
    };
    await service.deliver();
    service.mailer.answers = () => undefined;
    service.wait(2);
    await service.sweep();
    await service.hear();
    await service.settle(2);
    expect(service.mailer.readers).toHaveLength(5);
    expect(service.receipt(edition)).toMatchObject({ accepted: 5, uncertain: 0 });
  });

  it.each<[string, (service: Service) => void | Promise<void>]>([
    [
      'an accepted message has no Send event',
      service => {
        for (const row of service.deliveries.rows.values()) if (row.state === 'accepted') row.heard = {};
      },
    ],
    [
      'events wait to be noted',
      service => {
        service.feedbackQueue.count = 1;
      },
    ],
    [
      'another stack has taken the stores over since: the events of before came to the older one',
      async service => {
        await service.sweep();
        Object.assign(service.stack, { current: 'stack-2', adopts: true });
        await service.sweep();
      },
    ],
    ['an operator wants to be asked', service => service.configure({}, { sliceSize: 2, settle: 'ask' })],
  ])('stays uncertain while %s; after 72 hours the edition closes and names it', async (_, prepare) => {
    const service = await uncertain();
    await prepare(service);
    await service.settle(71, 1);
    expect(await service.row(edition)).toMatchObject({ state: 'delivering' });
    expect(await service.sweep()).toMatchObject({ uncertain: 1, failures: [] });
    await service.settle(2, 1);
    expect(service.mailer.readers.filter(to => to === one)).toEqual([]);
    expect(await service.row(edition)).toMatchObject({ state: 'closed', uncertain: 1 });
    expect(service.receipt(edition)).toMatchObject({
      accepted: 4,
      uncertain: 1,
      uncertainReaders: [aReader(1).id],
    });
    expect(await service.sweep()).toMatchObject({ uncertain: 1 });
    const mail = await simpleParser(Buffer.from(service.mailer.told[0]?.raw ?? ''));
    expect(mail.subject).toBe('Decide about one reader: No. 1 went to 4 of 5 readers · Weekly');
    expect(mail.text?.replace(/ \\\n +/g, ' ')).toContain(
      `resend ${edition} --uncertain --publication weekly`,
    );
    expect(mail.text).toContain(aReader(1).id);
  });

  it('stays uncertain when no event of the edition ever came: silence would mean nothing', async () => {
    const service = await uncertain({ readers: 1 });
    await service.settle(80, 1);
    expect(service.mailer.readers).toEqual([]);
    expect(service.receipt(edition)).toMatchObject({ audience: 1, uncertain: 1 });
  });

  it('takes a claim for uncertain whose worker must have ended, after half an hour and not before', async () => {
    const service = await published();
    const key = { publication: 'weekly', edition, reader: aReader(1).id };
    await service.deliveries.claim(key, 'ended', service.time.now);
    await service.deliver();
    service.wait(0.5);
    await service.sweep();
    expect((await service.deliveries.read(key))?.state).toBe('claimed');
    service.wait(0.01);
    await service.sweep();
    expect(await service.deliveries.read(key)).toMatchObject({
      state: 'uncertain',
      reason: 'the worker ended before it noted the outcome',
    });
  });

  it('writes a further receipt when an event settles it after the edition was closed', async () => {
    const service = await uncertain();
    service.feedbackQueue.count = 1;
    await service.settle(74, 1);
    expect(service.receipt(edition)).toMatchObject({ uncertain: 1 });
    const key = { publication: 'weekly', edition, reader: aReader(1).id };
    const { attempt } = (await service.deliveries.read(key)) ?? {};
    await service.deliveries.applyEvent(key, attempt ?? '', { messageId: 'late', sent: true, later: null });
    await service.settle(2, 1);
    expect(service.receipt(edition, 2)).toMatchObject({ receipt: 2, accepted: 5, uncertain: 0 });
    expect(service.receipt(edition)).toMatchObject({ uncertain: 1 });
    expect(await service.row(edition)).toMatchObject({ receipts: 2, uncertain: 0, told: 2 });
    expect(service.mailer.told).toHaveLength(2);
    await service.settle(5, 1);
    expect(service.receipt(edition, 3)).toBeUndefined();
  });

  it('counts a closed edition with uncertain deliveries again once an hour, not with every sweep', async () => {
    const service = await uncertain();
    service.feedbackQueue.count = 1;
    await service.settle(74, 1);
    const ofReaders = service.deliveries.ofReaders.bind(service.deliveries);
    let counts = 0;
    service.deliveries.ofReaders = async (...input) => {
      counts += 1;
      return ofReaders(...input);
    };
    service.wait(1);
    await service.sweep();
    const once = counts;
    expect(once).toBeGreaterThan(0);
    service.wait(0.9);
    await service.sweep();
    expect(counts).toBe(once);
    service.wait(0.1);
    await service.sweep();
    expect(counts).toBe(2 * once);
  });

  it('has the next manifest carry the hash of the receipt, once there is one', async () => {
    const service = await published();
    const manifest = (name: string) =>
      JSON.parse(service.archive.files.get(`weekly/${name}/manifest.json`) ?? '{}');
    await service.deliver();
    await service.sweep();
    service.wait(7 * 24);
    await service.publish('2026-11-30T06:00:00Z');
    const { sha256 } = await import('../../../core/foundation/hash.ts');
    expect(manifest(edition).previousReceipt).toBeNull();
    expect(manifest('2026-11-30').previousReceipt).toBe(
      sha256(service.receipts.files.get(`weekly/${edition}/1`) ?? ''),
    );
  });
});
