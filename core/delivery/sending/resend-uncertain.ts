import { type Instant, secondsBetween } from '../../foundation/instant.ts';
import type { Deliveries } from '../ledger/delivery.ts';
import type { EditionRow, Editions } from '../progress/editions.ts';
import { resetForecast } from './forecast.ts';
import { surfacesWithinSeconds } from './mailer.ts';

/** What came of releasing uncertain deliveries. */
export type Resending = {
  /** Readers who wait again: this run released them or, in a closed edition, an earlier run that was ended too early. */
  waiting: number;
  /** Deliveries that an event has settled meanwhile, as SES did take them: they stay accepted. */
  accepted: number;
  /** Deliveries left as they are, since their message may still be on its way to SES: they are minutes old. */
  young: number;
};

/**
 * Releases an edition's uncertain deliveries, as an operator decided, and opens the edition for them. It releases each only under
 * the attempt that is uncertain: what a late event settles meanwhile stays settled. It leaves alone whose message SES may still take.
 *
 * Deliver takes nothing of a closed edition, so this opens it last. If a run is ended before that, the next one finds who waits and
 * completes it.
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
  const found: Resending = { waiting: 0, accepted: 0, young: 0 };
  for await (const delivery of ports.deliveries.ofEdition({ publication, edition })) {
    const { state, attempt, claimedAt } = delivery;
    // In an edition that is under way others wait too, for whom nothing is decided.
    if (state === 'waiting' && row.state === 'closed') found.waiting += 1;
    if (state !== 'uncertain' || attempt === null) continue;
    if (claimedAt !== null && secondsBetween(claimedAt, now) <= surfacesWithinSeconds) {
      found.young += 1;
      continue;
    }
    await ports.deliveries.release(delivery, attempt);
    const nowIn = (await ports.deliveries.read(delivery))?.state;
    if (nowIn === 'accepted') found.accepted += 1;
    else found.waiting += 1;
  }
  if (found.waiting === 0) return found;
  await resetForecast(ports.editions, row, due, now);
  await ports.editions.reopen({ publication, edition });
  // A hold that an edition was closed with is over; one that an open edition has is another matter.
  if (row.state === 'closed') await ports.editions.release({ publication, edition });
  return found;
}
