import { CreateTableCommand, type DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { CreateConfigurationSetCommand, type SESClient } from '@aws-sdk/client-ses';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueNameExists,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { clientsOf, closeClients } from './clients.ts';
import { bucketsHere } from './s3/object-path.ts';

/** What the production stack has, and its names and addresses under the variables that the functions read. */
export type Resources = {
  CONTENT_BUCKET: string;
  ARCHIVE_BUCKET: string;
  EDITIONS_TABLE: string;
  DELIVERIES_TABLE: string;
  READERS_TABLE: string;
  SLICE_QUEUE_URL: string;
  DEAD_SLICE_QUEUE_URL: string;
  FEEDBACK_QUEUE_URL: string;
  DEAD_FEEDBACK_QUEUE_URL: string;
  SIGN_UP_QUEUE_URL: string;
  DEAD_SIGN_UP_QUEUE_URL: string;
  CONFIGURATION_SET: string;
};

const tables = [
  { name: 'editions', hash: 'publication', range: 'edition' },
  { name: 'deliveries', hash: 'partition', range: 'reader' },
  { name: 'readers', hash: 'publication', range: 'reader' },
] as const;
/** The configuration set of all mail, and the queue of what SES says of it: `events` of the cloud's SES name both. */
export const feedbackSource = { configurationSet: 'courant', queue: 'feedback' } as const;
const { configurationSet } = feedbackSource;

/** The queue of slices as it is deployed: seconds for which a message is nobody else's, and how often it is given out. */
export const slicesAsDeployed = { visibilityTimeout: 360, sliceAttempts: 2 };
/** The queue of requests to subscribe as it is deployed. */
export const signUpsAsDeployed = { visibilityTimeout: 120, attempts: 5 };
/** How often an event that feedback fails to note is given to it, as deployed. */
const feedbackAttempts = 5;

/**
 * Creates what is not there yet; may be called at every start.
 * @param options.visibilityTimeout seconds after which a slice or a request that was not finished appears again; as deployed unless given.
 * @param options.sliceAttempts how often a slice is given to a worker that is ended, before it goes aside; 2 unless given, as deployed.
 */
export async function createResources(
  cloud: { environment: Readonly<Record<string, string>> },
  options: { visibilityTimeout?: number; sliceAttempts?: number } = {},
): Promise<Resources> {
  const clients = clientsOf(cloud.environment);
  try {
    const [queues] = await Promise.all([
      createQueues(clients.sqs, { ...slicesAsDeployed, ...options }, options.visibilityTimeout),
      ...Object.values(bucketsHere).map(bucket => createBucket(clients.s3, bucket)),
      ...tables.map(table => createTable(clients.dynamodb, table)),
      createConfigurationSet(clients.ses),
    ]);
    return {
      CONTENT_BUCKET: bucketsHere.content,
      ARCHIVE_BUCKET: bucketsHere.archive,
      EDITIONS_TABLE: 'editions',
      DELIVERIES_TABLE: 'deliveries',
      READERS_TABLE: 'readers',
      ...queues,
      CONFIGURATION_SET: configurationSet,
    };
  } finally {
    closeClients(clients);
  }
}

/** Waits for a creation, and takes it as done when the thing was there. */
async function ignoringExisting(creation: Promise<unknown>, thereAlready: string): Promise<void> {
  await creation.catch(error => {
    if (!(error instanceof Error) || error.name !== thereAlready) throw error;
  });
}

async function createBucket(s3: S3Client, bucket: string): Promise<void> {
  await ignoringExisting(s3.send(new CreateBucketCommand({ Bucket: bucket })), 'BucketAlreadyOwnedByYou');
}

async function createTable(
  dynamodb: DynamoDBClient,
  { name, hash, range }: (typeof tables)[number],
): Promise<void> {
  const creation = new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: hash, AttributeType: 'S' },
      { AttributeName: range, AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: hash, KeyType: 'HASH' },
      { AttributeName: range, KeyType: 'RANGE' },
    ],
  });
  await ignoringExisting(dynamodb.send(creation), 'ResourceInUseException');
  await waitUntilTableExists(
    { client: dynamodb, maxWaitTime: 10, minDelay: 0.02, maxDelay: 1 },
    { TableName: name },
  );
}

async function createConfigurationSet(ses: SESClient): Promise<void> {
  const creation = new CreateConfigurationSetCommand({ ConfigurationSet: { Name: configurationSet } });
  await ignoringExisting(ses.send(creation), 'ConfigurationSetAlreadyExistsException');
}

type QueueUrls = Pick<
  Resources,
  | 'SLICE_QUEUE_URL'
  | 'DEAD_SLICE_QUEUE_URL'
  | 'FEEDBACK_QUEUE_URL'
  | 'DEAD_FEEDBACK_QUEUE_URL'
  | 'SIGN_UP_QUEUE_URL'
  | 'DEAD_SIGN_UP_QUEUE_URL'
>;

async function createQueues(
  sqs: SQSClient,
  { visibilityTimeout, sliceAttempts }: typeof slicesAsDeployed,
  signUpTimeout = signUpsAsDeployed.visibilityTimeout,
): Promise<QueueUrls> {
  const attributes = { VisibilityTimeout: `${visibilityTimeout}` };
  const slices = await createQueuePair(sqs, ['slices.fifo', 'slices-dead.fifo'], {
    ...attributes,
    FifoQueue: 'true',
    maxReceiveCount: sliceAttempts,
  });
  const feedback = await createQueuePair(sqs, [feedbackSource.queue, 'feedback-dead'], {
    ...attributes,
    maxReceiveCount: feedbackAttempts,
  });
  const signUps = await createQueuePair(sqs, ['signup.fifo', 'signup-dead.fifo'], {
    VisibilityTimeout: `${signUpTimeout}`,
    FifoQueue: 'true',
    maxReceiveCount: signUpsAsDeployed.attempts,
  });
  return {
    SLICE_QUEUE_URL: slices.queue,
    DEAD_SLICE_QUEUE_URL: slices.dead,
    FEEDBACK_QUEUE_URL: feedback.queue,
    DEAD_FEEDBACK_QUEUE_URL: feedback.dead,
    SIGN_UP_QUEUE_URL: signUps.queue,
    DEAD_SIGN_UP_QUEUE_URL: signUps.dead,
  };
}

/** A queue, and the one that takes what fails too often. */
async function createQueuePair(
  sqs: SQSClient,
  [name, deadName]: readonly [string, string],
  {
    FifoQueue,
    maxReceiveCount,
    ...attributes
  }: { VisibilityTimeout: string; FifoQueue?: string; maxReceiveCount: number },
): Promise<{ queue: string; dead: string }> {
  const kind: Record<string, string> = FifoQueue === undefined ? {} : { FifoQueue };
  const dead = await createQueue(sqs, deadName, kind);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ['QueueArn'] }),
  );
  const redrive = { deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount };
  const queue = await createQueue(sqs, name, {
    ...kind,
    ...attributes,
    RedrivePolicy: JSON.stringify(redrive),
  });
  return { queue, dead };
}

/** Makes a queue; one of an earlier start, when the settings may have been others, gets these and keeps its messages. */
async function createQueue(
  sqs: SQSClient,
  name: string,
  Attributes: Record<string, string>,
): Promise<string> {
  const creation = new CreateQueueCommand({ QueueName: name, Attributes });
  const { QueueUrl } = await sqs.send(creation).catch(async error => {
    if (!(error instanceof QueueNameExists)) throw error;
    const existing = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    // Whether a queue is a FIFO queue can be said only when it is made.
    const { FifoQueue: _, ...changeable } = Attributes;
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: existing.QueueUrl, Attributes: changeable }));
    return existing;
  });
  if (!QueueUrl) throw new TypeError(`SQS created the queue ${name} and gave no URL for it.`);
  return QueueUrl;
}
