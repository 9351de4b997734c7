import { correctedEditions, publishBanners } from '../../core/archive/banners.ts';
import { isListed, publishLists } from '../../core/archive/lists.ts';
import { unpack } from '../../core/archive/unpack.ts';
import type { FactLog } from '../../core/articles/fact-log.ts';
import type { EditionRow, Editions } from '../../core/delivery/progress/editions.ts';
import { freezeAudience } from '../../core/delivery/progress/freeze-audience.ts';
import { type SliceQueue, type Slices, unfinishedSlices } from '../../core/delivery/progress/slices.ts';
import type { SendingAccount } from '../../core/delivery/sending/allowance.ts';
import { type Forecast, preflight } from '../../core/delivery/sending/forecast.ts';
import type { Archive } from '../../core/edition/archive.ts';
import type { Seal, Seals } from '../../core/edition/seal.ts';
import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import type { Links } from '../../core/publication/links.ts';
import type { Readers } from '../../core/readers/reader.ts';
import type { RenderArchive } from '../../core/rendering/pages/archive-page.ts';
import type { RenderBanner } from '../../core/rendering/pages/banner.ts';

/** What bringing an edition on its way needs from outside. */
export type SendOffContext = {
  log: Pick<FactLog, 'now'>;
  seals: Seals;
  archive: Archive;
  editions: Editions;
  slices: Slices;
  readers: Pick<Readers, 'activeAfter'>;
  queue: SliceQueue;
  account: SendingAccount;
  settings: Configuration['settings'];
  links: Links;
  /** Without it the archive keeps editions.json alone: neither the page nor feeds, which need words. */
  renderArchive?: RenderArchive;
  /** Without it pages get no banner when a later edition puts right what they say. */
  renderBanner?: RenderBanner;
};

/** How far an edition has come; there is a forecast where delivery begins with it. */
export type OnItsWay = { edition: EditionRow; forecast: Forecast | null };

/**
 * Brings a sealed edition as far as its delivery, from its seal's bytes alone, and mends what is missing of the archive.
 * @param later whether editions were sealed after it: its page may have been lost, and put back without their corrections.
 */
export async function bringOnItsWay(
  context: SendOffContext,
  publication: Publication,
  seal: Seal,
  later = false,
): Promise<OnItsWay> {
  await unpack(context.archive, seal);
  if (!(await isListed(context.archive, seal.plan))) await publishLists(context, publication);
  const pages = [...correctedEditions(seal), ...(later ? [seal.plan.edition] : [])];
  await publishBanners(context, publication, pages);
  return beginDelivery(context, seal);
}

async function beginDelivery(context: SendOffContext, seal: Seal): Promise<OnItsWay> {
  const { account, editions, log, slices, queue } = context;
  const row = await frozen(context, seal);
  const isOpen = row.state === 'delivering' && row.expectedBy === null;
  const forecast = isOpen ? await preflight({ account, editions, now: () => log.now() }, row) : null;
  if (row.state === 'delivering' && row.hold === null && !row.stopped)
    await queue.enqueue(row, await unfinishedSlices(slices, row), row.rounds);
  return { edition: { ...row, expectedBy: forecast?.by ?? row.expectedBy }, forecast };
}

async function frozen(context: SendOffContext, { plan, mailed }: Seal): Promise<EditionRow> {
  const row = await context.editions.open(plan);
  if (row.state !== 'sealed') return row;
  if (mailed) return freezeAudience(context, row, context.settings.sliceSize);
  return context.editions.freeze(row, { slices: 0, readers: 0 });
}
