import { newestSeal } from '../../core/edition/chain.ts';
import type { Seals } from '../../core/edition/seal.ts';
import { noSchedules } from '../../core/sweep/schedules.ts';
import { AdjustableClock } from '../../local/installation/adjustable-clock.ts';
import { beginHere } from '../../local/installation/begin-here.ts';
import { editionProgress } from '../../local/installation/edition-progress.ts';
import { linksUrl } from '../../local/installation/kept-names.ts';
import { type Local, openLocal } from '../../local/installation/open-local.ts';
import { settledProgress } from '../../local/installation/settle-after-crash.ts';
import { deliverWithProgress, feedbackWithProgress } from '../../local/installation/with-progress.ts';
import { shippedArticles } from '../../local/start/shipped-files.ts';
import { foldingOf, makingOf } from './folding-of.ts';
import type { Installation, PublishEvent, Published } from './installation.ts';
import { openStores } from './stores.ts';

/**
 * Opens Courant on this machine: the same functions on the embedded cloud, and the data that `npm start` uses too.
 * @param directory where it is kept.
 * @throws DirectoryInUseError while another process works there.
 */
export async function openOnThisMachine(directory: string): Promise<Installation> {
  const clock = new AdjustableClock();
  const local = await openLocal({ directory, now: () => clock.date() });
  const { CONTENT_BUCKET, ARCHIVE_BUCKET, EDITIONS_TABLE, DELIVERIES_TABLE, READERS_TABLE } = local.resources;
  const { close, ...stores } = openStores({
    contentBucket: CONTENT_BUCKET,
    archiveBucket: ARCHIVE_BUCKET,
    editionsTable: EDITIONS_TABLE,
    deliveriesTable: DELIVERIES_TABLE,
    readersTable: READERS_TABLE,
  });
  const closeAll = async () => {
    close();
    await local.stop();
  };
  // What cannot be read must not leave the cloud running, which would keep the program from ending.
  await Promise.race([settleIn(local, clock, stores.seals), local.failure]).catch(async error => {
    await closeAll();
    throw error;
  });
  stores.look.notKept = textsNotKept;
  const links = {
    subscriptions: linksUrl,
    archive: local.configuration.publicArchive ? linksUrl : null,
  };
  return {
    ...stores,
    folding: () => foldingOf(stores, local.configuration, links),
    making: () => makingOf(local.configuration, links),
    configuration: local.configuration,
    schedules: noSchedules,
    clock,
    fileLinks: null,
    rehearsal: true,
    mailbox: local.mails,
    unprotectedStack: null,
    publish: event => publishHere(local, clock, event),
    carryOn: () => carryOnHere(local),
    close: closeAll,
  };
}

/** `npm start` files the project's own articles without their texts, which are not ours to pass on. */
async function textsNotKept(): Promise<ReadonlySet<string>> {
  return new Set((await shippedArticles()).map(({ file }) => file.article.capture.sha256));
}

/** Whoever looks is told of the edition that publishing would make. */
async function settleIn(local: Local, clock: AdjustableClock, seals: Seals): Promise<void> {
  await catchUp(clock, seals);
  await beginHere(local.resources, local.configuration.publications);
}

/**
 * Editions may have been published as of a time ahead. What is filed now comes after them, as it would on the day: under an
 * earlier time no edition would ever take it up.
 */
async function catchUp(clock: AdjustableClock, seals: Seals): Promise<void> {
  for (const id of await seals.publications()) {
    const seal = await newestSeal(seals, id, clock.now());
    if (seal && seal.plan.window.to > clock.now()) clock.runFrom(seal.plan.window.to);
  }
}

/** Publishes, delivers and closes. The cloud's clock never runs behind an edition that it publishes. */
async function publishHere(local: Local, clock: AdjustableClock, event: PublishEvent): Promise<Published> {
  if (event.scheduledTime > clock.now()) clock.runFrom(event.scheduledTime);
  const report = await local.publish(event);
  if (!('edition' in report)) return { report, progress: null };
  await settledProgress(local, event.publication, report.plan.edition);
  await deliverWithProgress(local, [report]);
  const delivered = await editionProgress(local, event.publication, report.plan.edition);
  await feedbackWithProgress(local, delivered.counts.accepted);
  await local.sweep();
  return { report, progress: await editionProgress(local, event.publication, report.plan.edition) };
}

/** Does what the deployed functions would do by themselves: put back what waits, deliver it, and close what is done. */
async function carryOnHere(local: Local): Promise<void> {
  await local.sweep();
  await local.deliver();
  await local.feedback();
  await local.sweep();
}
