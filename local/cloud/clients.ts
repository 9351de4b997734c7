import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { assertLoopback, dummyCredentials } from './guard.ts';

/** SDK clients of one cloud. */
export type Clients = {
  s3: S3Client;
  ses: SESClient;
  dynamodb: DynamoDBClient;
  sqs: SQSClient;
  scheduler: SchedulerClient;
};

/**
 * Clients for the cloud whose environment this is; the process's own environment plays no part.
 * @param maxAttempts how often a call is tried; the SDK's own number unless given.
 * @throws NotLoopbackError when an endpoint is missing or on another machine.
 */
export function clientsOf(environment: Readonly<Record<string, string>>, maxAttempts?: number): Clients {
  const on = (service: string) => {
    const name = `AWS_ENDPOINT_URL_${service}`;
    const endpoint = environment[name] ?? environment.AWS_ENDPOINT_URL ?? '';
    assertLoopback(endpoint, name);
    return {
      endpoint,
      ...(maxAttempts === undefined ? {} : { maxAttempts }),
      region: environment.AWS_REGION ?? 'us-east-1',
      credentials: {
        accessKeyId: dummyCredentials.AWS_ACCESS_KEY_ID,
        secretAccessKey: dummyCredentials.AWS_SECRET_ACCESS_KEY,
      },
    };
  };
  return {
    s3: new S3Client({ ...on('S3'), forcePathStyle: true }),
    ses: new SESClient(on('SES')),
    dynamodb: new DynamoDBClient(on('DYNAMODB')),
    sqs: new SQSClient({ ...on('SQS'), useQueueUrlAsEndpoint: false }),
    scheduler: new SchedulerClient(on('SCHEDULER')),
  };
}

/** Closes the connections of all clients. */
export function closeClients(clients: Clients): void {
  for (const client of Object.values(clients)) client.destroy();
}
