import { archiveKey } from '../../edition/damage.ts';
import type { MonthState } from '../../edition/months/month-state.ts';
import { historyOf, monthOf, stateFile, writeMonthState } from '../../edition/months/month-state.ts';
import type { Months } from '../../edition/months/months.ts';
import { joined, type PastEdition } from '../../edition/months/past-edition.ts';
import { editionWithout, takenDownOf, withoutTakenDown } from '../../edition/months/taken-down.ts';
import { canonicalJson } from '../../foundation/canonical-json.ts';
import type { EditionKey } from '../../publication/plan.ts';
import type { Imprint } from '../../publication/retired.ts';
import { damagedLists } from '../damaged-lists.ts';
import { appearsIn, appearsOf, editionsIn, monthsIn } from '../editions-json.ts';
import { isListName, type Listing, type ListsContext, listFiles, makeLists } from '../lists.ts';
import { datesFile, makeDates } from '../pages/dates-file.ts';
import { makeSearch, searchFiles } from '../pages/search-files.ts';
import { type MadeFile, replaceFiles, type StandingFiles } from '../replace-files.ts';
import { digestsOf } from '../standing/standings.ts';
import type { FoldContext } from './fold-context.ts';
import { mendMonth, namesOf } from './month-files.ts';
import { frontRenderer } from './renderer-name.ts';

/** So many editions stand on the front; the months have the others. */
export const frontLength = 30;

/** Whether the list names an edition, and so what came before it, and says of the publication when it appears now. */
export async function isListed(
  archive: FoldContext['archive'],
  imprint: Imprint,
  { publication, edition }: EditionKey,
): Promise<boolean> {
  const list = (await archive.readVersion({ publication, path: 'editions.json' }))?.content;
  if (!(editionsIn(list ?? '') ?? []).some(listed => listed.edition === edition)) return false;
  if (imprint.id !== publication || imprint.renamed) return true;
  return canonicalJson(appearsIn(list) ?? {}) === canonicalJson(appearsOf(imprint));
}

/**
 * Writes the lists of the newest editions, which lead to the months. Only for the newest edition: an older one that is folded in late, as when an archive is
 * brought over, has nothing to say there.
 * @param asNewest whether it counts as the newest in any case: later ones may be sealed, and their files not there.
 * @param all the months that have editions, where somebody has looked; else those that the list and the chain name.
 */
export async function writeFront(
  context: FoldContext,
  publication: Imprint,
  months: Months,
  own: PastEdition,
  asNewest = false,
  all?: readonly string[],
): Promise<void> {
  const { edition } = own.manifest;
  if (own.publication !== publication.id) return;
  if (!asNewest && (await context.seals.links(own.publication, edition)).includes(edition)) return;
  const digests = digestsOf(context);
  const month = monthOf(edition);
  const file = stateFile(own.publication, month);
  const key = archiveKey(own.publication, file.path);
  const replaced = [
    ...searchFiles(own.publication),
    datesFile(own.publication),
    ...listFiles(own.publication),
    file,
  ];
  await mendMonth(context, { publication, months }, { publication: own.publication, month });
  // Before the lists are read: what others write meanwhile was not lost.
  const vouched = months.vouchedFor(own.publication);
  let damaged: ReturnType<typeof damagedLists> = new Map();
  let written: MonthState | undefined;
  const make = async (standing: StandingFiles) => {
    const stored = await months.readOrRemade(own.publication, month, standing.get(key)?.content);
    const takenDown = await takenDownOf(context.takenDown, months.chains);
    const whole = stored ?? (await months.remade(own.publication, month));
    const state = withoutTakenDown(whole, takenDown);
    months.keep(state);
    const known =
      all ??
      monthsIn(standing.get(archiveKey(own.publication, 'editions.json'))?.content) ??
      (await context.archive.months(own.publication));
    const lists = await makeFront(context, publication, own, {
      ...{ months, known, digests },
      shown: past => editionWithout(past, takenDown),
    });
    damaged = damagedLists(
      lists.filter(({ path }) => isListName(path)),
      standing,
      vouched,
    );
    // The newest month vouches for the lists, so that whoever verifies the archive can tell them from others.
    const files = { ...state.files, ...namesOf(lists, frontRenderer(context, publication)) };
    written = { ...state, files };
    return [...lists, { ...file, content: writeMonthState(written) }];
  };
  // Nobody has changed such a file since what vouches for it was read: it was damaged, and is mended.
  await replaceFiles(context.archive, replaced, make, ({ publication: id, path }) => {
    const found = damaged.get(archiveKey(id, path));
    if (found) context.damage?.tell({ key: archiveKey(id, path), found, mended: true });
  });
  if (written) months.written(written);
}

/** What a front is made of beside the newest edition: months, and the names of those that it leads to. */
export type FrontOf = Pick<Listing, 'digests'> & {
  months: Pick<Months, 'stateOf' | 'chains'>;
  known: readonly string[];
  /** An edition without what was taken down of it. */
  shown(past: PastEdition): PastEdition;
};

/** Makes the lists of the newest editions, and the page for searching, which come before what names them. */
export async function makeFront(
  context: ListsContext & Pick<FoldContext, 'renderSearch' | 'renderDates'>,
  publication: Imprint,
  own: PastEdition,
  { months, known, digests, shown }: FrontOf,
): Promise<MadeFile[]> {
  const { newest, history, ...front } = await newestEditions(months, own);
  const made = await makeLists(context, publication, {
    ...front,
    newest: newest.map(shown),
    history: history.map(shown),
    months: [...new Set([...front.months, ...known])].sort().reverse(),
    digests,
  });
  const hasCalendar = made.some(({ path }) => path === 'dates.ics');
  const last = newest.at(-1);
  const dates = await makeDates({ ...context, digests }, publication, last && shown(last), hasCalendar);
  return [...makeSearch(context, publication), ...dates, ...made];
}

/** The newest editions under an id, the first one first, and all that bears on them. */
async function newestEditions(
  months: FrontOf['months'],
  own: PastEdition,
): Promise<Pick<Listing, 'newest' | 'history' | 'first'> & { months: string[] }> {
  const states: MonthState[] = [];
  let count = 0;
  for (let edition: string | undefined = own.manifest.edition; edition !== undefined; ) {
    const state: MonthState | undefined = await months.stateOf(edition);
    if (!state) break;
    states.push(state);
    count += state.editions.length;
    const { before } = state;
    const more = count < frontLength && before?.publication === own.publication;
    edition = more ? before.manifest.edition : undefined;
  }
  const { chains } = months;
  return {
    newest: joined(chains, ...states.map(({ editions }) => editions)).slice(-frontLength),
    history: joined(chains, ...states.map(state => historyOf(state, chains))),
    months: states.map(({ month }) => month),
    first: states[0]?.first ?? own.sha256,
  };
}
