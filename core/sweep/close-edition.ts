import type { Deliveries } from '../delivery/ledger/delivery.ts';
import { type EditionRow, type Editions, isTooOldToMail } from '../delivery/progress/editions.ts';
import type { Slices } from '../delivery/progress/slices.ts';
import { type Census, isWorkedThrough, takeCensus } from '../delivery/receipt/census.ts';
import {
  makeReceipt,
  previousSummary,
  type Receipt,
  type Receipts,
  readReceipt,
} from '../delivery/receipt/receipt.ts';
import { type Archive, archivedFile } from '../edition/archive.ts';
import type { Manifest } from '../edition/manifest.ts';
import { sha256 } from '../foundation/hash.ts';
import { type Instant, plusHours } from '../foundation/instant.ts';
import type { Publication } from '../publication/configuration.ts';

/** What closing an edition needs. */
export type ClosingContext = {
  archive: Pick<Archive, 'read'>;
  editions: Editions;
  slices: Pick<Slices, 'all'>;
  deliveries: Pick<Deliveries, 'ofReaders'>;
  receipts: Receipts;
};

/** How often a closed edition with uncertain deliveries is counted again: events may still settle them. */
const countAgainHours = 1;

/**
 * Writes the receipt of an edition whose deliveries are counted, and closes it, unless something was decided of it since it was
 * read. The receipt that is stored counts: one's own, or that of another sweep. Should that be out of date, counting again mends it.
 * @throws UnbalancedReceiptError when the counts do not add up to the audience
 */
export async function closeEdition(
  context: ClosingContext,
  publication: Publication,
  row: EditionRow,
  manifest: Manifest,
  census: Census,
  now: Instant,
): Promise<Receipt> {
  const { edition, audience } = row;
  const number = row.receipts + 1;
  const about = {
    publication: publication.id,
    edition,
    number: manifest.number,
    receipt: number,
    window: manifest.window,
    subject: manifest.subject,
    facts: manifest.facts.length,
    writtenAt: now,
    manifest: sha256(await archivedFile(context.archive, row, 'manifest.json')),
    previous: await previousSummary(context, publication.id, manifest.previous),
  };
  const made = makeReceipt(about, audience?.readers ?? 0, census);
  const receipt = readReceipt(await context.receipts.putOnce(made), `receipt ${number} of ${edition}`);
  const { uncertain } = receipt;
  await context.editions.close(row, { receipts: number, uncertain, at: now });
  return receipt;
}

/**
 * Counts a closed edition again that has uncertain deliveries, and writes a further receipt if events settled some since. Where
 * somebody waits again, because resending was ended in the middle, it is opened.
 */
export async function countAgain(
  context: ClosingContext,
  publication: Publication,
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
