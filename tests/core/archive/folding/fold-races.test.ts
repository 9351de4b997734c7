import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aDisturbedSeries,
  contextFor,
  derived,
  editions,
  type Press,
  publishNth,
  type RenamedAt,
  sweepAt,
  undisturbed,
} from '../../../support/archives/disturbed-series.ts';
import { Crash, CrashPlan } from '../../../support/memory/crashing.ts';
import { isChosen, sampleOf } from '../../../support/run/sample.ts';

const moments = ['before', 'after'] as const;
const renames: readonly RenamedAt[] = [undefined, 3, 6, 7];

/** What one process does: publishes the editions up to one, after the other, or looks after what is sealed; and may be ended at a call of its own. */
type Run = {
  does: 'publishes' | 'sweeps';
  upTo: number;
  at: number | undefined;
  when: (typeof moments)[number];
  delays: number[];
};

async function run(press: Press, renamedAt: RenamedAt, { does, upTo, at, when, delays }: Run): Promise<void> {
  const plan = new CrashPlan(at, when, delays);
  try {
    if (does === 'sweeps') return await sweepAt(press, upTo, renamedAt, plan);
    for (let n = undisturbed + 1; n <= upTo; n += 1)
      await publishNth(press, n, renamedAt, contextFor(press, plan));
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
}

/** What comes of it when nobody disturbs anything any more: an edition was published late, or the sweep went on with it. */
async function settle(press: Press, renamedAt: RenamedAt): Promise<void> {
  for (let n = undisturbed + 1; n <= editions; n += 1) {
    await publishNth(press, n, renamedAt);
    // A publication that has another id from the next one on is looked after as one that makes no editions any more.
    await sweepAt(press, Math.min(n + 1, editions), renamedAt);
  }
  await sweepAt(press, editions, renamedAt);
}

async function asUndisturbed(renamedAt: RenamedAt): Promise<{ calls: number; bytes: object }> {
  const press = await aDisturbedSeries(renamedAt);
  const plan = new CrashPlan();
  for (let n = undisturbed + 1; n <= editions; n += 1)
    await publishNth(press, n, renamedAt, contextFor(press, plan));
  expect(press.damage.take()).toEqual([]);
  return { calls: plan.calls, bytes: derived(press) };
}

const controls = new Map<RenamedAt, Awaited<ReturnType<typeof asUndisturbed>>>();
for (const renamedAt of renames) controls.set(renamedAt, await asUndisturbed(renamedAt));
const mostCalls = Math.max(...[...controls.values()].map(({ calls }) => calls));

const aRun: fc.Arbitrary<Run> = fc.record({
  does: fc.constantFrom('publishes', 'publishes', 'sweeps'),
  upTo: fc.integer({ min: undisturbed + 1, max: editions }),
  at: fc.option(fc.integer({ min: 1, max: mostCalls }), { nil: undefined }),
  when: fc.constantFrom(...moments),
  delays: fc.array(fc.nat(9), { maxLength: 7 }),
});
/** Runs beside each other, in rounds: a round begins when all of the one before have ended. */
const rounds = fc.array(fc.array(aRun, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

/** The same bytes as in a series that nobody disturbed, and no damage that anybody was told of: nobody damaged anything. */
function expectAsUndisturbed(press: Press, renamedAt: RenamedAt, where?: string): void {
  expect(press.damage.take(), where).toEqual([]);
  expect(derived(press), where).toEqual(controls.get(renamedAt)?.bytes);
}

describe('folding', () => {
  it('ends with the same bytes, and tells of no damage, however many publish and sweep at once and wherever they end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...renames), rounds, async (renamedAt, disturbed) => {
        const press = await aDisturbedSeries(renamedAt);
        for (const round of disturbed) await Promise.all(round.map(each => run(press, renamedAt, each)));
        await settle(press, renamedAt);
        expectAsUndisturbed(press, renamedAt);
      }),
      { numRuns: isChosen('publishers that race while they fold', 'long tests') ? 150 : 15 },
    );
  }, 240_000);

  it.each(renames)(
    'ends with the same bytes, whichever call ends it, in a publication that is renamed with edition %s',
    async renamedAt => {
      const { calls = 0 } = controls.get(renamedAt) ?? {};
      expect(calls).toBeGreaterThan(100);
      const points = Array.from({ length: calls }, (_, index) =>
        moments.map(when => ({ at: index + 1, when })),
      );
      for (const point of sampleOf(`a fold that ends, renamed at ${renamedAt}`, points.flat())) {
        const press = await aDisturbedSeries(renamedAt);
        await run(press, renamedAt, { does: 'publishes', upTo: editions, delays: [], ...point });
        await settle(press, renamedAt);
        expectAsUndisturbed(press, renamedAt, `${point.when} call ${point.at}`);
      }
    },
    3_600_000,
  );
});
