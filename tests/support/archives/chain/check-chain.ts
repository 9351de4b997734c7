import type { Manifest } from '../../../../core/edition/manifest.ts';
import type { ArchivedEdition } from './archived-editions.ts';
import { brokenReceipts } from './check-receipts.ts';

/**
 * Follows the chain of manifests from the first edition on. Each must be of its edition, and name the edition before it by name,
 * number, end of window and SHA-256; its file must have the bytes that were sealed. The receipts that manifests name must be there, as
 * `brokenReceipts` has it.
 * @returns what does not hold, one line each; none means that nothing in the past was changed, added or removed.
 */
export function brokenLinks(editions: readonly ArchivedEdition[]): string[] {
  const links = editions.flatMap((link, index) => [
    ...linkProblems(link, editions[index - 1]),
    ...fileProblems(link),
  ]);
  return [...links, ...brokenReceipts(editions)];
}

function linkProblems({ edition, manifest }: ArchivedEdition, before: ArchivedEdition | undefined): string[] {
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

/** What the edition before demands; of the first one the window may begin whenever it does. */
function expectedAfter(before: ArchivedEdition | undefined, found: Link): Link {
  if (!before) return { previous: null, number: 1, previousManifest: null, from: found.from };
  const { edition: previous, manifest, sha256: previousManifest } = before;
  return { previous, number: manifest.number + 1, previousManifest, from: manifest.window.to };
}

function fileProblems({ edition, sha256, file }: ArchivedEdition): string[] {
  if (file === 'as sealed') return [];
  if (file === 'nothing')
    return [`${edition}: sealed, but its manifest is not in the archive; publish it again to unpack it`];
  return [`${edition}: expected the manifest that was sealed, SHA-256 ${sha256}, found other bytes`];
}
