import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { documentClient, s3Client, sesClient } from '../aws/clients.ts';
import { DynamoDbDeliveries } from '../aws/dynamodb-deliveries.ts';
import { DynamoDbEditions } from '../aws/dynamodb-editions.ts';
import { DynamoDbReaders } from '../aws/dynamodb-readers.ts';
import { S3Archive } from '../aws/s3-archive.ts';
import { S3Objects } from '../aws/s3-objects.ts';
import { SesAccount } from '../aws/ses-account.ts';
import { oneAttemptSesClient, SesMailer } from '../aws/ses-mailer.ts';
import { type Publication, publicationOf } from '../core/configuration.ts';
import { bundlePath } from '../runtime/bundle-file.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { makeLogger } from '../runtime/logger.ts';
import { readConfiguration } from '../runtime/read-configuration.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { type DeliverContext, deliverSlice } from './deliver-slice.ts';
import { deliverEnvironment } from './environment.ts';

const environment = readEnvironment(deliverEnvironment);
const configuration = readConfiguration(bundlePath(environment.configurationFile));
const logger = makeLogger('deliver');
const database = documentClient();
const account = sesClient();
const archive = new S3Archive(new S3Objects(s3Client(), environment.archiveBucket));

const messageSchema = z.object({ publication: z.string(), edition: z.string(), slice: z.int() });

/** Works on slices. A message whose slice has work left is given back to the queue. */
export async function handler(
  event: SQSEvent,
  lambda: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> {
  // Connections of an invocation end with it: a frozen one, thawed later, would make an outcome uncertain.
  const ses = oneAttemptSesClient();
  const context: DeliverContext = {
    clock: systemClock,
    archive,
    editions: new DynamoDbEditions(database, environment.editionsTable),
    deliveries: new DynamoDbDeliveries(database, environment.deliveriesTable),
    readers: new DynamoDbReaders(database, environment.readersTable),
    mailer: new SesMailer(ses, environment.configurationSet),
    newAttempt: () => randomBytes(16).toString('hex'),
    timeLeft: () => lambda.getRemainingTimeInMillis(),
    watch: { now: () => performance.now(), sleep },
    account: new SesAccount(account),
  };
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  try {
    for (const { body, messageId } of event.Records) {
      if (!(await work(context, body))) batchItemFailures.push({ itemIdentifier: messageId });
    }
  } finally {
    ses.destroy();
  }
  return { batchItemFailures };
}

/** False when the slice has to be worked on again. A message that names no work of ours would fail for ever: it is logged. */
async function work(context: DeliverContext, body: string): Promise<boolean> {
  const named = workIn(body);
  if (!named) {
    logger.error('a message names no slice of a publication in the configuration');
    return true;
  }
  const { publication, edition, slice } = named;
  const report = await deliverSlice(context, publication, edition, slice);
  logger.info('slice', { publication: publication.id, edition, slice, ...report });
  return report.outcome !== 'unfinished';
}

function workIn(body: string): { publication: Publication; edition: string; slice: number } | undefined {
  try {
    const { publication, edition, slice } = messageSchema.parse(JSON.parse(body));
    return { publication: publicationOf(configuration, publication), edition, slice };
  } catch {
    return undefined;
  }
}
