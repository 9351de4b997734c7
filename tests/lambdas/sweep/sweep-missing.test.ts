import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../core/edition/manifest.ts';
import { aService, type Service } from '../../support/builders/a-service.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const monday = '2026-11-23T06:00:00Z';
const daily = { schedule: { every: 'day', at: '07:00', timeZone: 'Europe/Brussels' } };

/** Files a fact at the service's time. */
async function file(service: Service, id: string): Promise<void> {
  await service.record(aRecord(service.time.now, anArticleFile(id)).record);
}

function editionsOf(service: Service): string[] {
  const names = [...service.archive.files.keys()].filter(key => key.endsWith('/manifest.json'));
  return names.map(key => key.split('/')[1] ?? '').sort();
}

function factsOf(service: Service): string[] {
  const manifests = [...service.archive.files].filter(([key]) => key.endsWith('/manifest.json'));
  return manifests.flatMap(([, content]) => readManifest(content).facts);
}

describe('a sweep and what is missing', () => {
  it('publishes what the scheduler did not start, once, and mails everybody', async () => {
    const service = await aService();
    await file(service, 'one');
    await service.sweep();
    service.wait(1.1);
    await service.sweep();
    expect(editionsOf(service)).toEqual([]);
    service.wait(0.1);
    expect(await service.sweep()).toMatchObject({ held: 0, overdue: 0, failures: [] });
    expect(editionsOf(service)).toEqual(['2026-11-23']);
    await service.settle(1);
    await service.sweep();
    expect(editionsOf(service)).toEqual(['2026-11-23']);
    expect(new Set(service.mailer.readers).size).toBe(5);
    expect(service.mailer.readers).toHaveLength(5);
  });

  it('misses nothing of the time before it first saw the schedule', async () => {
    const service = await aService({ at: '2026-11-25T12:00:00Z' });
    await file(service, 'one');
    await service.sweep();
    await service.settle(24, 1);
    expect(editionsOf(service)).toEqual([]);
  });

  it('makes one edition of a time, however many sweeps and publishers run at once', async () => {
    const service = await aService();
    await file(service, 'one');
    await service.sweep();
    service.wait(1.5);
    const publishing = [service.publish(monday), service.publish(monday)];
    await Promise.all([...publishing, service.sweep(), service.sweep(), service.sweep()]);
    await service.settle(1);
    expect(editionsOf(service)).toEqual(['2026-11-23']);
    expect(service.mailer.readers).toHaveLength(5);
  });

  it('holds what is more than 36 hours late before it is sealed; the next edition takes its facts in', async () => {
    const service = await aService();
    await file(service, 'one');
    await service.sweep();
    service.wait(1 + 36.1);
    expect(await service.sweep()).toMatchObject({ held: 1, overdue: 0, failures: [] });
    expect(editionsOf(service)).toEqual([]);
    service.wait(6 * 24);
    await service.settle(1);
    expect(editionsOf(service)).toEqual(['2026-11-30']);
    expect(factsOf(service)).toEqual(['one.1']);
    expect(await service.sweep()).toMatchObject({ held: 0 });
  });

  it('publishes a late one when an operator releases it, by its time', async () => {
    const service = await aService();
    await file(service, 'one');
    await service.sweep();
    service.wait(40);
    await service.sweep();
    await service.publish(monday);
    await service.settle(1);
    expect(editionsOf(service)).toEqual(['2026-11-23']);
    expect(service.mailer.readers).toHaveLength(5);
    expect(await service.sweep()).toMatchObject({ held: 0 });
  });

  it('publishes every missed day in its order, and repeats no fact', async () => {
    const service = await aService({ changes: daily, settings: { sliceSize: 2, holdWhenLateHours: 168 } });
    await service.sweep();
    await file(service, 'one');
    service.wait(25);
    await file(service, 'two');
    service.wait(30);
    await service.sweep();
    expect(editionsOf(service)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25']);
    expect(factsOf(service)).toEqual(['one.1', 'two.1']);
  });

  it.each([
    ['from weekly to daily', daily],
    ['to another hour', { schedule: { ...daily.schedule, every: 'week', on: 'monday', at: '09:00' } }],
    ['to another day', { schedule: { ...daily.schedule, every: 'week', on: 'tuesday' } }],
    [
      'to a zone further west',
      { schedule: { ...daily.schedule, every: 'week', on: 'monday', timeZone: 'America/New_York' } },
    ],
    [
      'to a zone further east',
      { schedule: { ...daily.schedule, every: 'week', on: 'monday', timeZone: 'Asia/Shanghai' } },
    ],
  ])('makes no phantom edition and repeats no fact when a schedule changes %s', async (_, changes) => {
    for (const changedAfterHours of [1.5, 26, 24 * 5]) {
      const service = await aService();
      await file(service, 'one');
      await service.sweep();
      service.wait(1);
      await service.publish(monday);
      service.wait(changedAfterHours);
      const changedAt = service.time.now;
      service.configure(changes);
      await file(service, 'two');
      await service.settle(24 * 9, 3);
      // Each edition but the first is of a time of the new schedule, after the change.
      const [first, ...others] = editionsOf(service);
      expect(first).toBe('2026-11-23');
      expect(others.length).toBeGreaterThan(0);
      for (const name of others) {
        const { window } = readManifest(service.archive.files.get(`weekly/${name}/manifest.json`) ?? '');
        expect(window.to > changedAt, `${name} to ${window.to}, changed ${changedAt}`).toBe(true);
      }
      expect(factsOf(service)).toEqual(['one.1', 'two.1']);
      expect(
        new Set(service.mailer.taken.map(({ to, tags }) => `${to} ${tags.edition} ${tags.receipt}`)).size,
      ).toBe(service.mailer.taken.length);
    }
  });

  it('makes no phantom edition when a publication gets another id', async () => {
    const service = await aService();
    await file(service, 'one');
    await service.sweep();
    service.wait(1);
    await service.publish(monday);
    service.wait(30);
    service.configure({ id: 'renamed' });
    await service.settle(24 * 5, 3);
    expect(service.seals.seals.size).toBe(1);
  });

  it('repeats no fact and loses none when a publication gets another id that says its former one', async () => {
    const service = await aService({ changes: daily });
    await service.sweep();
    await file(service, 'one');
    service.wait(1);
    await service.publish(monday);
    service.wait(2);
    service.configure({ ...daily, id: 'renamed', formerly: 'weekly' });
    await file(service, 'two');
    // Recorded before the last edition under the old id was made, and seen by nobody until now.
    await service.record(aRecord('2026-11-23T05:59:00Z', anArticleFile('late')).record);
    await service.settle(24 * 3, 1);
    expect(factsOf(service).sort()).toEqual(['late.1', 'one.1', 'two.1']);
    const renamed = [...service.archive.files.keys()].filter(key => key.startsWith('renamed/'));
    const editions = [...new Set(renamed.map(key => key.split('/')[1]))];
    expect(editions).toEqual(['2026-11-24', '2026-11-25', '2026-11-26']);
    const first = readManifest(service.archive.files.get('renamed/2026-11-24/manifest.json') ?? '');
    expect(first).toMatchObject({ number: 1, previous: null, window: { from: monday } });
  });

  it('does not stop at a publication that fails, says which, and counts it as overdue', async () => {
    const service = await aService();
    await file(service, 'one');
    await service.sweep();
    service.wait(1.5);
    const write = service.seals.write.bind(service.seals);
    service.seals.write = async () => {
      throw new Error('no such bucket');
    };
    const report = await service.sweep();
    expect(report).toMatchObject({
      overdue: 1,
      failures: [{ publication: 'weekly', what: 'missing editions' }],
    });
    service.seals.write = write;
    expect(await service.sweep()).toMatchObject({ overdue: 0, failures: [] });
    expect(editionsOf(service)).toEqual(['2026-11-23']);
  });

  it('counts all that a failure leaves unpublished as overdue, not only the one that failed', async () => {
    const service = await aService({ changes: daily });
    await service.sweep();
    service.wait(24 * 1.25);
    service.seals.write = async () => {
      throw new Error('no such bucket');
    };
    expect(await service.sweep()).toMatchObject({ overdue: 2, failures: [{ what: 'missing editions' }] });
  });

  it('finishes an edition whose publisher ended after its seal, or holds it when that is long ago', async () => {
    for (const [hours, held] of [
      [1, 0],
      [40, 1],
    ] as const) {
      const service = await aService();
      await file(service, 'one');
      service.wait(1);
      service.archive.putOnce = async () => {
        throw new Error('ended');
      };
      await expect(service.publish(monday)).rejects.toThrow('ended');
      Reflect.deleteProperty(service.archive, 'putOnce');
      service.wait(hours);
      expect(await service.sweep()).toMatchObject({ held, failures: [] });
      await service.deliver();
      expect(service.mailer.readers).toHaveLength(held === 1 ? 0 : 5);
      const row = await service.row('2026-11-23');
      if (held === 0) expect(row?.hold).toBeNull();
      else {
        expect(row?.hold).toMatch(/^late: it was due at 2026-11-23T06:00:00Z/);
        await service.editions.release({ publication: 'weekly', edition: '2026-11-23' });
        await service.settle(1);
        expect(service.mailer.readers).toHaveLength(5);
      }
    }
  });
});
