import { counted } from '../../foundation/counts.ts';
import type { EditionRow } from '../progress/editions.ts';
import type { Census } from '../receipt/census.ts';
import { readIfWhole } from '../receipt/receipt.ts';
import { receiptHeadline } from '../receipt/receipt-lines.ts';
import type { Binding, LedgerIdentity } from './binding.ts';

/** What is known of an edition's ledger, outside of the edition's row. */
export type Evidence = {
  /** The last binding of the edition, if it has one. */
  binding: Binding | undefined;
  /** The tables as they are now. */
  identity: LedgerIdentity;
  /** The mark that the table of deliveries has. */
  mark: string | undefined;
  /** The bytes of a receipt that the edition's row does not know of. */
  receipt: string | undefined;
};

const prefix = 'ledger: ';

/** Whether an edition is held because its tables may not say who was mailed: only an operator's word about that lifts it. */
export function isLedgerHold(hold: string | null): hold is string {
  return hold?.startsWith(prefix) ?? false;
}

/**
 * Why nobody may be mailed by what the tables say: they are not those in which delivery began, or have lost what they held. Undefined
 * where they are, or where no delivery has begun that is known of.
 */
export function mismatch(row: EditionRow, evidence: Evidence): string | undefined {
  const { binding, receipt } = evidence;
  if (binding === undefined) {
    if (receipt === undefined || row.state !== 'sealed') return undefined;
    return asHold(row, ['the table of editions does not know that it was mailed', receiptSays(row, receipt)]);
  }
  const differences = differencesFrom(binding, row, evidence);
  if (differences.length === 0) return undefined;
  return asHold(row, [
    `its delivery began at ${binding.boundAt}, and ${differences.join(', and ')}`,
    receiptSays(row, receipt),
  ]);
}

/** Of a table that is another one it is not said what it lacks: that follows. */
function differencesFrom(binding: Binding, row: EditionRow, { identity, mark }: Evidence): string[] {
  const isOther = (name: keyof LedgerIdentity) => identity[name] !== binding.ledger[name];
  if (isOther('editions') && isOther('deliveries')) return ['both tables are others than then'];
  const found = [
    isOther('editions') ? 'the table of editions is another one than then' : rowDifference(row.mark, binding),
    isOther('deliveries')
      ? 'the table of deliveries is another one than then'
      : markDifference(mark, binding),
  ];
  return found.filter(difference => difference !== undefined);
}

function rowDifference(mark: string | null, binding: Binding): string | undefined {
  if (mark === binding.mark) return undefined;
  if (mark === null) return 'the table of editions knows nothing of that';
  return 'what the table of editions says of it is from another time';
}

function markDifference(mark: string | undefined, binding: Binding): string | undefined {
  if (mark === binding.mark) return undefined;
  if (mark === undefined) return 'the table of deliveries has lost the mark of the edition';
  return 'what the table of deliveries says of it is from another time';
}

/**
 * Why nobody may be mailed though the tables are the right ones: rows of deliveries are gone. A slice that is done has a row for each of
 * its readers, and so has every slice of an edition that has a receipt. Undefined where none is missed.
 */
export function rowsLost(
  row: EditionRow,
  { absent, lost }: Pick<Census, 'absent' | 'lost'>,
  receipt: string | undefined,
): string | undefined {
  if (receipt !== undefined && absent > 0) {
    const readers = counted(absent, 'reader has no row', 'readers have no row');
    return asHold(row, [`${readers} in the table of deliveries`, receiptSays(row, receipt)]);
  }
  if (lost === 0) return undefined;
  const readers = counted(lost, 'reader has', 'readers have');
  return asHold(row, [
    `${readers} no row in the table of deliveries, though their slices have ended: rows are gone, or from another time`,
  ]);
}

/** That there is one says enough to hold: what is damaged in it must not keep an operator from deciding. */
function receiptSays({ edition }: EditionRow, receipt: string | undefined): string | undefined {
  if (receipt === undefined) return undefined;
  const read = readIfWhole(receipt, `receipt of ${edition}`);
  return read ? `Its receipt says: ${receiptHeadline(read)}` : 'It has a receipt, which is damaged';
}

function asHold({ edition }: EditionRow, known: readonly (string | undefined)[]): string {
  const sentences = known.filter(sentence => sentence !== undefined).map(sentence => `${sentence}.`);
  return (
    `${prefix}${sentences.join(' ')} So the tables may not say who was mailed, as after a restore, and nobody is mailed until you decide. To mail ` +
    `all who have no row, of whom some may get it twice: courant release ${edition} --mail-again. To mail nobody more: courant stop ${edition}.`
  );
}
