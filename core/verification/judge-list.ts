import { editionsIn, monthsIn } from '../archive/editions-json.ts';
import { archiveKey } from '../edition/damage.ts';
import { monthOf } from '../edition/months/month-state.ts';
import { type SeenEdition, textOf } from './seen/edition-seen.ts';
import type { Findings } from './seen/finding.ts';
import type { Look } from './seen/look.ts';

/**
 * Looks at what the list of editions names: each edition must be sealed, with the manifest that the list names. So a tail that was cut off, seals and
 * all, shows as long as the list was not cut with it. It must lead to each month in which sealed editions lie, and to no other.
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
  judgeMonthNames(key, monthsIn(textOf(bytes)), listed, { editions, isUnfolded }, findings);
}

/**
 * The months that the list names, by the seals: whoever makes the next list takes them over from the last one, so that none of them vouches for itself. A list that
 * names none is of before there were months, and names all editions.
 */
function judgeMonthNames(
  key: string,
  named: readonly string[] | undefined,
  listed: readonly { edition: string }[],
  { editions, isUnfolded }: { editions: readonly SeenEdition[]; isUnfolded: (edition: string) => boolean },
  findings: Findings,
): void {
  const ofListed = listed.map(({ edition }) => monthOf(edition));
  const sealed = editions.map(({ edition }) => edition);
  const isShown = (edition: string) =>
    named ? named.includes(monthOf(edition)) : listed.some(one => one.edition === edition);
  const missing = new Set(
    sealed.filter(edition => !isUnfolded(edition) && !isShown(edition)).map(edition => monthOf(edition)),
  );
  // Of editions that the list names and no seal holds is told above.
  const known = new Set([...sealed.map(edition => monthOf(edition)), ...ofListed]);
  const extra = (named ?? []).filter(month => !known.has(month));
  for (const month of missing)
    findings.add(key, 'contradicts', `it does not lead to ${month}, in which sealed editions lie`);
  for (const month of extra)
    findings.add(key, 'contradicts', `it names the month ${month}, in which no sealed edition lies`);
}
