import { beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../../../core/edition/decisions/decide.ts';
import type { Seals } from '../../../core/edition/seal.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { nextDue } from '../../../local/start/publish-next.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { MemoryDecisions } from '../../support/memory/memory-decisions.ts';

const clock = { now: () => '2026-11-25T12:00:00Z' as Instant };
/** Seals of which only the newest of a publication is asked for: by the time at which its window ends. */
function sealsOf(ends: Record<string, string>) {
  const plan = (id: string) => ({ edition: ends[id]?.slice(0, 10), window: { from: null, to: ends[id] } });
  const seals = {
    links: async (id: string) => (id in ends ? ['2026-11-16'] : []),
    read: async (id: string) => ({ plan: plan(id) }),
  };
  return seals as unknown as Seals;
}
const schedule = { every: 'week', on: 'monday', at: '07:00', timeZone: 'Europe/Brussels' } as const;
const weekly = aPublication({ id: 'weekly', schedule });
const daily = aPublication({
  id: 'daily',
  schedule: { every: 'day', at: '07:00', timeZone: 'Europe/Brussels' },
});

let decisions = new MemoryDecisions(clock.now);
beforeEach(() => {
  decisions = new MemoryDecisions(clock.now);
});

describe('nextDue', () => {
  const next = async (publications: Parameters<typeof nextDue>[0], ends: Record<string, string>) => {
    const stores = { seals: sealsOf(ends), decisions };
    const { due, publications: those } = await nextDue(publications, stores, clock);
    return [due, ...those.map(({ id }) => id)];
  };

  it('is the first time after the newest edition, whatever the clock says', async () => {
    expect(await next([weekly], { weekly: '2026-11-09T06:00:00Z' })).toEqual([
      '2026-11-16T06:00:00Z',
      'weekly',
    ]);
    expect(await next([weekly], { weekly: '2026-12-21T06:00:00Z' })).toEqual([
      '2026-12-28T06:00:00Z',
      'weekly',
    ]);
  });

  it('is the earliest of all publications, with all that are due then', async () => {
    const ends = { weekly: '2026-11-23T06:00:00Z', daily: '2026-11-25T06:00:00Z' };
    expect(await next([weekly, daily], ends)).toEqual(['2026-11-26T06:00:00Z', 'daily']);
    expect(await next([weekly, daily], { ...ends, daily: '2026-11-29T06:00:00Z' })).toEqual([
      '2026-11-30T06:00:00Z',
      'weekly',
      'daily',
    ]);
  });

  it('passes over what an operator left out, and over publications that are paused', async () => {
    const ends = { weekly: '2026-11-23T06:00:00Z', daily: '2026-11-29T06:00:00Z' };
    await decide(
      decisions,
      'weekly',
      { kind: 'skip', edition: '2026-11-30', because: 'holidays' },
      undefined,
    );
    expect(await next([weekly, daily], ends)).toEqual(['2026-11-30T06:00:00Z', 'daily']);
    await decide(decisions, 'daily', { kind: 'pause', because: 'holidays' }, undefined);
    expect(await next([weekly, daily], ends)).toEqual(['2026-12-07T06:00:00Z', 'weekly']);
    await decide(decisions, 'weekly', { kind: 'pause', because: 'holidays' }, undefined);
    expect(await next([weekly, daily], ends)).toEqual(['2026-11-25T13:00:00Z']);
  });

  it('comes after the clock for a publication that has no edition, and after those of its former name', async () => {
    expect(await next([weekly], {})).toEqual(['2026-11-30T06:00:00Z', 'weekly']);
    const renamed = aPublication({ id: 'weekly', schedule, formerly: 'before' });
    expect(await next([renamed], { before: '2026-12-07T06:00:00Z' })).toEqual([
      '2026-12-14T06:00:00Z',
      'weekly',
    ]);
  });

  it('never is a time that the newest edition covers, as one of its own day in a changed schedule', async () => {
    const later = aPublication({ id: 'weekly', schedule: { ...schedule, at: '18:00' } });
    expect(await next([later], { weekly: '2026-11-23T06:00:00Z' })).toEqual([
      '2026-11-30T17:00:00Z',
      'weekly',
    ]);
  });
});
