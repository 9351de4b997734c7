import type { Update } from '../../digest/digest.ts';
import { updatesThatStand } from '../../digest/standing.ts';
import { chainManifests, type EditionSources } from '../../edition/chain-manifests.ts';
import type { Manifest } from '../../edition/manifest.ts';

/** An edition whose files are there, by its manifest. */
export type PastEdition = { publication: string; content: string; manifest: Manifest };

/** The editions of a publication so far, the first one first. */
export type History = readonly PastEdition[];

/**
 * Reads the manifests of chains. An edition whose files are not unpacked yet is left out: a link to it would lead nowhere, and its
 * publisher adds what it says.
 * @param chains ids of a publication, the former one first: an edition's name is in one of them only.
 */
export async function readHistory(sources: EditionSources, chains: readonly string[]): Promise<History> {
  const history: PastEdition[] = [];
  for (const publication of chains) {
    for (const { content, manifest, isUnpacked } of await chainManifests(sources, publication))
      if (isUnpacked) history.push({ publication, content, manifest });
  }
  return history;
}

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
