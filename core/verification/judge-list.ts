import { editionsIn } from '../archive/editions-json.ts';
import { archiveKey } from '../edition/damage.ts';
import { type SeenEdition, textOf } from './seen/edition-seen.ts';
import type { Findings } from './seen/finding.ts';
import type { Look } from './seen/look.ts';

/**
 * Looks at what the list of editions names: each edition must be sealed, with the manifest that the list names. So a tail that was cut off, seals and
 * all, shows as long as the list was not cut with it.
 */
export async function judgeList(
  look: Look,
  publication: string,
  editions: readonly SeenEdition[],
  findings: Findings,
  isUnfolded: (edition: string) => boolean = () => false,
): Promise<void> {
  const key = archiveKey(publication, 'editions.json');
  const bytes = await look.read('archive', key);
  if (!bytes) {
    if (editions.some(({ edition }) => !isUnfolded(edition)))
      findings.add(key, 'missing', 'expected the list of editions, found none');
    return;
  }
  const listed = editionsIn(textOf(bytes));
  if (!listed) {
    findings.add(key, 'unreadable', 'it is no list of editions that this version can read');
    return;
  }
  const known = new Map(editions.map(edition => [edition.edition, edition]));
  for (const { edition, manifestSha256, number } of listed) {
    const sealed = known.get(edition);
    if (!sealed)
      findings.add(
        archiveKey(publication, `${edition}/manifest.json`),
        'missing',
        `the list of editions names ${edition}, No. ${number}, which no seal holds`,
      );
    else if (manifestSha256 !== sealed.manifestHash)
      findings.add(
        key,
        'contradicts',
        `it names a manifest of ${edition} with the SHA-256 ${manifestSha256}, and the sealed one has ${sealed.manifestHash}`,
      );
  }
}
