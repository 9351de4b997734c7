import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { receiptLines } from '../../../core/delivery/receipt/receipt-lines.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { eraseReader } from '../../../core/readers/erase.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aService, aServiceAfterOne, type Service } from '../../support/builders/a-service.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const edition = '2026-11-23';

/** One sweep in each five minutes of a day. */
async function aDay(service: Service): Promise<void> {
  for (let minute = 0; minute < 24 * 60; minute += 5) {
    service.wait(5 / 60);
    const { failures } = await service.sweep();
    expect(failures).toEqual([]);
  }
}

const leave = (service: Service, n: number) =>
  service.readers.leave('weekly', aReader(n).id, aReader(n).token, service.time.now, 'link');

describe('a sweep and the readers', () => {
  it('forgets the address of who left, some time after that, though nobody kept the ending at once', async () => {
    const service = await aServiceAfterOne();
    await leave(service, 1);
    await aDay(service);
    expect((await service.readers.read('weekly', aReader(1).id))?.address).toBe('reader-1@mail.example');
    service.wait(29 * 24 + 1);
    await service.sweep();
    expect(await service.readers.read('weekly', aReader(1).id)).toMatchObject({ address: '', state: 'left' });
    expect((await service.readers.read('weekly', aReader(2).id))?.address).toBe('reader-2@mail.example');
    expect(service.log).toContainEqual({ what: 'readers', about: { forgotten: 1 } });
  });

  it('completes an erasure within a day, and mails nobody who was erased before their slice was read', async () => {
    const service = await aService();
    await service.record(aRecord(service.time.now, anArticleFile('one')).record);
    await service.sweep();
    service.wait(1 + 1 / 60);
    await service.publish('2026-11-23T06:00:00Z');
    const context = service.context();
    const { id } = aReader(1);
    await context.keeper.keep([{ publication: 'old', reader: id, kind: 'left', at: service.time.now }]);
    await eraseReader(
      { ...context, readers: service.readers },
      { id, publications: [], at: service.time.now, how: 'x' },
    );
    await service.deliver();
    expect(service.mailer.readers).not.toContain('reader-1@mail.example');
    expect(service.mailer.readers).toHaveLength(4);
    await aDay(service);
    expect(await service.readers.read('weekly', id)).toBeUndefined();
    expect([...service.endings.keys].filter(key => key.includes(id))).toEqual([
      expect.stringMatching(/^endings\/_all\/.*-erased\.json$/),
    ]);
  });

  it('ends the subscriptions that mail comes back from, and holds up nothing where that fails', async () => {
    const service = await aServiceAfterOne();
    for (const [index, name] of ['2026-10-05', '2026-10-26', edition].entries())
      await service.softBounces.note({
        ...{ publication: 'weekly', reader: aReader(1).id, domain: 'mail.example' },
        ...{ edition: name, at: plusHours('2026-11-01T00:00:00Z' as Instant, index) },
      });
    const { endedBefore } = service.readers.forgetting;
    service.readers.forgetting.endedBefore = () => Promise.reject(new Error('no answer'));
    let ended = 0;
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      service.wait(5 / 60);
      const { failures } = await service.sweep();
      expect(failures.map(({ what }) => what)).toEqual(['forgetting addresses']);
      ended += (await service.readers.read('weekly', aReader(1).id))?.state === 'bounced' ? 1 : 0;
    }
    service.readers.forgetting.endedBefore = endedBefore;
    expect(ended).toBeGreaterThan(0);
  });

  it('ends nobody by what came back while the editions cannot be read: what arrived is not known then', async () => {
    const service = await aServiceAfterOne();
    for (const [index, name] of ['2026-10-05', '2026-10-26', '2026-11-30'].entries())
      await service.softBounces.note({
        ...{ publication: 'weekly', reader: aReader(1).id, domain: 'mail.example' },
        ...{ edition: name, at: plusHours('2026-11-01T00:00:00Z' as Instant, index) },
      });
    service.seals.links = () => Promise.reject(new Error('no answer'));
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      service.wait(5 / 60);
      const { failures } = await service.sweep();
      expect(failures.map(({ what }) => what)).toContain('the chain');
    }
    expect((await service.readers.read('weekly', aReader(1).id))?.state).toBe('active');
  });
});

describe('a receipt', () => {
  /** An edition that was mailed while somebody came, left, and is on the way. */
  async function told() {
    const service = await aService();
    await service.record(aRecord(service.time.now, anArticleFile('one')).record);
    await service.sweep();
    await service.readers.add({ ...aReader(6), joined: service.time.now });
    await leave(service, 1);
    await service.softBounces.note({
      ...{ publication: 'weekly', reader: aReader(2).id, domain: 'mail.example' },
      ...{ edition: '2026-11-16', at: service.time.now },
    });
    service.wait(1 + 1 / 60);
    await service.publish('2026-11-23T06:00:00Z');
    await leave(service, 3);
    await service.deliver();
    await service.hear();
    await service.settle(1);
    return service;
  }

  it('says who came and went since the edition before, and to whom mail comes back', async () => {
    const service = await told();
    const receipt = service.receipt(edition);
    expect(receipt).toMatchObject({ gained: 1, lost: 1, lostBy: { left: 1 }, onTheWay: 1, accepted: 4 });
    const [mail] = service.mailer.told;
    const { text = '' } = await simpleParser(Buffer.from(mail?.raw ?? ''));
    const said = text.replace(/\s+/g, ' ');
    expect(said).toContain('one reader was gained and one lost (one left).');
    expect(said).toContain('Mail to one reader comes back for now. If it goes on, its subscription ends.');
  });

  it('says nothing of it where it is not known, as in those of earlier versions', async () => {
    const receipt = (await told()).receipt(edition);
    if (!receipt) throw new Error('no receipt');
    const { gained: _, lost: __, onTheWay: ___, ...older } = receipt;
    const labels = receiptLines(older).map(([label]) => label);
    expect(labels).not.toContain('Readers');
    expect(labels).not.toContain('Comes back');
  });
});
