import {
  isInArchiveIndex,
  publishArchiveIndex,
  type RenderArchive,
} from '../../core/archive/archive-index.ts';
import type { RenderBanner } from '../../core/archive/page-banner.ts';
import { correctedEditions, publishBanners } from '../../core/archive/publish-banners.ts';
import { unpack } from '../../core/archive/unpack.ts';
import type { FactLog } from '../../core/articles/fact-log.ts';
import type { EditionRow, Editions } from '../../core/delivery/progress/editions.ts';
import { freezeAudience } from '../../core/delivery/progress/freeze-audience.ts';
import { type SliceQueue, unfinishedSlices } from '../../core/delivery/progress/slices.ts';
import type { Receipts } from '../../core/delivery/receipt/receipt.ts';
import type { SendingAccount } from '../../core/delivery/sending/allowance.ts';
import { type Forecast, preflight } from '../../core/delivery/sending/forecast.ts';
import type { Archive } from '../../core/edition/archive.ts';
import { buildEdition, type Links, type Render } from '../../core/edition/build-edition.ts';
import { formerSeal, newestSeal, sealOfTime } from '../../core/edition/chain.ts';
import { planEdition } from '../../core/edition/plan-edition.ts';
import { readPast } from '../../core/edition/read-past.ts';
import { readWindow } from '../../core/edition/read-window.ts';
import type { Plan, Seal, Seals } from '../../core/edition/seal.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { type Instant, secondsBetween } from '../../core/foundation/instant.ts';
import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import { localDate } from '../../core/publication/schedule.ts';
import type { Readers } from '../../core/readers/reader.ts';

/** What publishing needs from outside. */
export type PublishContext = {
  log: FactLog;
  seals: Seals;
  archive: Archive;
  editions: Editions;
  readers: Readers;
  queue: SliceQueue;
  receipts: Pick<Receipts, 'read'>;
  account: SendingAccount;
  settings: Configuration['settings'];
  links: Links;
  render: Render;
  /** Without it the archive keeps editions.json alone: neither the page nor feeds, which need words. */
  renderArchive?: RenderArchive;
  /** Without it pages get no banner when a later edition puts right what they say. */
  renderBanner?: RenderBanner;
};

/**
 * What publishing came to; `covered`: an earlier edition, named by its plan, covers that time and nothing was made. There is a
 * forecast where delivery begins with it.
 */
export type PublishReport =
  | { outcome: 'sealed' | 'already sealed'; plan: Plan; edition: EditionRow; forecast: Forecast | null }
  | { outcome: 'covered'; plan: Plan };

/** Each turn lost means that somebody else sealed an edition; more than this is no race but a fault. */
const turnsAtMost = 20;

/**
 * Makes the edition of a scheduled time exist, archived and on its way: plan, compile, render, seal, unpack, freeze,
 * enqueue. Each step takes what is there already, so this may run again at any time, and many times at once.
 *
 * @throws UnsettledChainError when other publishers keep sealing editions in between.
 */
export async function publishEdition(
  context: PublishContext,
  publication: Publication,
  scheduledTime: Instant,
): Promise<PublishReport> {
  for (let turn = 0; turn < turnsAtMost; turn += 1) {
    const tip = await newestSeal(context.seals, publication.id);
    const former = tip ? undefined : await formerSeal(context.seals, publication);
    const plan = planEdition(publication, scheduledTime, tip?.plan, former?.plan);
    if (!plan && tip) return await takeSealed(context, publication, scheduledTime, tip);
    if (!plan && former) return { outcome: 'covered', plan: former.plan };
    if (!plan) break;
    await refuseFuture(context, publication, scheduledTime);
    if (tip) await finish(context, publication, tip);
    const seal = await build(context, publication, plan, tip, former);
    // Whoever loses looks again: the winner's seal is the same edition, or one that has to be finished first.
    if ((await context.seals.write(seal)) === 'taken') continue;
    return { outcome: 'sealed', plan, ...(await finish(context, publication, seal)) };
  }
  throw new UnsettledChainError(publication.id, scheduledTime);
}

/** An edition was asked for before its time. */
export class FutureEditionError extends CourantError {
  constructor(publication: string, scheduledTime: Instant, now: Instant) {
    super(
      `publication ${publication}: expected a scheduled time that has come, found ${scheduledTime} when the store's clock says ${now}. ` +
        'A seal cannot be taken back, and what is filed until then would be in no edition. Correct the time.',
    );
  }
}

const aheadAtMostSeconds = 300;

/** Only a new edition asks for the time, and only to be refused: no content depends on it. */
async function refuseFuture(
  { log }: PublishContext,
  publication: Publication,
  scheduledTime: Instant,
): Promise<void> {
  const now = await log.now();
  if (secondsBetween(now, scheduledTime) > aheadAtMostSeconds) {
    throw new FutureEditionError(publication.id, scheduledTime, now);
  }
}

/** The chain of seals did not hold still. */
export class UnsettledChainError extends CourantError {
  constructor(publication: string, scheduledTime: Instant) {
    super(
      `publication ${publication}, scheduled ${scheduledTime}: expected to seal the edition or to find it sealed, found another new ` +
        `seal ${turnsAtMost} times. Look for a loop that starts the publish function, then run it again for this time.`,
    );
  }
}

/** The zone may have been changed since: the newest edition is known by its time, others by the name that the time gives. */
async function takeSealed(
  context: PublishContext,
  publication: Publication,
  scheduledTime: Instant,
  tip: Seal,
): Promise<PublishReport> {
  const edition = localDate(scheduledTime, publication.schedule.timeZone);
  const sealed =
    tip.plan.window.to === scheduledTime
      ? tip
      : await sealOfTime(context.seals, publication.id, edition, scheduledTime);
  const finished = await finish(context, publication, sealed ?? tip);
  if (!sealed) return { outcome: 'covered', plan: tip.plan };
  // Its page may have been lost and put back as it was sealed.
  if (sealed !== tip) await publishBanners(context, publication, [sealed.plan.edition]);
  return { outcome: 'already sealed', plan: sealed.plan, ...finished };
}

async function build(
  context: PublishContext,
  publication: Publication,
  plan: Plan,
  tip: Seal | undefined,
  former: Seal | undefined,
): Promise<Seal> {
  const records = await readWindow(context, plan, publication);
  return buildEdition({
    publication,
    plan,
    settings: context.settings,
    links: context.links,
    render: context.render,
    records,
    past: await readPast(context, publication, records, tip ?? former),
    previousManifest: tip?.files['manifest.json'] ?? null,
    previousReceipt: tip ? await newestReceipt(context, tip.plan) : null,
  });
}

/** As far as the edition before has come; what is not closed yet has none. */
async function newestReceipt(
  { editions, receipts }: PublishContext,
  { publication, edition }: Plan,
): Promise<string | null> {
  const row = await editions.read(publication, edition);
  if (!row?.receipts) return null;
  return (await receipts.read(publication, edition, row.receipts)) ?? null;
}

/** Brings a sealed edition as far as its delivery, from its seal's bytes alone, and mends what is missing of the archive. */
async function finish(
  context: PublishContext,
  publication: Publication,
  seal: Seal,
): Promise<{ edition: EditionRow; forecast: Forecast | null }> {
  const { edition } = seal.plan;
  await unpack(context.archive, seal);
  if (!(await isInArchiveIndex(context.archive, publication.id, edition))) {
    await publishArchiveIndex(context, publication);
  }
  await publishBanners(context, publication, correctedEditions(seal));
  const row = await frozen(context, publication, seal);
  const { account, editions, log } = context;
  const isOpen = row.state === 'delivering' && row.expectedBy === null;
  const forecast = isOpen ? await preflight({ account, editions, now: () => log.now() }, row) : null;
  await enqueueUnfinished(context, row);
  return { edition: { ...row, expectedBy: forecast?.by ?? row.expectedBy }, forecast };
}

async function frozen(context: PublishContext, publication: Publication, seal: Seal): Promise<EditionRow> {
  const { edition } = seal.plan;
  const row = await context.editions.open(publication.id, edition);
  if (row.state !== 'sealed') return row;
  if (seal.mailed) return freezeAudience(context, publication.id, edition, context.settings.sliceSize);
  return context.editions.freeze(publication.id, edition, { slices: 0, readers: 0 });
}

async function enqueueUnfinished({ editions, queue }: PublishContext, row: EditionRow): Promise<void> {
  if (row.state !== 'delivering' || row.hold !== null || row.stopped) return;
  const { publication, edition, rounds } = row;
  await queue.enqueue(publication, edition, await unfinishedSlices(editions, row), rounds);
}
