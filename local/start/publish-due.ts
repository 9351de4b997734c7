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
  publication: Publication;
  report: PublishReport;
  progress: EditionProgress;
  /** Messages that were accepted in this run. */
  mailedNow: number;
  subject: string | null;
  page: string;
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
 * @param readers how many each publication gets; null for a few.
 */
export async function publishDue(
  local: Local,
  clock: AdjustableClock,
  { due, publications }: DueEditions,
  readers: number | null,
): Promise<DueRun> {
  clock.stopAt(plusHours(due, -filedHoursBefore));
  const filed = await fileWhatShips(local, clock, due);
  for (const publication of publications) await addMadeUpReaders(local, publication, readers, clock);
  clock.runFrom(due);
  const begun: Begun[] = [];
  // All before the first sweep, which would find the others missing.
  for (const publication of publications) begun.push(await begin(local, publication, due));
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
  const editions = begun.map((one, index) => outcome(local, one, mailed[index] ?? 0));
  return { filed, editions: await Promise.all(editions) };
}

type Begun = { publication: Publication; report: PublishReport; acceptedBefore: number };

async function begin(local: Local, publication: Publication, due: Instant): Promise<Begun> {
  const report = await local.publish({ publication: publication.id, scheduledTime: due });
  const { counts } = await settledProgress(local, publication.id, report.plan.edition);
  return { publication, report, acceptedBefore: counts.accepted };
}

async function mailedSince(local: Local, { publication, report, acceptedBefore }: Begun): Promise<number> {
  const { counts } = await editionProgress(local, publication.id, report.plan.edition);
  return counts.accepted - acceptedBefore;
}

async function outcome(local: Local, { publication, report }: Begun, mailedNow: number): Promise<EditionRun> {
  const { edition } = report.plan;
  const progress = await editionProgress(local, publication.id, edition);
  const archive = join(local.cloud.s3.files, local.resources.ARCHIVE_BUCKET, 'archive');
  const folder = join(archive, publication.id, edition);
  const { subject } = readManifest(await readFile(join(folder, 'manifest.json'), 'utf8'));
  return { publication, report, progress, mailedNow, subject, page: join(folder, 'index.html') };
}
