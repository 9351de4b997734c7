import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Time limits in milliseconds: a connection that hangs must fail, and be tried again, long before the function's own time limit. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** A client for the tables, which reads and writes rows as plain objects. */
export function documentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler }));
}

/** A client for the buckets. */
export function s3Client(): S3Client {
  return new S3Client({ requestHandler });
}

/** A client for the buckets for whom somebody waits: it tries once, and gives up long before they do. */
export function impatientS3Client(): S3Client {
  return new S3Client({
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
    maxAttempts: 1,
  });
}

/** A client that asks SES for the account's limits, and repeats a call whose answer was lost. Never use it for messages. */
export function sesClient(): SESClient {
  return new SESClient({ requestHandler });
}

/** A client for the queues. A queue's URL names its own host; the client ignores that and uses the configured endpoint. */
export function sqsClient(): SQSClient {
  return new SQSClient({ requestHandler, useQueueUrlAsEndpoint: false });
}
