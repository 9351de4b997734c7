import { isLedgerHold } from '../../delivery/binding/mismatch.ts';
import { deliveredForHours, type EditionRow, type Editions } from '../../delivery/progress/editions.ts';
import type { Receipt } from '../../delivery/receipt/receipt.ts';
import { type Instant, plusHours } from '../../foundation/instant.ts';
import { mapInOrder } from '../../foundation/map-in-order.ts';
import type { OperatorNews } from './news.ts';

/** Enough to hide the table's answering time. */
const readsAtOnce = 8;

/** What other editions of a publication wait for: held ones, and closed ones of which nobody decided about the uncertain messages. */
export async function whatWaits(
  editions: Pick<Editions, 'read'>,
  { publication, edition }: Receipt,
  recent: readonly string[],
  now: Instant,
): Promise<Pick<OperatorNews, 'held' | 'undecided'>> {
  const others = recent.filter(name => name !== edition);
  const found = await mapInOrder(others, readsAtOnce, name => editions.read({ publication, edition: name }));
  const rows = found.filter(row => row !== undefined);
  // What is older is mailed to nobody any more, so that there is nothing to decide.
  const oldest = plusHours(now, -deliveredForHours).slice(0, '2026-11-23'.length);
  return {
    held: rows.filter(isHeld).map(row => ({ edition: row.edition, tablesLost: isLedgerHold(row.hold) })),
    undecided: rows
      .filter(row => row.state === 'closed' && row.uncertain > 0 && row.edition > oldest)
      .map(row => ({ edition: row.edition, uncertain: row.uncertain })),
  };
}

function isHeld({ hold, state, stopped }: EditionRow): boolean {
  return hold !== null && state !== 'closed' && !stopped;
}
