import type { Deliveries } from '../delivery/ledger/delivery.ts';
import type { EditionRow, Editions } from '../delivery/progress/editions.ts';
import type { Census } from '../delivery/receipt/census.ts';

/** Ends what is left of an edition: whoever waits is withheld, with the reason. Who is claimed meanwhile goes on. */
export async function withholdWaiting(
  ports: {
    editions: Pick<Editions, 'slice'>;
    deliveries: Pick<Deliveries, 'ofReaders' | 'withhold'>;
  },
  { publication, edition }: EditionRow,
  { waitingIn }: Census,
  reason: string,
): Promise<void> {
  for (const { number } of waitingIn) {
    const readers = (await ports.editions.slice(publication, edition, number))?.readers ?? [];
    const deliveries = await ports.deliveries.ofReaders(publication, edition, readers);
    const gone = new Set(deliveries.filter(({ state }) => state !== 'waiting').map(({ reader }) => reader));
    for (const reader of readers) {
      if (!gone.has(reader)) await ports.deliveries.withhold({ publication, edition, reader }, reason);
    }
  }
}
