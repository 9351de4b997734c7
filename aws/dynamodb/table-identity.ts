import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CourantError } from '../../core/foundation/errors.ts';

/**
 * What tells a table from every other one, also from one that was restored from it and has its name: DynamoDB's own id. An emulator that
 * has no such ids gives the name and the time of creation.
 * @throws UnknownTableError if the answer has neither.
 */
export async function tableIdentity(
  client: DynamoDBClient | DynamoDBDocumentClient,
  table: string,
): Promise<string> {
  const { Table } = await (client as DynamoDBClient).send(new DescribeTableCommand({ TableName: table }));
  if (Table?.TableId !== undefined) return Table.TableId;
  if (Table?.CreationDateTime === undefined) throw new UnknownTableError(table);
  return `${table} of ${Table.CreationDateTime.toISOString()}`;
}

/** The server in place of DynamoDB tells nothing by which a table could be known again. */
export class UnknownTableError extends CourantError {
  constructor(table: string) {
    super(
      `table ${table}: expected DescribeTable to answer TableId, or at least CreationDateTime, found neither. The server in ` +
        'AWS_ENDPOINT_URL_DYNAMODB cannot tell a table from its copy: use another.',
    );
  }
}
