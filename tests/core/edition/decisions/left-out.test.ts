import { describe, expect, it } from 'vitest';
import type { Pause, Skip, Standing } from '../../../../core/edition/decisions/decision.ts';
import { editionsLeftOut, leftOutBy } from '../../../../core/edition/decisions/left-out.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import type { Plan } from '../../../../core/publication/plan.ts';
import { aPublication } from '../../../support/builders/a-publication.ts';

const said = { number: 1, decidedAt: '2026-11-20T00:00:00Z' as Instant, because: 'holidays' };
const aSkip = (edition: string): Skip => ({ ...said, edition });
const aPause = (until: string | null): Pause => ({
  ...{ ...said, from: said.decidedAt },
  until: until as Instant | null,
});
const at = (edition: string) => ({ edition, time: `${edition}T06:00:00Z` as Instant });

describe('an edition that is not sealed', () => {
  it('is left out if it is skipped, whatever else is', () => {
    const standing: Standing = { skipped: [aSkip('2026-11-30')], pause: null };
    expect(leftOutBy(standing, at('2026-11-30'))).toEqual({
      outcome: 'skipped',
      decision: aSkip('2026-11-30'),
    });
    expect(leftOutBy(standing, at('2026-12-07'))).toBeUndefined();
  });

  it('is left out by a pause that goes on, and if its time had come when a pause ended', () => {
    const going: Standing = { skipped: [], pause: aPause(null) };
    expect(leftOutBy(going, at('2026-11-16'))).toEqual({ outcome: 'paused', decision: aPause(null) });
    expect(leftOutBy(going, at('2030-11-18'))?.outcome).toBe('paused');
    const ended: Standing = { skipped: [], pause: aPause('2026-11-30T06:00:00Z') };
    expect(leftOutBy(ended, at('2026-11-30'))?.outcome).toBe('paused');
    expect(leftOutBy(ended, at('2026-12-07'))).toBeUndefined();
  });
});

describe('the editions that were left out before one', () => {
  const weekly = aPublication();
  const plan = (from: string | null, to: string, more: Partial<Plan> = {}): Plan => ({
    ...{ publication: 'weekly', edition: to, number: 2, previous: from },
    window: { from: from === null ? null : at(from).time, to: at(to).time },
    ...more,
  });
  const both: Standing = { skipped: [aSkip('2026-11-30')], pause: aPause('2026-11-24T00:00:00Z') };

  it('are those of the schedule between it and the one before', () => {
    expect(editionsLeftOut(both, weekly, plan('2026-11-16', '2026-12-07'))).toEqual([
      '2026-11-23',
      '2026-11-30',
    ]);
    expect(editionsLeftOut(both, weekly, plan('2026-11-23', '2026-12-07'))).toEqual(['2026-11-30']);
    expect(editionsLeftOut(both, weekly, plan('2026-12-07', '2026-12-14'))).toEqual([]);
  });

  it('are not those that were due long before a pause: whyever they did not come out, it is not for that', () => {
    const paused: Standing = { skipped: [], pause: aPause('2026-11-24T00:00:00Z') };
    expect(editionsLeftOut(paused, weekly, plan('2026-11-02', '2026-11-30'))).toEqual(['2026-11-23']);
    const late = { ...aPause('2026-11-24T00:00:00Z'), from: '2026-11-24T00:00:00Z' as Instant };
    expect(editionsLeftOut({ skipped: [], pause: late }, weekly, plan('2026-11-09', '2026-11-30'))).toEqual([
      '2026-11-23',
    ]);
  });

  it('are not those that nobody left out, nor days of no edition', () => {
    const other: Standing = { skipped: [aSkip('2026-12-01')], pause: null };
    expect(editionsLeftOut(other, weekly, plan('2026-11-16', '2026-12-14'))).toEqual([]);
  });

  it('are told from where the window before ended, also where this one begins later; of a first edition from where it begins', () => {
    const later = plan('2026-12-07', '2026-12-14', {
      previous: '2026-11-16',
      leftOutSince: at('2026-11-16').time,
    });
    expect(editionsLeftOut(both, weekly, later)).toEqual(['2026-11-23', '2026-11-30']);
    expect(editionsLeftOut(both, weekly, plan('2026-11-25', '2026-12-07', { previous: null }))).toEqual([
      '2026-11-30',
    ]);
    expect(editionsLeftOut(both, weekly, plan(null, '2026-12-07'))).toEqual([]);
  });
});
