import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { conditionHolds } from '../dynamodb-conditions.ts';

/** Where a row of the readers table lies. */
export type RowKey = { publication: string; reader: string };

/**
 * Reads a row, changes it and writes it back if nobody else has since; otherwise once more. A refused write means that somebody else's
 * succeeded, so this loop ends. An answer that was lost does no harm where the same change once more changes nothing.
 * @param change what the row is to be; the same object, or undefined, for no change.
 */
export async function changeRow<Content extends object>(
  client: DynamoDBDocumentClient,
  { TableName, Key }: { TableName: string; Key: RowKey },
  read: (item: Record<string, unknown> | undefined) => Content,
  change: (standing: Content) => Content | undefined,
  write: (content: Content) => Record<string, unknown>,
): Promise<Content | undefined> {
  for (;;) {
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    const standing = read(Item);
    const next = change(standing);
    if (next === undefined || next === standing) return next;
    const revision = Item === undefined ? 0 : Number(Item.revision ?? 0);
    const put = new PutCommand({
      TableName,
      Item: { ...write(next), ...Key, revision: revision + 1 },
      ...(Item === undefined
        ? { ConditionExpression: 'attribute_not_exists(reader)' }
        : {
            ConditionExpression: '#revision = :revision',
            ExpressionAttributeNames: { '#revision': 'revision' },
            ExpressionAttributeValues: { ':revision': revision },
          }),
    });
    if (await conditionHolds(client.send(put))) return next;
  }
}
