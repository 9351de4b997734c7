import type { Manifest } from '../../core/edition/manifest.ts';
import { brokenReceipts } from './check-receipts.ts';
import type { ArchivedEdition } from './editions.ts';

/**
 * Follows the chain of manifests from the first edition on. Each must be there, be of its edition, and name the edition
 * before it by name, number, end of window and SHA-256; the newest, which none names yet, must be the one that was sealed. The
 * receipts that manifests name must be there, as `brokenReceipts` has it.
 * @returns what does not hold, one line each; none means that nothing in the past was changed, added or removed.
 */
export function brokenLinks(editions: readonly ArchivedEdition[]): string[] {
  const links = editions.flatMap((link, index) => [
    ...linkProblems(link, editions[index - 1]),
    ...sealProblems(link),
  ]);
  return [...links, ...brokenReceipts(editions)];
}

function linkProblems({ edition, manifest }: ArchivedEdition, before: ArchivedEdition | undefined): string[] {
  if (!manifest) {
    return [`${edition}: sealed, but its manifest is not in the archive; publish it again to unpack it`];
  }
  const { previous, number, previousManifest, window, leftOutSince } = manifest;
  // Where a window begins later than the one before ended, it says so.
  const from = leftOutSince ?? window.from;
  const found = { edition: manifest.edition, previous, number, previousManifest, from };
  const expected = { ...expectedAfter(before, found), edition };
  return (Object.keys(expected) as (keyof typeof expected)[])
    .filter(field => found[field] !== expected[field])
    .map(field => `${edition}: expected ${field} ${expected[field]}, found ${found[field]}`);
}

type Link = Pick<Manifest, 'previous' | 'number' | 'previousManifest'> & { from: string | null };

/** What the edition before demands; where its manifest is missing, which is a problem of its own, what was found. */
function expectedAfter(before: ArchivedEdition | undefined, found: Link): Link {
  if (!before) return { previous: null, number: 1, previousManifest: null, from: found.from };
  const { edition: previous, manifest } = before;
  if (!manifest) return { ...found, previous };
  return {
    previous,
    number: manifest.number + 1,
    previousManifest: before.sha256 ?? null,
    from: manifest.window.to,
  };
}

function sealProblems({ edition, sha256, sealedSha256 }: ArchivedEdition): string[] {
  if (sha256 === undefined || sealedSha256 === undefined || sha256 === sealedSha256) return [];
  return [`${edition}: expected the manifest that was sealed, SHA-256 ${sealedSha256}, found ${sha256}`];
}
