import { readManifest } from '../edition/manifest.ts';
import { sha256 } from '../foundation/hash.ts';
import type { ListedEdition } from '../rendering/pages/archive-page.ts';
import { headlineStanding } from './standing/headline-standing.ts';
import type { History } from './standing/history.ts';
import type { Digests } from './standing/standings.ts';

/** All editions of a history as the lists describe them, each by its manifest, with what later ones say of its headline. */
export async function listEditions(history: History, digests: Digests): Promise<ListedEdition[]> {
  const editions: ListedEdition[] = [];
  for (const past of history) {
    const standing = await headlineStanding(past, history, digests);
    const since = standing && {
      kind: standing.kind,
      edition: standing.said.edition,
      number: standing.said.editionNumber,
      at: standing.at,
    };
    editions.push({ ...describeManifest(past.content), since });
  }
  return editions;
}

/** An edition as the lists describe it, by its manifest's bytes, while its headline stands. @throws UnreadableError when they are no manifest */
export function describeManifest(content: string): ListedEdition {
  const { edition, number, window, subject, headline, facts, items, corrections } = readManifest(content);
  return {
    edition,
    number,
    window,
    subject,
    headline: headline ? { text: headline.text, language: headline.language } : null,
    since: null,
    facts: items ?? facts.length,
    corrections: corrections.length,
    manifestSha256: sha256(content),
  };
}
