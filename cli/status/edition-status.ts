import { mismatchNow } from '../../core/delivery/binding/check-ledger.ts';
import { isLedgerHold } from '../../core/delivery/binding/mismatch.ts';
import { type EditionRow, newEditionRow } from '../../core/delivery/progress/editions.ts';
import { takeCensus } from '../../core/delivery/receipt/census.ts';
import { previousSummary, readReceipt } from '../../core/delivery/receipt/receipt.ts';
import type { Counted } from '../../core/delivery/receipt/receipt-lines.ts';
import { sealOfEdition } from '../../core/edition/chain.ts';
import { type Manifest, readManifest } from '../../core/edition/manifest.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { Installation } from '../installation/installation.ts';

/** Where what is known of editions is kept. */
export type StatusStores = Pick<
  Installation,
  'seals' | 'archive' | 'editions' | 'slices' | 'deliveries' | 'receipts' | 'bindings' | 'ledger' | 'clock'
>;

/** All that is known of a sealed edition now. */
export type EditionStatus = {
  row: EditionRow;
  /** When it was due: the end of its window. */
  due: Instant;
  /** The address that it is from. */
  from: string;
  /** Of its newest receipt if it is closed, else as its deliveries stand now. */
  counts: Counted;
  receipt: { number: number; writtenAt: Instant; sha256: string } | null;
  /** It is closed, and the receipt that says so is not there. */
  receiptMissing: boolean;
};

/** Looks at one edition that is sealed. @throws when it is not, or when what is stored cannot be read */
export async function editionStatus(stores: StatusStores, edition: EditionKey): Promise<EditionStatus> {
  const content = await manifestOf(stores, edition);
  const manifest = readManifest(content);
  const row = await rowOf(stores, edition);
  const due = manifest.window.to;
  const from = manifest.from.address;
  const stored = row.state === 'closed' ? await stores.receipts.read(edition, row.receipts) : undefined;
  if (stored !== undefined) {
    const counts = readReceipt(stored, `receipt ${row.receipts} of ${edition.edition}`);
    const receipt = { number: counts.receipt, writtenAt: counts.writtenAt, sha256: sha256(stored) };
    return { row, due, from, counts, receipt, receiptMissing: false };
  }
  const counts = await countNow(stores, row, manifest, sha256(content));
  return { row, due, from, counts, receipt: null, receiptMissing: row.state === 'closed' };
}

/** As the table has it; but what the sweep will hold it for within minutes is shown at once. */
async function rowOf(stores: StatusStores, edition: EditionKey): Promise<EditionRow> {
  const row = (await stores.editions.read(edition)) ?? newEditionRow(edition);
  if (row.state === 'closed' || isLedgerHold(row.hold)) return row;
  return { ...row, hold: (await mismatchNow(stores, row)) ?? row.hold };
}

/** From the seal, as long as publish has not unpacked it. */
async function manifestOf(
  { archive, seals }: Pick<StatusStores, 'archive' | 'seals'>,
  edition: EditionKey,
): Promise<string> {
  const unpacked = await archive.read(edition, 'manifest.json');
  return unpacked ?? (await sealOfEdition(seals, edition))?.files['manifest.json'] ?? '';
}

async function countNow(
  stores: StatusStores,
  row: EditionRow,
  manifest: Manifest,
  hash: string,
): Promise<Counted> {
  const { publication, edition, audience } = row;
  const { number, window, subject, facts, previous } = manifest;
  return {
    ...(await takeCensus(stores, row)),
    ...{ publication, edition, number, window, subject },
    facts: facts.length,
    audience: audience?.readers ?? 0,
    manifest: hash,
    previous: await previousSummary(stores, publication, previous),
  };
}
