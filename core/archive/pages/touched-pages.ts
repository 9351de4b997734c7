import { type Manifest, readManifest } from '../../edition/manifest.ts';
import type { Seal } from '../../edition/seal.ts';
import type { History } from '../standing/history.ts';

/** What an edition says of others. */
type Says = Pick<Manifest, 'corrections' | 'updates'>;

/** Names of the editions of which a sealed edition says that something of theirs was corrected, withdrawn or updated. */
export function editionsTouchedBy(seal: Seal): string[] {
  return editionsIn(readManifest(seal.files['manifest.json']));
}

function editionsIn({ corrections, updates }: Says): string[] {
  return [...new Set([...corrections, ...updates].map(({ edition }) => edition))];
}

/**
 * The same, those that corrected the same facts, and those whose facts are updated by such a fact in their turn: what became of a rule that was suspended changes once the
 * suspension is revoked, or put right.
 */
export function editionsReachedBy(seal: Seal, history: History): string[] {
  const own = readManifest(seal.files['manifest.json']);
  const all = history.flatMap(({ manifest }) => manifest.updates);
  const reached = new Set([...own.corrections, ...own.updates].map(({ fact }) => fact));
  const editions = new Set(editionsIn(own));
  for (let before = -1; before < reached.size; ) {
    before = reached.size;
    for (const { fact, edition, by } of all) {
      if (!reached.has(by.fact)) continue;
      reached.add(fact);
      editions.add(edition);
    }
  }
  // What an earlier correction said is right by now is what this one says.
  const corrected = new Set(own.corrections.map(({ fact }) => fact));
  for (const { manifest } of history)
    if (manifest.edition !== own.edition && manifest.corrections.some(({ fact }) => corrected.has(fact)))
      editions.add(manifest.edition);
  return [...editions];
}
