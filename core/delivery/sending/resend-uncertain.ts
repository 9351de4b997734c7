import type { Instant } from '../../foundation/instant.ts';
import type { Deliveries } from '../ledger/delivery.ts';
import type { EditionRow, Editions } from '../progress/editions.ts';
import { resetForecast } from './forecast.ts';

/** What came of giving uncertain deliveries back. */
export type Resending = {
  /** Readers who wait again: given back by this run or, in a closed edition, by one that was ended before it was done. */
  waiting: number;
  /** Deliveries of which it turned out meanwhile that SES did take them: they stay. */
  accepted: number;
};

/**
 * Gives the deliveries back of which nobody knows whether SES took them, as an operator decided, and opens the edition for them.
 * Only what is uncertain, and under the attempt under which it is: what a late event settles meanwhile stays settled.
 *
 * Deliver takes nothing of a closed edition, so it is opened last. A run that ended before that is completed by the next, which
 * finds who waits.
 *
 * @param due when the edition was due: with its forecast it says how long delivery takes.
 */
export async function resendUncertain(
  ports: {
    deliveries: Pick<Deliveries, 'ofEdition' | 'release' | 'read'>;
    editions: Pick<Editions, 'reopen' | 'expect' | 'release'>;
  },
  row: EditionRow,
  due: Instant,
  now: Instant,
): Promise<Resending> {
  const { publication, edition } = row;
  const found: Resending = { waiting: 0, accepted: 0 };
  for await (const delivery of ports.deliveries.ofEdition({ publication, edition })) {
    const { state, attempt } = delivery;
    // In an edition that is under way others wait too, for whom nothing is decided.
    if (state === 'waiting' && row.state === 'closed') found.waiting += 1;
    if (state !== 'uncertain' || attempt === null) continue;
    await ports.deliveries.release(delivery, attempt);
    const standing = (await ports.deliveries.read(delivery))?.state;
    if (standing === 'accepted') found.accepted += 1;
    else found.waiting += 1;
  }
  if (found.waiting === 0) return found;
  await resetForecast(ports.editions, row, due, now);
  await ports.editions.reopen({ publication, edition });
  // A hold that an edition was closed with is over; one that an open edition has is another matter.
  if (row.state === 'closed') await ports.editions.release({ publication, edition });
  return found;
}
