import type { Deliveries } from '../delivery/ledger/delivery.ts';
import type { EditionRow } from '../delivery/progress/editions.ts';
import type { Slices } from '../delivery/progress/slices.ts';
import type { Census } from '../delivery/receipt/census.ts';

/** Ends what is left of an edition: whoever waits is withheld, with the reason. Who is claimed meanwhile goes on. */
export async function withholdWaiting(
  ports: {
    slices: Pick<Slices, 'read'>;
    deliveries: Pick<Deliveries, 'ofReaders' | 'withhold'>;
  },
  row: EditionRow,
  { waitingIn }: Census,
  reason: string,
): Promise<void> {
  const { publication, edition } = row;
  for (const { number } of waitingIn) {
    const readers = (await ports.slices.read(row, number))?.readers ?? [];
    const deliveries = await ports.deliveries.ofReaders(row, readers);
    const gone = new Set(deliveries.filter(({ state }) => state !== 'waiting').map(({ reader }) => reader));
    for (const reader of readers) {
      if (!gone.has(reader)) await ports.deliveries.withhold({ publication, edition, reader }, reason);
    }
  }
}
