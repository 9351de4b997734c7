import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../../core/edition/manifest.ts';
import { type Instant, plusHours } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import type { PublishReport } from '../../lambdas/publish/publish-edition.ts';
import type { AdjustableClock } from '../installation/adjustable-clock.ts';
import { type EditionProgress, editionProgress } from '../installation/edition-progress.ts';
import type { Local } from '../installation/open-local.ts';
import { settledProgress } from '../installation/settle-after-crash.ts';
import { deliverWithProgress, feedbackWithProgress } from '../installation/with-progress.ts';
import type { DueEditions } from './due-editions.ts';
import { type FiledForDue, fileWhatShips } from './file-what-ships.ts';
import { addMadeUpReaders } from './made-up-readers.ts';

/** What a run did for one edition, and the page to look at. */
export type EditionRun = {
  publication: Pick<Publication, 'id' | 'title'>;
  report: PublishReport;
  progress: EditionProgress;
  /** Messages that were accepted in this run. */
  mailedNow: number;
  subject: string | null;
  /** Null for an edition that an operator left out. */
  page: string | null;
};

/** What a run did for the editions of one time. */
export type DueRun = { filed: FiledForDue; editions: EditionRun[] };

/** What is filed is filed so long before the editions' time, by the embedded cloud's clock. */
const filedHoursBefore = 1;

/**
 * Publishes the editions of one time: files what ships, adds readers, publishes, delivers, notes what SES says of the messages,
 * and closes them with receipts. Each part finds what an earlier run did, also one that was ended in the middle, so running it
 * again completes and repeats nothing.
 * @param clock the embedded cloud's own: it is set to the editions' time.
 * @param readers how many each publication gets; null for a few; `none` for no others than there are.
 */
export async function publishDue(
  local: Local,
  clock: AdjustableClock,
  { due, publications }: DueEditions,
  readers: number | null | 'none',
): Promise<DueRun> {
  clock.stopAt(plusHours(due, -filedHoursBefore));
  const filed = await fileWhatShips(local, clock, due);
  if (readers !== 'none')
    for (const publication of publications) await addMadeUpReaders(local, publication, readers, clock);
  clock.runFrom(due);
  const begun: Begun[] = [];
  // All before the first sweep, which would find the others missing.
  for (const publication of publications) begun.push(await begin(local, publication, due));
  return { filed, editions: await deliverBegun(local, begun) };
}

/**
 * Brings sealed editions of a publication that makes none any more to their end, each from its seal.
 * @param times at which they were due.
 */
export async function finishEditions(
  local: Local,
  publication: Begun['publication'],
  times: readonly Instant[],
): Promise<EditionRun[]> {
  const begun: Begun[] = [];
  for (const due of times) begun.push(await begin(local, publication, due));
  return deliverBegun(local, begun);
}

async function deliverBegun(local: Local, begun: readonly Begun[]): Promise<EditionRun[]> {
  await deliverWithProgress(
    local,
    begun.map(({ report }) => report),
  );
  const mailed = await Promise.all(begun.map(one => mailedSince(local, one)));
  await feedbackWithProgress(
    local,
    mailed.reduce((sum, n) => sum + n, 0),
  );
  await local.sweep();
  return Promise.all(begun.map((one, index) => outcome(local, one, mailed[index] ?? 0)));
}

type Begun = {
  publication: Pick<Publication, 'id' | 'title'>;
  report: PublishReport;
  acceptedBefore: number;
};

async function begin(local: Local, publication: Begun['publication'], due: Instant): Promise<Begun> {
  const report = await local.publish({ publication: publication.id, scheduledTime: due });
  const { counts } = await settledProgress(local, report.plan.publication, report.plan.edition);
  return { publication, report, acceptedBefore: counts.accepted };
}

async function mailedSince(local: Local, { report, acceptedBefore }: Begun): Promise<number> {
  const { counts } = await editionProgress(local, report.plan.publication, report.plan.edition);
  return counts.accepted - acceptedBefore;
}

async function outcome(local: Local, { publication, report }: Begun, mailedNow: number): Promise<EditionRun> {
  // The edition that covers a time may be one of the id that the publication had before.
  const { edition, publication: id } = report.plan;
  const progress = await editionProgress(local, id, edition);
  const isLeftOut = report.outcome === 'skipped' || report.outcome === 'paused';
  if (isLeftOut) return { publication, report, progress, mailedNow, subject: null, page: null };
  const archive = join(local.cloud.s3.files, local.resources.ARCHIVE_BUCKET, 'archive');
  const folder = join(archive, id, edition);
  const { subject } = readManifest(await readFile(join(folder, 'manifest.json'), 'utf8'));
  return { publication, report, progress, mailedNow, subject, page: join(folder, 'index.html') };
}
