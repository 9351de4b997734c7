import { newestSeal } from '../../edition/chain.ts';
import { monthOf } from '../../edition/months/month-state.ts';
import { Months } from '../../edition/months/months.ts';
import { type PastEdition, pastEdition } from '../../edition/months/past-edition.ts';
import { appearedIn } from '../../edition/past/find-appearance.ts';
import type { Seal } from '../../edition/seal.ts';
import { mapInOrder } from '../../foundation/map-in-order.ts';
import type { EditionKey } from '../../publication/plan.ts';
import type { Imprint } from '../../publication/retired.ts';
import type { FoldContext } from './fold-context.ts';
import { isListed, writeFront } from './front.ts';
import { foldIntoMonth, mendMonth, type Touched } from './month-files.ts';
import { reachOf } from './reach.ts';
import { concernsYear, mendYear, writeYear } from './year-files.ts';

/** Enough to hide the store's answering time. */
const writesAtOnce = 16;

/**
 * Folds an edition into what is derived from the chain: the months of the editions of which it says something, and its own, with their pages; where
 * its facts appeared; the year, if it puts something right; the front. Whatever ends it in between, and however many run at once, the next run completes it with the same bytes.
 * @returns `waits` where the edition before is not folded in yet: months only grow in the order of the chain.
 */
export async function foldEdition(
  context: FoldContext,
  publication: Imprint,
  { plan, files }: Seal,
): Promise<'folded' | 'waits'> {
  const { marks } = context;
  if (await marks.isFolded(plan)) return 'folded';
  const chains = chainsOf(publication, plan);
  const months = new Months(context, chains, plan.edition);
  const before = await editionBefore(context, publication, months, plan);
  if (before === 'waits') return before;
  const own = pastEdition(plan.publication, files['manifest.json']);
  const note = (fact: string) => marks.noteAppearance(plan.publication, fact, plan.edition);
  await mapInOrder(own.manifest.facts, writesAtOnce, note);
  const newest = before ? { publication: before.publication, edition: before.manifest.edition } : undefined;
  const appeared = async (fact: string) =>
    (await appearedIn(context, months, newest, fact))?.manifest.edition;
  const reached = await reachOf(own, months.stateOf, appeared);
  for (const touched of monthsOf(own, before, reached))
    await foldIntoMonth(
      context,
      { publication, months, own, before },
      { ...touched, isNew: beginsMonth(own, before, touched) },
    );
  for (const key of months.damaged()) await mendMonth(context, { publication, months }, key);
  for (const key of months.mended()) await mendYear(context, { publication, months }, key);
  if (concernsYear(own, await months.stateOf(plan.edition)))
    await writeYear(context, { publication, months }, plan, 'own');
  await writeFront(context, publication, months, own);
  await marks.noteFolded(plan);
  return 'folded';
}

/**
 * Writes the lists anew where they do not name an edition that is folded in: they were lost, or damaged; or where the publication appears at other times by
 * now, or not any more.
 */
export async function relist(
  context: FoldContext,
  publication: Imprint,
  { plan, files }: Seal,
): Promise<void> {
  if (await isListed(context.archive, publication, plan)) return;
  const months = new Months(context, chainsOf(publication, plan));
  await writeFront(context, publication, months, pastEdition(plan.publication, files['manifest.json']));
}

/** Fills the page of an edition anew by its month, where it was lost and put back as it was sealed. */
export async function refillPage(
  context: FoldContext,
  publication: Imprint,
  { plan, files }: Seal,
): Promise<void> {
  const months = new Months(context, chainsOf(publication, plan));
  const own = pastEdition(plan.publication, files['manifest.json']);
  const touched = { id: plan.publication, month: monthOf(plan.edition), editions: new Set([plan.edition]) };
  await foldIntoMonth(context, { publication, months, own, before: null }, touched);
}

/** Ids under which the publication of an edition appeared by then, the former one first. */
export function chainsOf({ id, formerly }: Imprint, { publication }: EditionKey): string[] {
  return publication === id && formerly !== undefined ? [formerly, id] : [publication];
}

/** The edition before, by the month that has it; null before the first one of all. */
async function editionBefore(
  { marks, seals }: FoldContext,
  { formerly }: Imprint,
  months: Months,
  { publication, previous, window }: Seal['plan'],
): Promise<PastEdition | null | 'waits'> {
  const former =
    previous === null && formerly !== undefined && formerly !== publication
      ? await newestSeal(seals, formerly, window.to)
      : undefined;
  const key = former?.plan ?? (previous === null ? undefined : { publication, edition: previous });
  if (!key) return null;
  if (!(await marks.isFolded(key))) return 'waits';
  const state = await months.stateOf(key.edition);
  return state?.editions.find(({ manifest }) => manifest.edition === key.edition) ?? null;
}

/** Whether a month begins with an edition: then it has no state yet, if nobody has begun to fold the edition in. */
function beginsMonth(own: PastEdition, before: PastEdition | null, { id, month }: Touched): boolean {
  const isIn = (past: PastEdition) => past.publication === id && monthOf(past.manifest.edition) === month;
  return isIn(own) && !(before && isIn(before));
}

/** The months that an edition bears on, its own last: its editions lead there. */
function monthsOf(own: PastEdition, before: PastEdition | null, reached: readonly EditionKey[]): Touched[] {
  const touched = new Map<string, Touched & { editions: Set<string> }>();
  const add = ({ publication: id, edition }: EditionKey) => {
    const month = monthOf(edition);
    const standing = touched.get(`${id} ${month}`) ?? { id, month, editions: new Set<string>() };
    touched.delete(`${id} ${month}`);
    touched.set(`${id} ${month}`, standing);
    standing.editions.add(edition);
  };
  for (const edition of reached) add(edition);
  for (const past of [before, own])
    if (past) add({ publication: past.publication, edition: past.manifest.edition });
  return [...touched.values()];
}
