import type { EditionRow } from '../../../core/delivery/progress/editions.ts';
import { type Instant, instantOf } from '../../../core/foundation/instant.ts';
import { localDate } from '../../../core/publication/schedule.ts';
import { endedInSilence } from '../../../core/sweep/stuck-slices.ts';
import type { World } from './world.ts';

/** How long, and in which steps, time passes. */
export type Patience = { minutes?: number; steps?: number };

/**
 * What becomes of an edition after something went wrong, when nobody does anything: the sweep runs, what is in the queues is worked
 * off, until the edition is closed or the time is over: as long as silence takes to mean something, and some more. Nothing may fail
 * any more.
 */
export async function recover(
  world: World,
  scheduledTime: Instant,
  { minutes = 31, steps = 10 }: Patience = {},
): Promise<void> {
  world.calm();
  const before = world.failures.length;
  const since = instantOf(world.parts.clock.now());
  for (let step = 0; step < steps; step += 1) {
    world.letPass(minutes);
    await world.sweep();
    await world.deliver();
    await world.feedback();
    await world.sweep();
    const failed = world.failures.slice(before);
    if (failed.length > 0) throw new AggregateError(failed, `failed after the fault: ${failed[0]?.message}`);
    const row = await rowOf(world, scheduledTime);
    // Deliver throws nothing: it reports.
    if (row?.failure && row.failure.at > since && row.failure.reason !== endedInSilence)
      throw new Error(`deliver failed after the fault: ${row.failure.reason}`);
    if (row?.state === 'closed') return;
  }
}

/** How far the edition of a scheduled time has come. */
export async function stateOf(world: World, scheduledTime: Instant): Promise<string | undefined> {
  return (await rowOf(world, scheduledTime))?.state;
}

async function rowOf(world: World, scheduledTime: Instant): Promise<EditionRow | undefined> {
  const { id, schedule } = world.parts.publication;
  return world.stores.editions.read({
    publication: id,
    edition: localDate(scheduledTime, schedule.timeZone),
  });
}
