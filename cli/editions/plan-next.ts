import { type Found, findOrPlan } from '../../core/edition/chain.ts';
import { nextAfter } from '../../core/edition/decisions/left-out.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import type { Installation } from '../installation/installation.ts';
import { chainOf } from '../status/planned-content.ts';
import { currentTimetable } from '../status/timetable.ts';

/** Plans the edition that comes next: one that is due and not there yet, unless it is so late that it waits for an operator; else one ahead. */
export async function planNext(
  installation: Installation,
  publication: Publication,
): Promise<Extract<Found, { outcome: 'planned' }>> {
  const { missing, next, standing } = await currentTimetable(installation, publication);
  let time = missing.find(({ late }) => !late)?.due ?? next;
  for (;;) {
    const found = await findOrPlan(chainOf(installation), publication, time);
    if (found.outcome === 'planned') return found;
    // Sealed in the meantime, or covered by the last edition under the id that it had before.
    time = nextAfter(publication, found.outcome === 'sealed' ? found.seal.plan : found.by, time, standing);
  }
}
