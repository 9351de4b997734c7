import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * What tells a table from every other, also from one of the same name that was restored from it: its TableId. Where a server gives
 * none: its name and the time at which it was made.
 */
export async function tableIdentity(
  client: DynamoDBClient | DynamoDBDocumentClient,
  table: string,
): Promise<string> {
  const { Table } = await (client as DynamoDBClient).send(new DescribeTableCommand({ TableName: table }));
  return Table?.TableId ?? `${Table?.TableName ?? table} ${Table?.CreationDateTime?.toISOString() ?? ''}`;
}
