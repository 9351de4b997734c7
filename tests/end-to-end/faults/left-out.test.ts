import { beforeAll, describe, expect, it } from 'vitest';
import { decide, type Wish } from '../../../core/edition/decisions/decide.ts';
import { readManifest } from '../../../core/edition/manifest.ts';
import type { Call } from '../../../local/cloud/faults/call-gate.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { aFact, anArticleFile } from '../../support/builders/an-article.ts';
import { atEach, inWords, placesOf } from '../../support/faults/every-call.ts';
import { operatorTypes } from '../../support/faults/operator.ts';
import { brokenPromises } from '../../support/faults/promises/broken-promises.ts';
import { sharedStages } from '../../support/faults/shared-stages.ts';
import { type Stage, schedulePrefix } from '../../support/faults/stage.ts';
import { atSecondEdition, second, third, wholeEdition } from '../../support/faults/story.ts';
import { replaceRows, rowsOf } from '../../support/faults/tables.ts';
import type { World } from '../../support/faults/world.ts';
import { sampleOf } from '../../support/run/sample.ts';

const edition = '2026-11-23';
const schedule = `${schedulePrefix}weekly`;

/** How an operator keeps the second edition from coming out, and lets the third come out again. */
type Way = { begin(world: World): Promise<void>; end(world: World): Promise<void>; starts: boolean };

const wish = ({ stores }: World, one: Wish) => decide(stores.decisions, 'weekly', one, undefined);
const ways: Record<string, Way> = {
  'it is skipped': {
    begin: async world => void (await wish(world, { kind: 'skip', edition, because: 'holidays' })),
    end: async () => undefined,
    starts: true,
  },
  'its publication is paused': {
    begin: async world => void (await wish(world, { kind: 'pause', because: 'holidays' })),
    end: async world => void (await wish(world, { kind: 'resume' })),
    starts: true,
  },
  'its schedule is switched off': {
    begin: async ({ parts }) => void parts.cloud.scheduler.states.set(schedule, 'DISABLED'),
    end: async ({ parts }) => void parts.cloud.scheduler.states.set(schedule, 'ENABLED'),
    starts: false,
  },
};

let stage: Stage;
beforeAll(async () => {
  [stage] = await sharedStages();
}, 600_000);

/** What the functions do at the time of an edition that is left out, and in the hours after it. */
async function timeOfSecond(world: World, { starts }: Way): Promise<void> {
  if (starts) await world.publish(second);
  for (const minutes of [11, 60]) {
    world.letPass(minutes);
    // Lambda and people try again.
    if (starts) await world.publish(second, 'rival');
    await world.sweep();
    await world.deliver();
    await world.feedback();
  }
}

/** What is wrong after all that, once the tables were put back from before it and the third edition has come out. */
async function wrongAfter(way: Way, faults: Fault[], calls: Call[] = []): Promise<string[]> {
  const world = await atSecondEdition(stage, { faults });
  try {
    await way.begin(world);
    const before = await rowsOf(world, 'EDITIONS_TABLE');
    await timeOfSecond(world, way);
    calls.push(...world.parts.cloud.calls());
    const missed = world.hit().length < faults.length ? ['the fault did not come to pass'] : [];
    world.calm();
    await replaceRows(world, 'EDITIONS_TABLE', before);
    await timeOfSecond(world, way);
    world.setTime('2026-11-28T08:00:00Z');
    await way.end(world);
    await world.file(anArticleFile('before-three', [aFact('before-three', 1)]));
    await world.sweep();
    const sealedEarly = await world.stores.seals.read('weekly', '2026-11-16');
    world.setTime('2026-11-30T06:00:20Z');
    await wholeEdition(world, third);
    return [
      ...missed,
      ...(sealedEarly ? [`${sealedEarly.plan.edition} was sealed`] : []),
      ...(await thirdWrong(world)),
      ...(await brokenPromises(world)),
    ];
  } finally {
    await world.close();
  }
}

async function thirdWrong({ stores }: World): Promise<string[]> {
  const seal = await stores.seals.read('weekly', '2026-11-16');
  if (!seal) return ['nothing was sealed'];
  const { edition: name, number, facts } = readManifest(seal.files['manifest.json']);
  const found = JSON.stringify([name, number, facts.toSorted()]);
  const wanted = JSON.stringify([
    '2026-11-30',
    2,
    ['also-before-two.1', 'before-three.1', 'before-two.1', 'before-two.2'],
  ]);
  return found === wanted ? [] : [`expected ${wanted}, found ${found}`];
}

describe('an edition that an operator keeps from coming out', () => {
  it.each(sampleOf('ways of leaving an edition out', Object.entries(ways), 'long tests'))(
    'does not come out, and the next one has all facts once, where %s: whatever ends, is repeated or put back',
    { timeout: 1_800_000 },
    async (name, way) => {
      const calls: Call[] = [];
      expect(await wrongAfter(way, [], calls)).toEqual([]);
      const places = ['publish', 'sweep'].flatMap(caller => placesOf(callsOf(calls, caller), caller));
      const ends = atEach(places, { do: 'exit' });
      expect(ends.length).toBeGreaterThan(20);
      const wrong: string[] = [];
      for (const fault of sampleOf(`left out since ${name}`, ends))
        wrong.push(...(await wrongAfter(way, [fault])).map(line => `${inWords(fault)}: ${line}`));
      expect(wrong).toEqual([]);
    },
  );

  it('is what the operator reads of it', { timeout: 300_000 }, async () => {
    const world = await atSecondEdition(stage);
    try {
      const skipped = await operatorTypes(stage, world, 'skip', edition, '--because', 'holidays');
      expect(skipped.text).toContain('2026-11-23 is skipped: it does not come out.');
      expect(skipped.text).toMatch(/A run of publish that had asked before\s+this may still seal it/);
      expect(await world.publish(second)).toMatchObject({ outcome: 'skipped', decision: { number: 1 } });
      expect((await operatorTypes(stage, world, 'status')).text).toContain(
        'Skipped       2026-11-23: holidays',
      );
      world.parts.cloud.scheduler.states.set(schedule, 'DISABLED');
      await operatorTypes(stage, world, 'unskip', edition);
      world.letPass(11);
      await world.sweep();
      expect(await world.stores.seals.read('weekly', '2026-11-16')).toBeUndefined();
      const status = await operatorTypes(stage, world, 'status');
      expect([status.code, status.text]).toEqual([1, expect.stringContaining('is switched off.')]);
      world.parts.cloud.scheduler.states.set(schedule, 'ENABLED');
      await world.sweep();
      expect((await world.stores.seals.read('weekly', '2026-11-16'))?.plan.edition).toBe(edition);
      const late = await operatorTypes(stage, world, 'skip', edition, '--because', 'holidays');
      expect([late.code, late.text]).toEqual([1, expect.stringContaining(`courant stop ${edition}`)]);
    } finally {
      await world.close();
    }
  });
});

function callsOf(calls: readonly Call[], name: string): Call[] {
  return calls.filter(({ caller }) => caller?.startsWith(`${name}-`));
}
