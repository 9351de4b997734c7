import { archiveKey } from '../edition/damage.ts';
import { sealKey } from '../edition/seal.ts';
import type { SeenEdition } from './seen/edition-seen.ts';
import type { Findings } from './seen/finding.ts';
import { type Part, partFile } from './seen/part.ts';

/**
 * Follows the chain: each seal must follow the edition before it, and each manifest name that one by name, number, end of window and the SHA-256 of
 * its manifest and, where it says so, of its seal. So what somebody changed is told from what vouches for it.
 * @param links the editions after which a seal lies there, in order; null comes first.
 * @param begin the edition after which the first of them has to lie: null but in a copy of a part.
 */
export function judgeChain(
  publication: string,
  links: readonly (string | null)[],
  editions: readonly SeenEdition[],
  findings: Findings,
  begin: string | null = null,
): void {
  if (links.length > 0 && links[0] !== begin)
    findings.add(
      sealKey({ publication, previous: begin }),
      'missing',
      'expected the first seal of the chain, found later ones only',
    );
  findGaps(publication, links, editions, findings);
  const byLink = new Map(editions.map(edition => [edition.after, edition]));
  for (const edition of editions) {
    const next = byLink.get(edition.edition);
    judgeManifest(publication, edition, next, findings);
    if (next) judgeNext(edition, next, findings);
  }
}

function findGaps(
  publication: string,
  links: readonly (string | null)[],
  editions: readonly SeenEdition[],
  findings: Findings,
): void {
  const first = editions.find(({ after }) => after === null);
  if (first && first.manifest.number !== 1)
    findings.add(first.key, 'contradicts', `the first edition has the number ${first.manifest.number}`);
  for (const { edition, after, key } of editions) {
    const following = links[links.indexOf(after) + 1];
    if (following === undefined || following === null || following === edition) continue;
    if (links.includes(edition))
      findings.add(
        key,
        'contradicts',
        `it holds ${edition}, and the next seal in the chain follows ${following}`,
      );
    else
      findings.add(
        sealKey({ publication, previous: edition }),
        'missing',
        `expected the seal that follows ${edition}, since there are later ones, found none`,
      );
  }
}

/** Of a manifest in the seal and one in the archive the hash that the next edition names tells which is right. */
function judgeManifest(
  publication: string,
  { key, edition, manifestHash, archivedManifestHash }: SeenEdition,
  next: SeenEdition | undefined,
  findings: Findings,
): void {
  const archived = archiveKey(publication, `${edition}/manifest.json`);
  const expected = next?.manifest.previousManifest;
  const named = `the SHA-256 ${expected}, which the manifest of ${next?.edition} names`;
  if (archivedManifestHash === undefined)
    findings.add(archived, 'missing', `expected the manifest of ${edition}, which is sealed, found none`);
  else if (archivedManifestHash !== manifestHash && expected === undefined) {
    findings.add(
      archived,
      'contradicts',
      'it is not the manifest in the seal; no later edition tells which is right',
    );
    findings.add(
      key,
      'contradicts',
      `its manifest is not the one in ${archived}; no later edition tells which is right`,
    );
  } else if (expected !== undefined && archivedManifestHash !== expected)
    findings.add(archived, 'altered', `expected ${named}, found ${archivedManifestHash}`);
  if (expected !== undefined && manifestHash !== expected)
    findings.add(key, 'altered', `its manifest has not ${named}`);
}

function judgeNext(before: SeenEdition, next: SeenEdition, findings: Findings): void {
  const { manifest, edition } = before;
  const { previous, number, previousManifest, previousSeal, window, leftOutSince } = next.manifest;
  const found = { previous, number, from: leftOutSince ?? window.from };
  const expected = { previous: edition, number: manifest.number + 1, from: manifest.window.to };
  for (const field of ['previous', 'number', 'from'] as const)
    if (found[field] !== expected[field])
      findings.add(
        next.key,
        'contradicts',
        `expected ${field} ${expected[field]} after ${edition}, found ${found[field]}`,
      );
  if (previousManifest !== before.manifestHash && previousManifest !== before.archivedManifestHash)
    findings.add(
      next.key,
      'contradicts',
      `it names a manifest before it with the SHA-256 ${previousManifest}, and there is none`,
    );
  if (previousSeal !== undefined && previousSeal !== before.sealHash)
    findings.add(
      before.key,
      'altered',
      `expected the SHA-256 ${previousSeal}, which the manifest of ${next.edition} names, found ${before.sealHash}`,
    );
}

/** A copy of a part must end with the edition that it says. */
export function judgeEnd(
  publication: string,
  part: Part | undefined,
  editions: readonly SeenEdition[],
  findings: Findings,
): void {
  if (!part || editions.some(({ edition }) => edition === part.last)) return;
  findings.add(
    archiveKey(publication, `${part.last}/manifest.json`),
    'missing',
    `${partFile} says that the copy ends with ${part.last}, which no seal in it holds`,
  );
}
