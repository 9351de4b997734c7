import type { Deliveries, Delivery } from './delivery.ts';

/** What is known, later, of an attempt whose outcome was never noted. */
export type Evidence = { taken: true; messageId: string } | { taken: false } | 'unknown';

/**
 * Settles the deliveries of an edition that are claimed or uncertain, by what the mail service's own records say: accepted if it
 * took the message, released if it did not, left as they are if nobody knows. It never guesses.
 *
 * @param evidence must answer `taken: false` only where the attempt has ended and the service surely has no such message.
 */
export async function settleOpen(
  deliveries: Deliveries,
  publication: string,
  edition: string,
  evidence: (delivery: Delivery) => Promise<Evidence>,
): Promise<{ accepted: number; givenBack: number; open: number }> {
  const counts = { accepted: 0, givenBack: 0, open: 0 };
  for await (const delivery of deliveries.ofEdition({ publication, edition })) {
    const { state, attempt } = delivery;
    if (attempt === null || (state !== 'claimed' && state !== 'uncertain')) continue;
    const known = await evidence(delivery);
    if (known === 'unknown') counts.open += 1;
    else if (known.taken) {
      await deliveries.settle(delivery, attempt, { state: 'accepted', messageId: known.messageId });
      counts.accepted += 1;
    } else {
      await deliveries.release(delivery, attempt);
      counts.givenBack += 1;
    }
  }
  return counts;
}
