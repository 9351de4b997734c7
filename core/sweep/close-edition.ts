import type { Deliveries } from '../delivery/ledger/delivery.ts';
import { type EditionRow, type Editions, isTooOldToMail } from '../delivery/progress/editions.ts';
import type { Slices } from '../delivery/progress/slices.ts';
import { type Census, isWorkedThrough, sumOf, takeCensus } from '../delivery/receipt/census.ts';
import {
  makeReceipt,
  previousSummary,
  type Receipt,
  type Receipts,
  readIfWhole,
} from '../delivery/receipt/receipt.ts';
import { type EditionSources, manifestOfEdition } from '../edition/chain-manifests.ts';
import type { Manifest } from '../edition/manifest.ts';
import { sha256 } from '../foundation/hash.ts';
import { type Instant, plusHours } from '../foundation/instant.ts';
import type { Publication } from '../publication/configuration.ts';
import type { Readers } from '../readers/reader.ts';
import type { SoftBounces } from '../readers/soft-bounces.ts';

/** What closing an edition needs. */
export type ClosingContext = EditionSources & {
  editions: Editions;
  slices: Pick<Slices, 'all'>;
  deliveries: Pick<Deliveries, 'ofReaders'>;
  receipts: Receipts;
  readers: Pick<Readers, 'changes'>;
  softBounces: Pick<SoftBounces, 'of'>;
};

/** The sweep counts a closed edition with uncertain deliveries again after so long: events may still settle them. */
const countAgainHours = 1;

/**
 * Writes the receipt of an edition whose deliveries are counted, and closes the edition, unless somebody decided something about it since
 * the row was read. The stored receipt counts, whichever sweep wrote it. If it is out of date, counting again writes a further one.
 * @throws UnbalancedReceiptError when the counts do not add up to the audience
 */
export async function closeEdition(
  context: ClosingContext,
  publication: Pick<Publication, 'id'>,
  row: EditionRow,
  manifest: Manifest,
  census: Census,
  now: Instant,
): Promise<Receipt> {
  const { edition, audience } = row;
  const about = await aboutEdition(context, publication, row, manifest, now);
  const number = about.receipt;
  const made = makeReceipt(about, audience?.readers ?? 0, census);
  // One that is damaged cannot be written again: the edition closes by what it would say.
  const receipt =
    readIfWhole(await context.receipts.putOnce(made), `receipt ${number} of ${edition}`) ?? made;
  const { uncertain } = receipt;
  await context.editions.close(row, { receipts: number, uncertain, at: now });
  return receipt;
}

/** What an edition's next receipt says besides its counts. */
export async function aboutEdition(
  context: Pick<ClosingContext, 'archive' | 'seals' | 'editions' | 'receipts' | 'readers' | 'softBounces'>,
  publication: Pick<Publication, 'id'>,
  row: EditionRow,
  manifest: Manifest,
  now: Instant,
): Promise<Parameters<typeof makeReceipt>[0]> {
  return {
    // A further receipt would say of later days what happened then.
    ...(row.receipts === 0 && (await aboutReaders(context, row, manifest, now))),
    publication: publication.id,
    edition: row.edition,
    number: manifest.number,
    receipt: row.receipts + 1,
    window: manifest.window,
    subject: manifest.subject,
    facts: manifest.facts.length,
    ...sizeOf(manifest),
    writtenAt: now,
    manifest: sha256((await manifestOfEdition(context, row)).content),
    previous: await previousSummary(context, publication.id, manifest.previous),
  };
}

function sizeOf({ files }: Manifest): Pick<Receipt, 'bytes'> {
  const bytes = files['message.eml']?.size;
  return bytes === undefined ? {} : { bytes };
}

/** By the window, which touches that of the edition before; of a first edition without one nobody was there before. */
async function aboutReaders(
  { readers, softBounces }: Pick<ClosingContext, 'readers' | 'softBounces'>,
  { publication }: EditionRow,
  { window }: Manifest,
  now: Instant,
): Promise<Pick<Receipt, 'gained' | 'lost' | 'lostBy' | 'onTheWay'>> {
  const { gained, lostBy } = await readers.changes(publication, window.from ?? beginning, window.to);
  let onTheWay = 0;
  for await (const _ of softBounces.of(publication, now)) onTheWay += 1;
  return { gained, lost: sumOf(lostBy), lostBy, onTheWay };
}

const beginning = '1970-01-01T00:00:00Z' as Instant;

/**
 * Counts a closed edition again that has uncertain deliveries, and writes a further receipt if events settled some since. Opens the
 * edition if somebody waits again, because a run of resending was ended in the middle.
 */
export async function countAgain(
  context: ClosingContext,
  publication: Pick<Publication, 'id'>,
  row: EditionRow,
  manifest: Manifest,
  now: Instant,
): Promise<'nothing' | 'counted again' | 'opened again'> {
  const { uncertain, receipts, countedAt } = row;
  const isDue = countedAt === null || plusHours(countedAt, countAgainHours) <= now;
  if (uncertain === 0 || !isDue || isTooOldToMail(manifest.window.to, now)) return 'nothing';
  const census = await takeCensus(context, row);
  if (!isWorkedThrough(census)) {
    await context.editions.reopen(row);
    return 'opened again';
  }
  if (census.uncertain === uncertain) {
    await context.editions.close(row, { receipts, uncertain, at: now });
    return 'nothing';
  }
  await closeEdition(context, publication, row, manifest, census, now);
  return 'counted again';
}
