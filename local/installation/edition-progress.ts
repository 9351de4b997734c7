import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbDeliveries } from '../../aws/dynamodb/dynamodb-deliveries.ts';
import { DynamoDbEditions } from '../../aws/dynamodb/dynamodb-editions.ts';
import type { Delivery } from '../../core/delivery/ledger/delivery.ts';
import type { Local } from './open-local.ts';

/** How far an edition's delivery is. */
export type EditionProgress = {
  audience: number;
  /** Deliveries by state; those that nobody has begun count as waiting, so that all add up to the audience. */
  counts: Record<Delivery['state'], number>;
  /** Why it does not go on by itself; null if it does. */
  hold: string | null;
};

/** Reads the edition's row and counts its rows of the ledger. */
export async function editionProgress(
  local: Local,
  publication: string,
  edition: string,
): Promise<EditionProgress> {
  const database = new DynamoDBClient();
  const documents = DynamoDBDocumentClient.from(database);
  const row = await new DynamoDbEditions(documents, local.resources.EDITIONS_TABLE).read(
    publication,
    edition,
  );
  const deliveries = new DynamoDbDeliveries(documents, local.resources.DELIVERIES_TABLE);
  const counts = { accepted: 0, rejected: 0, uncertain: 0, withheld: 0, claimed: 0, waiting: 0 };
  for await (const { state } of deliveries.ofEdition(publication, edition)) counts[state] += 1;
  database.destroy();
  const audience = row?.audience?.readers ?? 0;
  const begun = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    audience,
    counts: { ...counts, waiting: counts.waiting + audience - begun },
    hold: row?.hold ?? null,
  };
}
