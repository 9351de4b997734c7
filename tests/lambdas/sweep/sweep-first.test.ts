import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../core/edition/manifest.ts';
import { editionLimits, TooMuchError } from '../../../core/edition/too-much.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { aService, type Service } from '../../support/builders/a-service.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const monday = '2026-11-23T06:00:00Z' as Instant;

async function file(service: Service, id: string, facts = 1): Promise<void> {
  const all = Array.from({ length: facts }, (_, index) => aFact(id, index + 1));
  await service.record(aRecord(service.time.now, anArticleFile(id, all)).record);
}

async function unseen(at = '2026-11-21T12:00:00Z'): Promise<Service> {
  const service = await aService({ at });
  service.sightings.since = undefined;
  return service;
}

const factsOf = (service: Service, edition: string) =>
  readManifest(service.archive.files.get(`weekly/${edition}/manifest.json`) ?? '').facts;

describe('a sweep and a publication without editions', () => {
  it('writes down that it saw it, so that its first edition begins there, whatever becomes of the tables', async () => {
    const service = await unseen();
    await file(service, 'before');
    service.wait(1.5);
    await file(service, 'while-deploying');
    service.wait(0.3);
    await service.sweep();
    expect(service.sightings.records.get('weekly')?.since).toBe('2026-11-21T12:48:00Z');
    service.wait(100);
    await service.sweep();
    expect(service.sightings.records.get('weekly')?.since).toBe('2026-11-21T12:48:00Z');
    await service.publish(monday);
    expect(factsOf(service, '2026-11-23')).toEqual(['while-deploying.1']);
  });

  it('takes the word of an installation of before, which knows the schedule', async () => {
    const service = await unseen();
    await service.sweep();
    await file(service, 'one');
    service.sightings.records.clear();
    service.wait(30);
    await service.sweep();
    expect(service.sightings.records.get('weekly')?.since).toBe('2026-11-21T11:00:00Z');
  });

  it('sees none that has editions, of its own or under the id that it had', async () => {
    const service = await unseen('2026-11-23T06:10:00Z');
    await service.publish(monday);
    service.sightings.records.clear();
    await service.sweep();
    service.configure({ id: 'renamed', formerly: 'weekly' });
    await service.sweep();
    expect(service.sightings.records.size).toBe(0);
    service.configure({ id: 'another' });
    await service.sweep();
    expect([...service.sightings.records.keys()]).toEqual(['another']);
  });

  it('sees all before it works on any', async () => {
    const service = await unseen();
    const seen: string[] = [];
    const { write } = service.sightings;
    service.sightings.write = sighting => {
      seen.push(sighting.publication);
      return write.call(service.sightings, sighting);
    };
    const { since } = service.timetables;
    service.timetables.since = (...row) => {
      seen.push('work');
      return since.apply(service.timetables, row);
    };
    await service.sweep();
    expect(seen).toEqual(['weekly', 'work']);
  });
});

describe('a sweep and an edition that would hold too much', () => {
  it('says so once a sweep, makes nothing, does all else, and publishes once coversSince says from when on', async () => {
    const service = await aService({ at: '2026-11-22T05:00:00Z' });
    await service.sweep();
    for (let n = 1; n <= 4; n += 1) {
      service.wait(0.5);
      await file(service, `import-${n}`, editionLimits.facts / 2);
    }
    service.time.now = plusHours(monday, 1);
    for (let round = 1; round <= 2; round += 1) {
      const { failures, held, overdue } = await service.sweep();
      expect(failures).toHaveLength(1);
      expect(failures[0]).toMatchObject({ publication: 'weekly', what: 'missing editions' });
      expect(failures[0]?.error).toBeInstanceOf(TooMuchError);
      expect({ held, overdue }).toEqual({ held: 1, overdue: 0 });
      expect([service.seals.seals.size, service.archive.files.size]).toEqual([0, 0]);
      service.wait(0.1);
    }
    const [failure] = (await service.sweep()).failures;
    if (!(failure?.error instanceof TooMuchError)) throw new Error('nothing was refused');
    service.configure({ coversSince: failure.error.coversSince });
    expect((await service.sweep()).failures).toEqual([]);
    expect(factsOf(service, '2026-11-23')).toHaveLength(editionLimits.facts);
  });
});
