import {
  bindEdition,
  checkLedger,
  type LedgerBinding,
  leftTraces,
  type Standing,
} from '../delivery/binding/check-ledger.ts';
import { isLedgerHold } from '../delivery/binding/mismatch.ts';
import { type EditionRow, isTooOldToMail } from '../delivery/progress/editions.ts';
import { takeCensus } from '../delivery/receipt/census.ts';
import { lastReceipt, makeReceipt } from '../delivery/receipt/receipt.ts';
import { withReadersTable } from '../delivery/sending/begin-delivery.ts';
import { sealOfEdition } from '../edition/chain.ts';
import { manifestOfEdition } from '../edition/chain-manifests.ts';
import type { Manifest } from '../edition/manifest.ts';
import type { Instant } from '../foundation/instant.ts';
import type { Publication } from '../publication/configuration.ts';
import type { EditionKey } from '../publication/plan.ts';
import type { TableContext } from '../readers/readers-table.ts';
import { aboutEdition } from './close-edition.ts';
import { type CareReport, type EditionCare, lookAfterEdition, reportOn } from './look-after-edition.ts';

/** What looking after an edition's ledger needs. */
export type LedgerCare = LedgerBinding & TableContext & EditionCare;

/**
 * The row of an edition; made anew, so that it can be held, where the table has none of an edition that was mailed or is being mailed.
 * Undefined if no delivery has begun.
 */
export async function rowOrTrace(care: LedgerCare, edition: EditionKey): Promise<EditionRow | undefined> {
  const row = await care.editions.read(edition);
  if (row || !(await leftTraces(care, edition))) return row;
  return care.editions.open(edition);
}

/**
 * Brings an edition further whose tables say who was mailed. Where they may not, holds it; and ends it once an operator, or its age, has
 * stopped it. An edition that began under an earlier version, which bound none, is bound first. Undefined if no delivery has begun.
 */
export async function careFor(
  care: LedgerCare,
  publication: Pick<Publication, 'id'>,
  row: EditionRow,
  now: Instant,
): Promise<CareReport | undefined> {
  // Of a closed edition nobody is mailed; should somebody open it again, it is checked then.
  if (row.state === 'closed') return lookAfterEdition(care, publication, row, now);
  const checked = await checkLedger(care, row);
  const because = checked.standing === 'held' ? checked.because : row.hold;
  if (isLedgerHold(because)) return careForLost(care, publication, checked.row, because, now);
  if (row.state === 'sealed') return undefined;
  const known = await withReadersTable(care, (await bound(care, checked)).row);
  return lookAfterEdition(care, publication, known, now);
}

async function careForLost(
  care: LedgerCare,
  publication: Pick<Publication, 'id'>,
  row: EditionRow,
  because: string,
  now: Instant,
): Promise<CareReport> {
  const { manifest } = await manifestOfEdition(care, row);
  const about = { ...row, hold: null };
  if (!row.stopped && !isTooOldToMail(manifest.window.to, now)) return reportOn(about, 'held');
  await endLost(care, publication, row, manifest, because, now);
  return reportOn(about, 'closed');
}

async function bound(care: LedgerCare, checked: Standing): Promise<Standing> {
  if (checked.standing !== 'unbound') return checked;
  const seal = await sealOfEdition(care.seals, checked.row);
  return seal ? bindEdition(care, seal, checked) : checked;
}

/**
 * Closes an edition whose ledger is lost. A receipt that exists counts. Otherwise a receipt is written by what the tables say; whoever has
 * no outcome in them is uncertain, for good: nobody is mailed any more, and nobody has to decide about them.
 */
async function endLost(
  care: LedgerCare,
  publication: Pick<Publication, 'id'>,
  row: EditionRow,
  manifest: Manifest,
  because: string,
  now: Instant,
): Promise<void> {
  const known = await lastReceipt(care.receipts, row, row.receipts);
  const receipts = known > 0 ? known : await writeLost(care, publication, row, manifest, because, now);
  await care.editions.close(row, { receipts, uncertain: 0, at: now });
}

async function writeLost(
  care: LedgerCare,
  publication: Pick<Publication, 'id'>,
  row: EditionRow,
  manifest: Manifest,
  because: string,
  now: Instant,
): Promise<number> {
  const census = await takeCensus(care, row);
  const { waiting, claimed, uncertain } = census;
  const about = await aboutEdition(care, publication, row, manifest, now);
  const counted = { ...census, uncertain: uncertain + waiting + claimed };
  const made = makeReceipt({ ...about, tablesLost: because }, row.audience?.readers ?? 0, counted);
  await care.receipts.putOnce(made);
  return made.receipt;
}
