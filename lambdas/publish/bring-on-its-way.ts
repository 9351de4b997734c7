import { isListed } from '../../core/archive/lists.ts';
import { isPageAsSealed } from '../../core/archive/pages/page-places.ts';
import { editionsTouchedBy } from '../../core/archive/pages/touched-pages.ts';
import { publishDerived } from '../../core/archive/publish-derived.ts';
import { unpack } from '../../core/archive/unpack.ts';
import {
  type BeginningContext,
  beginDelivery,
  type OnItsWay,
} from '../../core/delivery/sending/begin-delivery.ts';
import type { Archive } from '../../core/edition/archive.ts';
import { newestSeal } from '../../core/edition/chain.ts';
import type { EditionSources } from '../../core/edition/chain-manifests.ts';
import { archiveKey } from '../../core/edition/damage.ts';
import type { Seal } from '../../core/edition/seal.ts';
import type { Links } from '../../core/publication/links.ts';
import type { Imprint } from '../../core/publication/retired.ts';
import type { RenderArchive } from '../../core/rendering/pages/archive-page.ts';
import type { RenderFills } from '../../core/rendering/pages/page-fills.ts';

/** What bringing an edition on its way needs from outside. */
export type SendOffContext = EditionSources &
  BeginningContext & {
    archive: Archive;
    links: Links;
    /** Without it the archive keeps editions.json alone: neither the page nor feeds, which need words. */
    renderArchive?: RenderArchive;
    /** Without it pages stay as they were sealed, whatever later editions say of them. */
    renderFills?: RenderFills;
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
  const pageIsBare = await completeFiles(context, seal);
  const isNew = !(await isListed(context.archive, seal.plan));
  await publishPages(context, publication, seal, isNew);
  const onItsWay = await beginDelivery(context, seal);
  // Last, as no reader waits for it.
  if (!isNew && (later || pageIsBare))
    await publishDerived(context, publication, { lists: false, pages: [seal] });
  return onItsWay;
}

/**
 * Brings up to date what an edition changes in the archive: the pages of which it says something, and, while it is not listed, its own
 * page, that of the edition before, which leads to it, and the lists. It is listed last, so then all of this is there.
 */
async function publishPages(
  context: SendOffContext,
  publication: Imprint,
  seal: Seal,
  isNew: boolean,
): Promise<void> {
  const touched = editionsTouchedBy(seal);
  if (!isNew && touched.length === 0) return;
  const beside = isNew ? [seal, ...(await editionBefore(context, publication, seal))] : [];
  await publishDerived(context, publication, {
    lists: isNew,
    pages: [...beside, ...touched],
    ...(touched.length > 0 && { for: seal }),
  });
}

/** The edition before: of the first one it is the last under the id that the publication had before. */
async function editionBefore(
  { seals, renderFills }: SendOffContext,
  { formerly }: Imprint,
  { plan }: Seal,
): Promise<(string | Seal)[]> {
  if (plan.previous !== null) return [plan.previous];
  const former = formerly !== undefined && renderFills ? await newestSeal(seals, formerly) : undefined;
  return former ? [former] : [];
}

/**
 * Unpacks a seal. Tells of files that are lost or altered where they must have been right before: all are there when delivery begins.
 * @returns whether the page may lack what stands at its places: it was put there as it was sealed, or is not right.
 */
async function completeFiles({ archive, editions, damage }: SendOffContext, seal: Seal): Promise<boolean> {
  const { plan, files } = seal;
  const row = await editions.read(plan);
  const written = await unpack(archive, seal, damage);
  const isBare = written.includes('index.html');
  if (!row || row.state === 'sealed') return isBare;
  const keyOf = (name: string) => archiveKey(plan.publication, `${plan.edition}/${name}`);
  for (const name of written) damage?.tell({ key: keyOf(name), found: 'nothing', mended: true });
  const [sealed, stored] = [files['index.html'], await archive.read(plan, 'index.html')];
  if (sealed === undefined || stored === undefined || isPageAsSealed(sealed, stored)) return isBare;
  damage?.tell({ key: keyOf('index.html'), found: 'other bytes', mended: true });
  return true;
}
