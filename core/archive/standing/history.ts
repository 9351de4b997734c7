import type { Update } from '../../digest/digest.ts';
import { updatesThatStand } from '../../digest/standing.ts';
import type { History } from '../../edition/months/past-edition.ts';

/** An update, with the id of the publication whose edition carries the fact that says so. */
export type PlacedUpdate = Update & { by: { publication: string } };

/** The updates that stand after a history, newest first. */
export function standingUpdates(history: History): PlacedUpdate[] {
  const newestFirst = history.toReversed().map(({ publication, manifest: { corrections, updates } }) => ({
    corrections,
    updates: updates.map(update => ({ ...update, by: { publication, ...definedOf(update.by) } })),
  }));
  return updatesThatStand(newestFirst) as PlacedUpdate[];
}

/** Without a publication that is undefined, which would hide the edition's own. */
function definedOf({ publication, ...by }: Update['by']): Update['by'] {
  return publication === undefined ? by : { ...by, publication };
}
