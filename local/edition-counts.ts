import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbDeliveries } from '../lambdas/aws/dynamodb-deliveries.ts';
import type { Delivery } from '../lambdas/core/delivery/delivery.ts';
import type { Local } from './open-local.ts';

/** How many deliveries of an edition stand in each state. */
export type EditionCounts = Record<Delivery['state'], number>;

/** Counts the ledger's rows of an edition. */
export async function countDeliveries(
  local: Local,
  publication: string,
  edition: string,
): Promise<EditionCounts> {
  const database = new DynamoDBClient();
  const deliveries = new DynamoDbDeliveries(
    DynamoDBDocumentClient.from(database),
    local.resources.DELIVERIES_TABLE,
  );
  const counts: EditionCounts = {
    waiting: 0,
    claimed: 0,
    accepted: 0,
    rejected: 0,
    uncertain: 0,
    withheld: 0,
  };
  for await (const { state } of deliveries.ofEdition(publication, edition)) counts[state] += 1;
  database.destroy();
  return counts;
}
