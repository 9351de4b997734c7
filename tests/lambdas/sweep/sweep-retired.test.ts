import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { senderAddresses } from '../../../core/publication/retired.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { aRetired } from '../../support/builders/a-retired.ts';
import { aService, type Service } from '../../support/builders/a-service.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const monday = '2026-11-23T06:00:00Z' as Instant;
const key = { publication: 'weekly', edition: '2026-11-23' };
const other = { id: 'renamed', title: 'Renamed', from: { name: 'Renamed', address: 'new@news.example' } };

/** An edition of which one slice of three was delivered; or, unless it is, one that is sealed and has not begun. */
async function underWay(delivered = true): Promise<Service> {
  const service = await aService();
  await service.record(aRecord(service.time.now, anArticleFile('one')).record);
  await service.sweep();
  service.wait(1 + 1 / 60);
  if (!delivered) {
    const { editions } = service;
    const freeze = editions.freeze.bind(editions);
    editions.freeze = async () => {
      editions.freeze = freeze;
      throw new Error('ended before it froze the audience');
    };
    await expect(service.publish(monday)).rejects.toThrow('ended');
    return service;
  }
  await service.publish(monday);
  service.queue.work.splice(1);
  await service.deliver();
  return service;
}

/** From now on everything runs with this configuration; only the senders that it lists may send. */
function deployed(service: Service, changes: object, more: object = {}): void {
  service.configure(changes, { sliceSize: 2 }, more);
  const listed = senderAddresses(aConfiguration(changes, {}, more));
  service.mailer.answers = ({ from }) =>
    listed.includes(from) ? undefined : { outcome: 'refused', reason: 'AccessDenied: not authorized' };
}

const row = (service: Service) => service.editions.read(key);

const kinds: [name: string, changes: object, more: object, unknown: number][] = [
  ['retired', other, { retired: [aRetired()] }, 0],
  ['retired, and named as a former id', { ...other, formerly: 'weekly' }, { retired: [aRetired()] }, 0],
  ['renamed in one step', { ...other, formerly: 'weekly', formerSenders: ['digest@news.example'] }, {}, 0],
  [
    'in no list any more, its sender being another’s',
    { ...other, from: { name: 'R', address: 'digest@news.example' } },
    {},
    1,
  ],
];

describe('an edition of a publication that is', () => {
  it.each(kinds)(
    '%s while it is delivered reaches everybody once, from its own sender, and is closed',
    async (_, changes, more, unknown) => {
      const service = await underWay();
      deployed(service, changes, more);
      await service.settle(2);
      expect(new Set(service.mailer.readers).size).toBe(5);
      expect(service.mailer.readers).toHaveLength(5);
      const mailed = service.mailer.taken.filter(({ to }) => !to.startsWith('operator@'));
      expect(new Set(mailed.map(({ from }) => from))).toEqual(new Set(['digest@news.example']));
      expect(await row(service)).toMatchObject({ state: 'closed', told: 1, hold: null });
      expect((await service.sweep()).unknown).toBe(unknown);
    },
  );

  it.each(kinds)(
    '%s before its delivery has begun is begun, and reaches everybody',
    async (_, changes, more) => {
      const service = await underWay(false);
      deployed(service, changes, more);
      await service.settle(2);
      expect(new Set(service.mailer.readers).size).toBe(5);
      expect(service.mailer.readers).toHaveLength(5);
      expect(await row(service)).toMatchObject({ state: 'closed', audience: { readers: 5 } });
    },
  );

  it.each(kinds)(
    '%s, and late before its delivery has begun, waits for an operator',
    async (_, changes, more) => {
      const service = await underWay(false);
      deployed(service, changes, more);
      service.wait(40);
      expect(await service.sweep()).toMatchObject({ held: 1, failures: [] });
      expect((await row(service))?.hold).toMatch(/^late: /);
      await service.editions.release(key);
      await service.settle(1);
      expect(service.mailer.readers).toHaveLength(5);
    },
  );
});

describe('a retired publication', () => {
  it('makes no edition, however long it goes on', async () => {
    const service = await underWay();
    deployed(service, other, { retired: [aRetired()] });
    await service.settle(24 * 8, 4);
    const ids = await service.seals.links('weekly');
    expect(ids).toEqual([null]);
    expect(await service.seals.links('renamed')).toEqual([null]);
  });

  it('that never sealed anything fails nothing', async () => {
    const service = await aService();
    deployed(service, other, { retired: [aRetired({ id: 'never-there' })] });
    expect(await service.sweep()).toMatchObject({ failures: [], unknown: 0 });
  });
});

describe('a publication that sealed editions and stands nowhere', () => {
  it('is counted and noted by every sweep, by its id alone, until it is listed', async () => {
    const service = await underWay();
    deployed(service, other);
    for (let turn = 0; turn < 2; turn += 1) {
      service.log.length = 0;
      expect((await service.sweep()).unknown).toBe(1);
      const noted = service.log.filter(({ what }) => what === 'unknown publication');
      expect(noted.map(({ about }) => about)).toEqual([
        { publication: 'weekly', todo: expect.stringContaining('"retired" in cdk.json') },
      ]);
      expect(JSON.stringify(noted)).not.toContain('@');
    }
    deployed(service, other, { retired: [aRetired()] });
    expect((await service.sweep()).unknown).toBe(0);
  });

  it('has its receipt mailed to the operator from a sender that may send', async () => {
    const service = await underWay();
    service.queue.work.length = 0;
    deployed(service, other, { retired: [aRetired()] });
    await service.settle(2);
    // Closed by now; as if the operator had not been told, and the entry were gone.
    deployed(service, other);
    const closed = await row(service);
    service.editions.rows.set(`${key.publication}/${key.edition}`, {
      ...(closed as object),
      told: 0,
    } as never);
    service.mailer.taken.length = 0;
    service.wait(1);
    await service.sweep();
    expect(service.mailer.told.map(({ from }) => from)).toEqual(['new@news.example']);
  });
});

describe('an edition whose sender is listed no more', () => {
  it('is held with the address and the field that lists it again, and goes on once that is deployed and it is released', async () => {
    const service = await underWay();
    const moved = { from: { name: 'Weekly', address: 'weekly@news.example' } };
    deployed(service, moved);
    await service.settle(1);
    const held = await row(service);
    expect(held?.hold).toMatch(
      /^sender: .*add "digest@news\.example" to publications\[0\]\.formerSenders in cdk\.json, deploy, then release.*AccessDenied/,
    );
    expect(service.mailer.readers).toHaveLength(2);
    // Released too early it is held again; listed and released, it goes on.
    await service.editions.release(key);
    await service.settle(1);
    expect((await row(service))?.hold).toMatch(/^sender: /);
    deployed(service, { ...moved, formerSenders: ['digest@news.example'] });
    await service.editions.release(key);
    await service.settle(1);
    expect(service.mailer.readers).toHaveLength(5);
    expect(new Set(service.mailer.readers).size).toBe(5);
    expect(await row(service)).toMatchObject({ state: 'closed', hold: null });
  });

  it('of a publication that stands nowhere is held with the entry to add', async () => {
    const service = await underWay();
    deployed(service, other);
    await service.settle(1);
    expect((await row(service))?.hold).toMatch(
      /add an entry for "weekly" to "retired".*"digest@news\.example"/,
    );
  });

  it('keeps what SES says where another cause stops it', async () => {
    const service = await underWay();
    deployed(service, { from: { name: 'Weekly', address: 'weekly@news.example' } });
    service.mailer.answers = () => ({ outcome: 'refused', reason: 'AccountSendingPaused: x' });
    await service.settle(1);
    expect((await row(service))?.hold).toBe('AccountSendingPaused: x');
  });
});
