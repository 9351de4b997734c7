import { foldMissing } from '../../../core/archive/folding/bring-over.ts';
import { newestSeal } from '../../../core/edition/chain.ts';
import { retiredImprint } from '../../../core/edition/imprint.ts';
import type { Publication } from '../../../core/publication/configuration.ts';
import { type PublishContext, publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { finishSealed } from '../../../lambdas/sweep/finish-sealed.ts';
import { aPress } from '../builders/a-press.ts';
import { aConfiguration, aPublication } from '../builders/a-publication.ts';
import { aReader } from '../builders/a-reader.ts';
import { within } from '../builders/a-series.ts';
import { aCorrection, aRetraction } from '../builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../builders/an-article.ts';
import { contextOf, week, wholePages } from '../documents/archive-lists.ts';
import { CrashPlan } from '../memory/crashing.ts';

/** A press with such a series. */
export type Press = ReturnType<typeof aPress>;

/** The last two editions of seven are disturbed; the last one begins a month, and a year. */
export const [undisturbed, editions] = [5, 7];

/** From which edition on the publication has another id; undefined where it keeps its own. */
export type RenamedAt = undefined | 3 | 6 | 7;

/** The publication as the nth edition is made. */
export function publicationAt(n: number, renamedAt: RenamedAt): Publication {
  if (renamedAt === undefined) return aPublication();
  return aPublication(n < renamedAt ? { id: 'former' } : { formerly: 'former' });
}

/** The last two editions correct, withdraw and update what editions of two months before said, and what these updated or corrected in their turn. */
async function fileFor(press: Press, n: number): Promise<void> {
  const follows = n > 5 ? { follows: `e${n - 5}.1` } : {};
  const again = n === 7 ? { follows: 'e6.1' } : {};
  const article = anArticleFile(`e${n}`, [aFact(`e${n}`, 1, follows), aFact(`e${n}`, 2, again)]);
  await press.record(aRecord(within(n, 20), article).record);
  if (n > 5) await press.record(aCorrection(within(n, 30), `e${n - 5}.2`).record);
  if (n !== 7) return;
  await press.record(aRetraction(within(n, 40), 'e4.1').record);
  await press.record(aCorrection(within(n, 41), 'e1.2', {}, 2).record);
}

/** A press whose last two editions are filed for and not published. */
export async function aDisturbedSeries(renamedAt: RenamedAt = undefined): Promise<Press> {
  const press = aPress();
  for (const publication of ['weekly', 'former'])
    for (const n of [1, 2]) await press.readers.add(aReader(n, { publication }));
  for (let n = 1; n <= editions; n += 1) await fileFor(press, n);
  for (let n = 1; n <= undisturbed; n += 1) await publishNth(press, n, renamedAt);
  return press;
}

/** What publishing in such a press needs. */
export function contextFor(press: Press, plan?: CrashPlan) {
  return { ...contextOf(press, plan), renderArchive: wholePages };
}

/** Publishes the nth edition, as its time comes. @param context where it is not the press's own */
export async function publishNth(
  press: Press,
  n: number,
  renamedAt?: RenamedAt,
  context: PublishContext = contextFor(press),
): Promise<void> {
  await publishEdition(context, publicationAt(n, renamedAt), week(n));
}

/** What a sweep does for the chains of the publication, as it is since the nth edition, once all are sealed: finishes the newest editions and folds what is not folded in. */
export async function sweepAt(
  press: Press,
  n: number,
  renamedAt?: RenamedAt,
  plan = new CrashPlan(),
): Promise<void> {
  const publication = publicationAt(n, renamedAt);
  const context = { ...contextFor(press, plan), note: () => {} };
  const newest = await newestSeal(context.seals, publication.id);
  await finishSealed(context, publication, newest, week(n));
  await foldMissing(context, publication, newest);
  if (publication.formerly === undefined) return;
  const former = await newestSeal(context.seals, publication.formerly);
  if (!former) return;
  const retired = retiredImprint(aConfiguration({ formerly: 'former' }), former);
  await finishSealed(context, retired, former, week(n));
  await foldMissing(context, retired, former);
}

/** All that follows from the chain, as bytes. */
export function derived({ archive, marks }: Press): object {
  const sorted = (entries: Iterable<[string, string]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    files: sorted(archive.files),
    lists: sorted(archive.lists),
    appearances: sorted(marks.appearances),
    folded: [...marks.folded].sort(),
  };
}
