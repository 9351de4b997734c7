import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { atEach, inWords, placesOf } from '../../support/faults/every-call.ts';
import { Survey } from '../../support/faults/promises/survey.ts';
import { recover } from '../../support/faults/recovery.ts';
import { second, thirdEdition, wholeEdition } from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';
import { isChosen, sampleOf } from '../../support/run/sample.ts';

let survey: Survey;
beforeAll(async () => {
  survey = await Survey.open('sweep, ended at each call');
});
afterAll(() => survey.close());

/** Nobody starts publish: the sweep does its work, and all the rest follows. */
async function missed(world: World): Promise<void> {
  world.letPass(11);
  await world.sweep();
  await world.deliver();
  await world.feedback();
  await world.sweep();
}

/** A worker ends with a claim of which SES never hears: the sweep finds it, gives it back, puts its slice back, and closes. */
async function leftOver(world: World): Promise<void> {
  await wholeEdition(world, second);
  // It is taken for uncertain, given back when its silence means something, and closed.
  for (const minutes of [31, 170, 16]) {
    world.letPass(minutes);
    await world.sweep();
    await world.deliver();
    await world.feedback();
  }
}
const endOfWorker: Fault = {
  ...{ service: 'ses', operation: 'SendRawEmail', caller: 'deliver', call: 2 },
  ...{ when: 'before', do: 'exit' },
};

const stories: [string, (world: World) => Promise<void>, Fault[]][] = [
  ['closes an edition and tells the operator', world => wholeEdition(world, second), []],
  ['publishes an edition that was missed', missed, []],
  ['settles what a worker left, puts its slice back and closes', leftOver, [endOfWorker]],
];

it.each(sampleOf('sweeps that end', stories, 'long tests'))(
  'a sweep that %s may end before and after each of its calls',
  { timeout: 1_800_000 },
  async (_, story, faults) => {
    const places = placesOf(await survey.calls({ story, options: { faults } }), 'sweep');
    const ends = atEach(places, { do: 'exit' });
    expect(ends.length).toBeGreaterThan(40);
    const broken = await survey.broken(
      ends.map(fault => ({
        name: inWords(fault),
        options: { faults: [...faults, fault] },
        async story(world) {
          await story(world);
          await recover(world, second);
          await thirdEdition(world);
        },
      })),
    );
    expect(broken).toEqual([]);
  },
);

it.runIf(isChosen('two sweeps may run at once', 'long tests'))(
  'two sweeps may run at once, beside a publish and live workers',
  { timeout: 300_000 },
  async () => {
    const together = {
      name: 'all at once',
      options: {},
      mayMiss: true,
      async story(world: World) {
        world.letPass(11);
        await Promise.all([
          ...[world.publish(second), world.publish(second, 'rival'), world.sweep(), world.sweep('cleaner')],
        ]);
        for (let round = 0; round < 3; round += 1) {
          await Promise.all([
            ...[world.deliver(), world.deliver('colleague'), world.sweep(), world.sweep('cleaner')],
            ...[world.feedback(), world.publish(second)],
          ]);
          world.letPass(16);
        }
        await recover(world, second);
        await thirdEdition(world);
      },
    };
    expect(await survey.broken(Array.from({ length: 5 }, () => together))).toEqual([]);
  },
);
