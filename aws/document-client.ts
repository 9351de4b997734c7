import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Time limits in milliseconds: a connection that hangs must fail, and be tried again, long before the function's own time limit. */
export const requestHandler = {
  connectionTimeout: 2_000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
};

/** A client for the tables, which reads and writes rows as plain objects. By itself, so that who needs no other loads no other. */
export function documentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler }));
}
