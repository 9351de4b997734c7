import { isLedgerHold } from '../../core/delivery/binding/mismatch.ts';
import { receiptHeadline } from '../../core/delivery/receipt/receipt-lines.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { table } from '../program/layout.ts';
import type { EditionStatus } from './edition-status.ts';
import { phaseOf } from './edition-status.ts';
import type { MissingEdition } from './timetable.ts';

/** One line an edition, the newest first, with those that are due and not there: what matters now stands at the top. */
export function editionTable(
  editions: readonly EditionStatus[],
  missing: readonly MissingEdition[],
  now: Instant,
): string[] {
  const rows = [
    ...editions.map(status => rowOf(status, now)),
    ...missing.map(({ edition, late }) => ['-', edition, late ? 'late' : 'due', 'not published']),
  ];
  const newestFirst = rows.sort(([, a = ''], [, b = '']) => (a < b ? 1 : -1));
  return table([['no.', 'edition', 'state', 'deliveries'], ...newestFirst]);
}

function rowOf(status: EditionStatus, now: Instant): string[] {
  const { row, counts } = status;
  return [String(counts.number), row.edition, phaseOf(status, now), deliveriesOf(status)];
}

/** The counts in a line. Before the audience is frozen there are none, unless an edition was closed whose tables were lost. */
export function deliveriesOf({ row, counts }: EditionStatus): string {
  if (row.audience !== null || row.state === 'closed') return receiptHeadline(counts);
  return isLedgerHold(row.hold) ? 'nobody knows who was mailed' : 'not begun';
}
