import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Publication } from '../lambdas/core/configuration.ts';
import { CourantError } from '../lambdas/core/errors.ts';
import { type Instant, plusHours } from '../lambdas/core/instant.ts';
import { readManifest } from '../lambdas/core/publishing/manifest.ts';
import { occurrenceAtOrBefore } from '../lambdas/core/schedule.ts';
import type { PublishReport } from '../lambdas/publish/publish-edition.ts';
import type { AdjustableClock } from './adjustable-clock.ts';
import { deliverWithProgress } from './deliver-with-progress.ts';
import { type EditionProgress, editionProgress } from './edition-progress.ts';
import { feedbackWithProgress } from './feedback-with-progress.ts';
import { type Filed, fileShippedFacts } from './file-shipped-facts.ts';
import { addMadeUpReaders } from './made-up-readers.ts';
import type { Local } from './open-local.ts';
import { settleAfterCrash } from './settle-after-crash.ts';

/** What one run did, and the files to look at. */
export type LocalRun = {
  publication: Publication;
  report: PublishReport;
  filed: Filed;
  progress: EditionProgress;
  /** Messages that were accepted in this run. */
  mailedNow: number;
  subject: string | null;
  page: string;
  digest: string;
  mails: string;
};

/** What to publish, and how many readers to make up. */
export type LocalRunOptions = { at: Instant; readers: number | null };

/** Facts are filed so long before the edition's time, by the embedded cloud's clock. */
const filedHoursBefore = 1;

/**
 * Publishes the edition that was last due at `at`: files the shipped facts, adds readers, publishes, delivers, notes what SES says of
 * the messages, and closes it with a receipt. Each part finds what an earlier run did, also one that was ended in the middle, so running it again completes and repeats nothing.
 * @param clock the embedded cloud's own: it is set to the edition's time.
 */
export async function publishLocally(
  local: Local,
  clock: AdjustableClock,
  { at, readers }: LocalRunOptions,
): Promise<LocalRun> {
  const publication = onlyPublication(local);
  const due = occurrenceAtOrBefore(publication.schedule, at);
  clock.stopAt(plusHours(due, -filedHoursBefore));
  const filed = await fileShippedFacts(local, clock);
  await addMadeUpReaders(local, publication, readers, clock);
  clock.runFrom(due);
  const report = await local.publish({ publication: publication.id, scheduledTime: due });
  await settleAfterCrash(local, publication.id, report.plan.edition);
  const before = await editionProgress(local, publication.id, report.plan.edition);
  await deliverWithProgress(local, report);
  const delivered = await editionProgress(local, publication.id, report.plan.edition);
  await feedbackWithProgress(local, delivered.counts.accepted - before.counts.accepted);
  await local.sweep();
  const progress = await editionProgress(local, publication.id, report.plan.edition);
  const mailedNow = progress.counts.accepted - before.counts.accepted;
  const files = await filesOf(local, report);
  return { publication, report, filed, progress, mailedNow, ...files, mails: local.mails };
}

function onlyPublication({ configuration }: Local): Publication {
  const [publication] = configuration.publications;
  if (!publication)
    throw new CourantError('cdk.json: expected a publication in the context "courant", found none.');
  return publication;
}

async function filesOf(
  local: Local,
  { plan }: PublishReport,
): Promise<Pick<LocalRun, 'subject' | 'page' | 'digest'>> {
  const folder = join(
    local.cloud.s3.files,
    local.resources.ARCHIVE_BUCKET,
    'archive',
    plan.publication,
    plan.edition,
  );
  const manifest = readManifest(await readFile(join(folder, 'manifest.json'), 'utf8'));
  return { subject: manifest.subject, page: join(folder, 'index.html'), digest: join(folder, 'digest.html') };
}
