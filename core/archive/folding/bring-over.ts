import { newestSeal, sealOfEdition } from '../../edition/chain.ts';
import { monthFromHistory } from '../../edition/months/closure.ts';
import { monthOf, withContribution, yearOf } from '../../edition/months/month-state.ts';
import { Months } from '../../edition/months/months.ts';
import type { History, PastEdition } from '../../edition/months/past-edition.ts';
import { takenDownOf } from '../../edition/months/taken-down.ts';
import type { Seal } from '../../edition/seal.ts';
import { mapInOrder } from '../../foundation/map-in-order.ts';
import type { EditionKey } from '../../publication/plan.ts';
import type { Imprint } from '../../publication/retired.ts';
import { chainsOf, foldEdition, relist } from './fold.ts';
import type { FoldContext } from './fold-context.ts';
import { writeFront } from './front.ts';
import { writeMonth } from './month-files.ts';
import { isMonthWhole, isYearWhole } from './what-is-whole.ts';
import { writeYear } from './year-files.ts';

/** So many editions are folded in one by one; an archive that lacks more is brought over as a whole. */
const oneByOneAtMost = 40;
/** Enough to hide the store's answering time. */
const writesAtOnce = 16;

/**
 * Folds in what of a chain is not, up to its newest edition: as a rule nothing, which costs two reads. An archive that was made before there were months is
 * brought over as a whole.
 * @returns how many editions were folded in.
 */
export async function foldMissing(
  context: FoldContext,
  publication: Imprint,
  newest: Seal | undefined,
): Promise<number> {
  if (!newest) return 0;
  if (await context.marks.isFolded(newest.plan)) {
    await relist(context, publication, newest);
    return 0;
  }
  const missing = await missingUpTo(context, newest);
  if (!missing) return bringOver(context, publication, newest);
  let folded = 0;
  for (const seal of missing) {
    if ((await foldEdition(context, publication, seal)) === 'waits') break;
    folded += 1;
  }
  return folded;
}

/** The editions that are not folded in, the first one first; undefined if they are too many. */
async function missingUpTo({ marks, seals }: FoldContext, newest: Seal): Promise<Seal[] | undefined> {
  const missing = [newest];
  for (let { plan } = newest; plan.previous !== null; ) {
    const before = { publication: plan.publication, edition: plan.previous };
    if (await marks.isFolded(before)) return missing;
    const seal = await sealOfEdition(seals, before);
    if (!seal || missing.length >= oneByOneAtMost) return undefined;
    missing.unshift(seal);
    plan = seal.plan;
  }
  return missing;
}

/**
 * Makes the months of a publication from its whole chain, notes where its facts appeared, and marks its newest edition as folded in, and so those
 * before it. Pages stay: those that an earlier version wrote know the same editions. Whoever was ended in between has left whole months and years behind, which are
 * not made again: so however long it takes, it comes to its end.
 * @returns how many editions there are.
 */
async function bringOver(context: FoldContext, publication: Imprint, newest: Seal): Promise<number> {
  const { marks, seals } = context;
  const chains = chainsOf(publication, newest.plan);
  const months = new Months(context, chains);
  const history = await months.history();
  // What is taken down from now on, whoever does so takes out of the months that are there.
  const by = { publication, months, takenDown: await takenDownOf(context.takenDown, chains) };
  for (const { id, month, editions } of monthsIn(history)) {
    const whole = monthFromHistory(id, month, history, chains);
    if (await isMonthWhole(context, by, whole)) continue;
    await noteAppearances(context, editions);
    const touched = { id, month, editions: new Set<string>(), whole: true, isNew: true };
    await writeMonth(context, { publication, months }, touched, async state =>
      withContribution(state, whole, chains),
    );
  }
  for (const editions of yearsIn(history)) {
    const last = keyOfLast(editions);
    if (last && !(await isYearWhole(context, by, editions)))
      await writeYear(context, { publication, months }, last, 'all');
  }
  const own = history.at(-1);
  if (own && own.publication === newest.plan.publication) await writeFront(context, publication, months, own);
  if (own?.manifest.edition === newest.plan.edition) await marks.noteFolded(newest.plan);
  const former =
    chains.length > 1 ? await newestSeal(seals, chains[0] ?? '', newest.plan.window.to) : undefined;
  if (former) await marks.noteFolded(former.plan);
  return history.length;
}

/** The last edition of each year, under each id. */
export function lastOfYears(history: History): EditionKey[] {
  return yearsIn(history).flatMap(editions => keyOfLast(editions) ?? []);
}

/** The editions of each year, under each id. */
function yearsIn(history: History): PastEdition[][] {
  const years = Map.groupBy(
    history,
    ({ publication, manifest }) => `${publication} ${yearOf(manifest.edition)}`,
  );
  return [...years.values()];
}

function keyOfLast(editions: History): EditionKey | undefined {
  const last = editions.at(-1);
  return last && { publication: last.publication, edition: last.manifest.edition };
}

/** The editions of a history by id and month, in its order. */
export function monthsIn(history: History): { id: string; month: string; editions: History }[] {
  const groups = Map.groupBy(
    history,
    ({ publication, manifest }) => `${publication} ${monthOf(manifest.edition)}`,
  );
  return [...groups].map(([name, editions]) => {
    const [id = '', month = ''] = name.split(' ');
    return { id, month, editions };
  });
}

/** Notes where the facts of editions appeared. */
export async function noteAppearances(
  { marks }: Pick<FoldContext, 'marks'>,
  editions: History,
): Promise<void> {
  const facts = editions.flatMap(({ publication, manifest: { facts: ids, edition } }) =>
    ids.map(fact => ({ publication, fact, edition })),
  );
  await mapInOrder(facts, writesAtOnce, ({ publication, fact, edition }) =>
    marks.noteAppearance(publication, fact, edition),
  );
}
