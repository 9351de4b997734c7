import type { Instant } from '../../../lambdas/core/instant.ts';
import { localDate } from '../../../lambdas/core/schedule.ts';
import type { World } from './world.ts';

/** How long, and in which steps, time passes. */
export type Patience = { minutes?: number; steps?: number };

/**
 * What becomes of an edition after something went wrong, as long as nobody but an operator looks after it: publish is run again,
 * what is in the queues is worked off, until it is closed or the time is over. Nothing may fail any more.
 */
export async function recover(
  world: World,
  scheduledTime: Instant,
  { minutes = 31, steps = 3 }: Patience = {},
): Promise<void> {
  world.calm();
  const before = world.failures.length;
  for (let step = 0; step < steps; step += 1) {
    world.letPass(minutes);
    await world.publish(scheduledTime);
    await world.deliver();
    await world.feedback();
    const failed = world.failures.slice(before);
    if (failed.length > 0) throw new AggregateError(failed, `failed after the fault: ${failed[0]?.message}`);
    if ((await stateOf(world, scheduledTime)) === 'closed') return;
  }
}

/**
 * What becomes of an edition when nobody does anything: the sweep runs every so many minutes, what is in the queues is worked off,
 * until it is closed or so many hours are over. Answers the state that it then has.
 */
export async function letTimePass(
  world: World,
  scheduledTime: Instant,
  { hours, minutes = 5 }: { hours: number; minutes?: number },
): Promise<string | undefined> {
  for (let passed = 0; passed < hours * 60; passed += minutes) {
    world.letPass(minutes);
    await world.sweep();
    await world.deliver();
    await world.feedback();
    if ((await stateOf(world, scheduledTime)) === 'closed') break;
  }
  return stateOf(world, scheduledTime);
}

/** How far the edition of a scheduled time has come. */
export async function stateOf(world: World, scheduledTime: Instant): Promise<string | undefined> {
  const { id, schedule } = world.parts.publication;
  const row = await world.stores.editions.read(id, localDate(scheduledTime, schedule.timeZone));
  return row?.state;
}
