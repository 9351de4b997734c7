import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { documentClient, s3Client } from '../../aws/clients.ts';
import { DynamoDbAddresses } from '../../aws/dynamodb/dynamodb-addresses.ts';
import { DynamoDbDeliveries } from '../../aws/dynamodb/dynamodb-deliveries.ts';
import { DynamoDbEndingMarks } from '../../aws/dynamodb/dynamodb-ending-marks.ts';
import { DynamoDbReaders } from '../../aws/dynamodb/dynamodb-readers.ts';
import { DynamoDbSoftBounces } from '../../aws/dynamodb/readers/dynamodb-soft-bounces.ts';
import { DynamoDbConfirmations } from '../../aws/dynamodb/sign-up/dynamodb-confirmations.ts';
import { S3Endings } from '../../aws/s3/s3-endings.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { EndingKeeper } from '../../core/readers/ending-keeper.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { makeLogger } from '../runtime/logger.ts';
import { feedbackEnvironment } from './environment.ts';
import { deliveryNamedIn, type FeedbackContext, takeFeedback } from './take-feedback.ts';

const environment = readEnvironment(feedbackEnvironment);
const logger = makeLogger('feedback');
const database = documentClient();
const context: FeedbackContext = {
  deliveries: new DynamoDbDeliveries(database, environment.deliveriesTable),
  readers: new DynamoDbReaders(database, environment.readersTable),
  addresses: new DynamoDbAddresses(database, environment.readersTable),
  softBounces: new DynamoDbSoftBounces(database, environment.readersTable),
  confirmations: new DynamoDbConfirmations(database, environment.readersTable),
  keeper: new EndingKeeper(
    new S3Endings(new S3Objects(s3Client(), environment.archiveBucket)),
    new DynamoDbEndingMarks(database, environment.readersTable),
    error => logger.error('ending not kept yet', { error: (error as Error).name }),
  ),
};

/** Notes what SES's events say. A queue message that fails goes back to the queue; the others are done. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const failed = await Promise.all(byDelivery(event.Records).map(takeInOrder));
  return { batchItemFailures: failed.flat() };
}

/** Events of one delivery come close together. At the same time, each but one would find the row changed and read it again. */
function byDelivery(records: readonly SQSRecord[]): SQSRecord[][] {
  const groups = Map.groupBy(records, ({ body, messageId }) => deliveryNamedIn(body) ?? messageId);
  return [...groups.values()];
}

async function takeInOrder(records: readonly SQSRecord[]): Promise<SQSBatchResponse['batchItemFailures']> {
  const failed: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of records) failed.push(...(await take(record)));
  return failed;
}

async function take({ body, messageId }: SQSRecord): Promise<SQSBatchResponse['batchItemFailures']> {
  try {
    const taken = await takeFeedback(context, body);
    if (taken.outcome === 'taken') logger.info('event', taken);
    else logger.warn('passed over a queue message', { messageId, reason: taken.reason });
    return [];
  } catch (error) {
    // By name only: what a service says of a failure may repeat what it was given.
    logger.error('could not note an event', { messageId, error: (error as Error).name });
    return [{ itemIdentifier: messageId }];
  }
}
