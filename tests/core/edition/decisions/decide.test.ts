import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decide,
  stillOpen,
  UnsettledDecisionsError,
  type Wish,
} from '../../../../core/edition/decisions/decide.ts';
import { decisionSchema, standingOf } from '../../../../core/edition/decisions/decision.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import type { Plan } from '../../../../core/publication/plan.ts';
import { Crash, CrashPlan } from '../../../support/memory/crashing.ts';
import { MemoryDecisions } from '../../../support/memory/memory-decisions.ts';

const now = '2026-11-20T00:00:00Z' as Instant;
const skip = { kind: 'skip', edition: '2026-11-30', because: 'holidays' } as const;
const pause = { kind: 'pause', because: 'we move', by: 'the publisher' } as const;

function aSeries() {
  const time = { now };
  const decisions = new MemoryDecisions(() => time.now);
  const wish = (one: Wish, tip?: Plan) => decide(decisions, 'weekly', one, tip);
  return { time, decisions, wish };
}

function tipOf(edition: string): Plan {
  const window = { from: null, to: `${edition}T06:00:00Z` as Instant };
  return { publication: 'weekly', edition, number: 1, previous: null, window };
}

describe('what operators decide', () => {
  it('is a numbered record by the clock of the store, which says all that stands since', async () => {
    const { time, decisions, wish } = aSeries();
    expect(await wish(skip)).toEqual({ outcome: 'decided', decision: decisions.records[0] });
    time.now = '2026-11-21T00:00:00Z' as Instant;
    await wish(pause);
    time.now = '2026-11-22T00:00:00Z' as Instant;
    await wish({ kind: 'resume' });
    await wish({ kind: 'unskip', edition: '2026-11-30' });
    const skipped = [{ edition: '2026-11-30', number: 1, decidedAt: now, because: 'holidays' }];
    const paused = {
      ...{ number: 2, decidedAt: '2026-11-21T00:00:00Z', because: 'we move', by: 'the publisher' },
      ...{ from: '2026-11-21T00:00:00Z', until: null },
    };
    expect(decisions.records).toEqual([
      {
        ...{ format: 1, publication: 'weekly', number: 1, decidedAt: now, kind: 'skip' },
        ...{ edition: '2026-11-30', because: 'holidays', stands: { skipped, pause: null } },
      },
      {
        ...{ format: 1, publication: 'weekly', number: 2, decidedAt: '2026-11-21T00:00:00Z', kind: 'pause' },
        ...{ because: 'we move', by: 'the publisher', stands: { skipped, pause: paused } },
      },
      {
        ...{ format: 1, publication: 'weekly', number: 3, decidedAt: time.now, kind: 'resume' },
        stands: { skipped, pause: { ...paused, until: time.now } },
      },
      {
        ...{ format: 1, publication: 'weekly', number: 4, decidedAt: time.now, kind: 'unskip' },
        ...{ edition: '2026-11-30', stands: { skipped: [], pause: { ...paused, until: time.now } } },
      },
    ]);
    for (const record of decisions.records) expect(decisionSchema.parse(record)).toEqual(record);
  });

  it.each([
    ['skip', skip, [skip]],
    ['unskip', { kind: 'unskip', edition: '2026-11-30' }, []],
    ['pause', pause, [pause]],
    ['resume', { kind: 'resume' }, []],
    ['unskip of another', { kind: 'unskip', edition: '2026-12-07' }, [skip]],
    ['resume once more', { kind: 'resume' }, [pause, { kind: 'resume' }]],
  ] as [string, Wish, Wish[]][])('writes nothing where it stands already: %s', async (_, wanted, before) => {
    const { decisions, wish } = aSeries();
    for (const one of before) await wish(one);
    const records = [...decisions.records];
    expect((await wish(wanted)).outcome).toBe('stands');
    expect(decisions.records).toEqual(records);
  });

  it('carries on nothing that a sealed edition covers, and a pause as long as it goes on', async () => {
    const { time, decisions, wish } = aSeries();
    await wish(skip);
    await wish({ ...skip, edition: '2026-12-07' });
    await wish(pause, tipOf('2026-11-30'));
    expect(decisions.records.at(-1)?.stands.skipped.map(({ edition }) => edition)).toEqual(['2026-12-07']);
    time.now = '2026-12-08T00:00:00Z' as Instant;
    const goesOn = await standingOf(decisions, 'weekly');
    expect(stillOpen(goesOn, tipOf('2026-12-07'))).toEqual({ skipped: [], pause: goesOn.pause });
    await wish({ kind: 'resume' }, tipOf('2026-12-07'));
    const ended = await standingOf(decisions, 'weekly');
    expect(stillOpen(ended, tipOf('2026-12-07')).pause).toEqual(ended.pause);
    expect(stillOpen(ended, tipOf('2026-12-14'))).toEqual({ skipped: [], pause: null });
  });

  it('of several pauses, between which no edition came, has from when on none did', async () => {
    const { time, decisions, wish } = aSeries();
    await wish(pause);
    await wish({ kind: 'resume' });
    time.now = '2026-11-25T00:00:00Z' as Instant;
    await wish(pause, tipOf('2026-11-16'));
    expect(decisions.records.at(-1)?.stands.pause).toMatchObject({ decidedAt: time.now, from: now });
    await wish({ kind: 'resume' });
    await wish(pause, tipOf('2026-11-30'));
    expect(decisions.records.at(-1)?.stands.pause).toMatchObject({ number: 5, from: time.now });
  });

  it('is in one order that all see alike, whoever decides at once: none is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat({ max: 5 }), { minLength: 1 }), { minLength: 2, maxLength: 6 }),
        async delays => {
          const { decisions } = aSeries();
          const editions = delays.map((_, index) => `2026-12-0${index + 1}`);
          await Promise.all(
            delays.map((some, index) =>
              decide(
                new CrashPlan(undefined, 'before', some).wrap(decisions),
                'weekly',
                { ...skip, edition: editions[index] ?? '' },
                undefined,
              ),
            ),
          );
          expect(decisions.records.map(({ number }) => number)).toEqual(
            editions.map((_, index) => index + 1),
          );
          const { skipped } = await standingOf(decisions, 'weekly');
          expect(skipped.map(({ edition }) => edition).sort()).toEqual(editions);
        },
      ),
    );
  });

  it('is one record wherever the command is ended, once it is typed again', async () => {
    const counting = new CrashPlan();
    await decide(counting.wrap(aSeries().decisions), 'weekly', skip, undefined);
    expect(counting.calls).toBe(3);
    for (let call = 1; call <= counting.calls; call += 1)
      for (const when of ['before', 'after'] as const) {
        const { decisions } = aSeries();
        const ended = decide(new CrashPlan(call, when).wrap(decisions), 'weekly', skip, undefined);
        await expect(ended).rejects.toThrow(Crash);
        await decide(decisions, 'weekly', skip, undefined);
        expect(decisions.records, `${when} call ${call}`).toHaveLength(1);
      }
  });

  it('is known for its own where the answer to its writing was lost', async () => {
    const { decisions } = aSeries();
    const write = decisions.write.bind(decisions);
    decisions.write = async decision => {
      await write(decision);
      return 'taken';
    };
    expect((await decide(decisions, 'weekly', skip, undefined)).outcome).toBe('decided');
    expect(decisions.records).toHaveLength(1);
  });

  it('gives up where others decide without an end', async () => {
    const { decisions } = aSeries();
    decisions.write = async () => 'taken';
    await expect(decide(decisions, 'weekly', skip, undefined)).rejects.toThrow(UnsettledDecisionsError);
  });
});
