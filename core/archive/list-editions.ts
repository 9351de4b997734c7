import { chainManifests, type EditionSources } from '../edition/chain-manifests.ts';
import { readManifest } from '../edition/manifest.ts';
import { sha256 } from '../foundation/hash.ts';
import type { ListedEdition } from '../rendering/pages/archive-page.ts';

/**
 * All editions of a publication in the order of their chain, each described by its manifest. The newest is left out while it is
 * not unpacked, as a link to it would lead nowhere; its publisher lists it afterwards. So a list that is read later never
 * lacks what an earlier one had.
 */
export async function listEditions(sources: EditionSources, publication: string): Promise<ListedEdition[]> {
  const manifests = await chainManifests(sources, publication);
  return manifests.flatMap(({ content, isUnpacked }) => (isUnpacked ? describeManifest(content) : []));
}

/** An edition as the lists describe it, by its manifest's bytes. @throws UnreadableError when they are no manifest */
export function describeManifest(content: string): ListedEdition {
  const { edition, number, window, subject, headline, facts, items, corrections } = readManifest(content);
  return {
    edition,
    number,
    window,
    subject,
    headline: headline ?? null,
    facts: items ?? facts.length,
    corrections: corrections.length,
    manifestSha256: sha256(content),
  };
}
