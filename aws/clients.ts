import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Limits in milliseconds: a connection that hangs must fail, and be tried again, long before the function's own time ends. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** The tables, read and written as plain objects. */
export function documentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler }));
}

/** The buckets. */
export function s3Client(): S3Client {
  return new S3Client({ requestHandler });
}

/** What may be asked of SES again when an answer is lost: its limits, never a message. */
export function sesClient(): SESClient {
  return new SESClient({ requestHandler });
}

/** The queues. A queue's URL names a host of its own; the configured endpoint is the one to talk to. */
export function sqsClient(): SQSClient {
  return new SQSClient({ requestHandler, useQueueUrlAsEndpoint: false });
}
