import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbDeliveries } from '../../aws/dynamodb/dynamodb-deliveries.ts';
import { DynamoDbEditions } from '../../aws/dynamodb/dynamodb-editions.ts';
import { DynamoDbSlices } from '../../aws/dynamodb/dynamodb-slices.ts';
import type { Delivery } from '../../core/delivery/ledger/delivery.ts';
import { sumOf, takeCensus } from '../../core/delivery/receipt/census.ts';
import type { Local } from './open-local.ts';

/** How far an edition's delivery is. */
export type EditionProgress = {
  audience: number;
  /** Deliveries by state; those that nobody has begun count as waiting, so that all add up to the audience. */
  counts: Record<Delivery['state'], number>;
  /** Why it does not go on by itself; null if it does. */
  hold: string | null;
};

/** Reads the edition's row and counts its audience by what the ledger says: by slices, which is few queries for few readers. */
export async function editionProgress(
  local: Local,
  publication: string,
  edition: string,
): Promise<EditionProgress> {
  const database = new DynamoDBClient();
  const documents = DynamoDBDocumentClient.from(database);
  const { EDITIONS_TABLE, DELIVERIES_TABLE } = local.resources;
  const row = await new DynamoDbEditions(documents, EDITIONS_TABLE).read({ publication, edition });
  const sources = {
    slices: new DynamoDbSlices(documents, EDITIONS_TABLE),
    deliveries: new DynamoDbDeliveries(documents, DELIVERIES_TABLE),
  };
  const census = row ? await takeCensus(sources, row) : nobody;
  database.destroy();
  const { waiting, claimed, accepted, uncertain } = census;
  const [rejected, withheld] = [sumOf(census.rejected), sumOf(census.withheld)];
  return {
    audience: row?.audience?.readers ?? 0,
    counts: { waiting, claimed, accepted, uncertain, rejected, withheld },
    hold: row?.hold ?? null,
  };
}

const nobody = { waiting: 0, claimed: 0, accepted: 0, uncertain: 0, rejected: {}, withheld: {} };
