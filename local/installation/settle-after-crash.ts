import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbDeliveries } from '../../aws/dynamodb/dynamodb-deliveries.ts';
import { settleOpen } from '../../core/delivery/ledger/settle-open.ts';
import type { Local } from './open-local.ts';

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
