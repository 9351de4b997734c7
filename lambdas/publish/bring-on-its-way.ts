import { foldMissing } from '../../core/archive/folding/bring-over.ts';
import { refillPage } from '../../core/archive/folding/fold.ts';
import type { FoldContext } from '../../core/archive/folding/fold-context.ts';
import { fileOf } from '../../core/archive/pages/make-pages.ts';
import { isPageAsSealed } from '../../core/archive/pages/page-places.ts';
import { unpack } from '../../core/archive/unpack.ts';
import {
  type BeginningContext,
  beginDelivery,
  type OnItsWay,
} from '../../core/delivery/sending/begin-delivery.ts';
import { archiveKey } from '../../core/edition/damage.ts';
import { monthOf, readMonthState, stateFile } from '../../core/edition/months/month-state.ts';
import { withheldBy } from '../../core/edition/months/taken-down.ts';
import type { Seal } from '../../core/edition/seal.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { Imprint } from '../../core/publication/retired.ts';

/** What bringing an edition on its way needs from outside. */
export type SendOffContext = FoldContext &
  BeginningContext & {
    /** Told why an edition could not be folded in: no reader waits for that, and the sweep tries again. */
    onUnfolded?: (error: unknown, edition: Seal['plan']) => void;
    /** Takes the folding, to be done once all else is mailed; without it, that is done at once. */
    afterMail?: (publication: string, fold: () => Promise<void>) => void;
  };

/**
 * Brings a sealed edition on its way, from its seal's bytes alone: completes its archive files, starts its delivery, and then folds it into what
 * is derived from the chain, for which no reader waits.
 * @param then what is still to be mailed after it: then folding waits for that, too.
 */
export async function bringOnItsWay(
  context: SendOffContext,
  publication: Imprint,
  seal: Seal,
  then: 'nothing' | 'the next edition' = 'nothing',
): Promise<OnItsWay> {
  const pageIsBare = await completeFiles(context, publication, seal);
  const onItsWay = await beginDelivery(context, seal);
  if (then === 'the next edition') return onItsWay;
  const fold = () => foldIn(context, publication, seal, pageIsBare);
  if (context.afterMail) context.afterMail(publication.id, fold);
  else await fold();
  return onItsWay;
}

async function foldIn(
  context: SendOffContext,
  publication: Imprint,
  seal: Seal,
  pageIsBare: boolean,
): Promise<void> {
  try {
    if (pageIsBare && (await context.marks.isFolded(seal.plan))) await refillPage(context, publication, seal);
    await foldMissing(context, publication, seal);
  } catch (error) {
    if (!context.onUnfolded) throw error;
    context.onUnfolded(error, seal.plan);
  }
}

/** Of an edition of which something was taken down, the page is what its month names, and not what was sealed. */
async function isPageAsNamed({ archive }: SendOffContext, edition: EditionKey): Promise<boolean> {
  const { path } = fileOf(edition);
  const file = stateFile(edition.publication, monthOf(edition.edition));
  const stored = await archive.readVersion(file);
  const named = readMonthState(stored?.content, archiveKey(edition.publication, file.path))?.files[path];
  const page = await archive.read(edition, 'index.html');
  return page !== undefined && named?.sha256 === sha256(page);
}

/**
 * Unpacks a seal. Tells of files that are lost or altered where they must have been right before: all are there when delivery begins.
 * @returns whether the page may lack what stands at its places: it was put there as it was sealed, or is not right.
 */
async function completeFiles(context: SendOffContext, { formerly }: Imprint, seal: Seal): Promise<boolean> {
  const { archive, editions, damage } = context;
  const { plan, files } = seal;
  // What was taken down is served no longer: files put there anew would be. Its page is made anew by its month, without the words.
  if (await withheldBy(context.takenDown, plan, formerly)) return !(await isPageAsNamed(context, plan));
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
