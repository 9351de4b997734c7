import type { Instant } from '../../../core/foundation/instant.ts';
import { aReader } from '../builders/a-reader.ts';
import { aFact, anArticleFile } from '../builders/an-article.ts';
import type { Stage, WorldOptions } from './stage.ts';
import type { World } from './world.ts';

/** The scheduled times of three editions. */
export const [first, second, third] = [
  '2026-11-16T06:00:00Z' as Instant,
  '2026-11-23T06:00:00Z' as Instant,
  '2026-11-30T06:00:00Z' as Instant,
];
/** Readers of the first edition: three slices of three, the last not full. */
export const readerCount = 7;

/** The world in which the first edition is out and the second is due: what every run begins with. */
export const beginning = 'second-edition-is-due';

/** Tells a story up to the second edition, once a stage. */
export async function prepare(stage: Stage): Promise<void> {
  const world = await stage.world({ name: beginning });
  world.setTime('2026-11-15T08:00:00Z');
  await world.file(anArticleFile('before-one', [aFact('before-one', 1), aFact('before-one', 2)]));
  for (let n = 1; n <= readerCount; n += 1) await world.addReader(aReader(n));
  // From here on the schedule counts.
  await world.sweep();
  world.setTime('2026-11-16T06:00:20Z');
  await wholeEdition(world, first);
  world.setTime('2026-11-20T08:00:00Z');
  await world.file(anArticleFile('before-two', [aFact('before-two', 1), aFact('before-two', 2)]));
  await world.file(anArticleFile('also-before-two', [aFact('also-before-two', 1, { topics: ['talent'] })]));
  if (world.failures.length > 0) throw new AggregateError(world.failures, 'the first edition failed');
  await world.close();
}

/** A world a few seconds after the second edition's time. `name` keeps it, as it is when it is closed. */
export async function atSecondEdition(
  stage: Stage,
  options: WorldOptions & { name?: string } = {},
): Promise<World> {
  const world = await stage.world({ ...options, from: beginning });
  world.setTime('2026-11-23T06:00:20Z');
  return world;
}

/** Publishes, delivers, hears of and closes an edition, as far as nothing fails. */
export async function wholeEdition(world: World, scheduledTime: Instant): Promise<void> {
  await world.publish(scheduledTime);
  await world.deliver();
  await world.feedback();
  await world.sweep();
}

/** A week later: facts were filed, the third edition is due, and comes out. */
export async function thirdEdition(world: World): Promise<void> {
  world.setTime('2026-11-28T08:00:00Z');
  await world.file(anArticleFile('before-three', [aFact('before-three', 1)]));
  world.setTime('2026-11-30T06:00:20Z');
  await wholeEdition(world, third);
}
