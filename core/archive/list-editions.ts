import type { History, PastEdition } from '../edition/months/past-edition.ts';
import type { ListedEdition } from '../rendering/pages/archive-page.ts';
import { headlineStanding } from './standing/headline-standing.ts';
import type { Digests } from './standing/standings.ts';

/** Editions as the lists describe them, each by its manifest, with what later ones of a history say of its headline. */
export async function listEditions(
  listed: History,
  history: History,
  digests: Digests,
): Promise<ListedEdition[]> {
  const editions: ListedEdition[] = [];
  for (const past of listed) {
    const standing = headIsGoneSince(past) !== null ? null : await headlineStanding(past, history, digests);
    const since = standing && {
      kind: standing.kind,
      edition: standing.said.edition,
      number: standing.said.editionNumber,
      at: standing.at,
    };
    editions.push({ ...describeEdition(past), since });
  }
  return editions;
}

/** The day on which the words were taken down by which lists name an edition. */
function headIsGoneSince({ takenDown, manifest }: PastEdition): string | null {
  if (!takenDown || manifest.subject !== '') return null;
  return takenDown.edition ?? Object.values(takenDown.facts).sort()[0] ?? null;
}

/** An edition as the lists describe it, while its headline stands. */
export function describeEdition(past: PastEdition): ListedEdition {
  const { manifest, sha256 } = past;
  const { edition, number, window, subject, headline, facts, items, corrections } = manifest;
  return {
    edition,
    number,
    window,
    subject,
    headline: headline && headline.text !== '' ? { text: headline.text, language: headline.language } : null,
    since: null,
    takenDown: headIsGoneSince(past),
    facts: items ?? facts.length,
    corrections: corrections.length,
    manifestSha256: sha256,
  };
}
