import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbDeliveries } from '../../aws/dynamodb/dynamodb-deliveries.ts';
import type { Deliveries, Delivery } from '../../core/delivery/ledger/delivery.ts';
import { type EditionProgress, editionProgress } from './edition-progress.ts';
import type { Local } from './open-local.ts';

/**
 * How far an edition's delivery is, once what a process that was ended left open is settled. The search for that takes a query for
 * each of the ledger's 256 partitions, so it is left out where the count says that nothing is open.
 */
export async function settledProgress(
  local: Local,
  publication: string,
  edition: string,
): Promise<EditionProgress> {
  const progress = await editionProgress(local, publication, edition);
  if (progress.counts.claimed + progress.counts.uncertain === 0) return progress;
  await settleAfterCrash(local, publication, edition);
  return editionProgress(local, publication, edition);
}

/**
 * Settles what a process that was ended left open in an edition. Nobody else works on the data of this machine, and the embedded
 * SES keeps a complete record by attempt, so both answers are certain: taken, or not.
 */
export async function settleAfterCrash(local: Local, publication: string, edition: string): Promise<void> {
  let taken: Map<string | undefined, string> | undefined;
  const database = new DynamoDBClient();
  const deliveries = new DynamoDbDeliveries(
    DynamoDBDocumentClient.from(database),
    local.resources.DELIVERIES_TABLE,
  );
  await settleOpen(deliveries, publication, edition, async ({ attempt }) => {
    taken ??= new Map(
      (await local.cloud.ses.envelopes()).map(({ tags, messageId: id }) => [tags.attempt, id]),
    );
    const messageId = attempt === null ? undefined : taken.get(attempt);
    return messageId === undefined ? { taken: false } : { taken: true, messageId };
  });
  database.destroy();
}

/** What is known, later, of an attempt whose outcome was never noted. */
export type Evidence = { taken: true; messageId: string } | { taken: false } | 'unknown';

/**
 * Settles the deliveries of an edition that are claimed or uncertain, by what the mail service's own records say: accepted if it
 * took the message, given back if it did not, left as they are if nobody knows. It never guesses.
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
