import { correctedEditions, isPageAsSealed, publishBanners } from '../../core/archive/banners.ts';
import { isListed, publishLists } from '../../core/archive/lists.ts';
import { unpack } from '../../core/archive/unpack.ts';
import {
  type BeginningContext,
  beginDelivery,
  type OnItsWay,
} from '../../core/delivery/sending/begin-delivery.ts';
import type { Archive } from '../../core/edition/archive.ts';
import type { EditionSources } from '../../core/edition/chain-manifests.ts';
import { archiveKey } from '../../core/edition/damage.ts';
import type { Seal } from '../../core/edition/seal.ts';
import type { Links } from '../../core/publication/links.ts';
import type { Imprint } from '../../core/publication/retired.ts';
import type { RenderArchive } from '../../core/rendering/pages/archive-page.ts';
import type { RenderBanner } from '../../core/rendering/pages/banner.ts';

/** What bringing an edition on its way needs from outside. */
export type SendOffContext = EditionSources &
  BeginningContext & {
    archive: Archive;
    links: Links;
    /** Without it the archive keeps editions.json alone: neither the page nor feeds, which need words. */
    renderArchive?: RenderArchive;
    /** Without it pages get no banner when a later edition corrects what they say. */
    renderBanner?: RenderBanner;
  };

/**
 * Brings a sealed edition on its way, from its seal's bytes alone: completes its archive files, then starts its delivery.
 * @param later whether editions were sealed after it. Then its page may have been lost and put back without their corrections.
 */
export async function bringOnItsWay(
  context: SendOffContext,
  publication: Imprint,
  seal: Seal,
  later = false,
): Promise<OnItsWay> {
  const pageDamaged = await completeFiles(context, seal);
  if (!(await isListed(context.archive, seal.plan))) await publishLists(context, publication);
  await publishBanners(context, publication, correctedEditions(seal));
  const onItsWay = await beginDelivery(context, seal);
  // Last, as no reader waits for it.
  if (later || pageDamaged) await publishBanners(context, publication, [seal.plan.edition]);
  return onItsWay;
}

/**
 * Unpacks a seal. Tells of files that are lost or altered where they must have been right before: all are there when delivery begins.
 * @returns whether the page is to be made anew.
 */
async function completeFiles({ archive, editions, damage }: SendOffContext, seal: Seal): Promise<boolean> {
  const { plan, files } = seal;
  const row = await editions.read(plan);
  const written = await unpack(archive, seal, damage);
  if (!row || row.state === 'sealed') return false;
  const keyOf = (name: string) => archiveKey(plan.publication, `${plan.edition}/${name}`);
  for (const name of written) damage?.tell({ key: keyOf(name), found: 'nothing', mended: true });
  const [sealed, stored] = [files['index.html'], await archive.read(plan, 'index.html')];
  if (sealed === undefined || stored === undefined || isPageAsSealed(sealed, stored)) return false;
  damage?.tell({ key: keyOf('index.html'), found: 'other bytes', mended: true });
  return true;
}
