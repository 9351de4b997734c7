import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { requestHandler } from './document-client.ts';

export { documentClient } from './document-client.ts';

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

/** A client that asks how schedules stand. */
export function schedulerClient(): SchedulerClient {
  return new SchedulerClient({ requestHandler });
}

/** A client for the queues. A queue's URL names its own host; the client ignores that and uses the configured endpoint. */
export function sqsClient(): SQSClient {
  return new SQSClient({ requestHandler, useQueueUrlAsEndpoint: false });
}
