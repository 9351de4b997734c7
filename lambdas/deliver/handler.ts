import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { documentClient, s3Client, sesClient } from '../../aws/clients.ts';
import { DynamoDbAddresses } from '../../aws/dynamodb/dynamodb-addresses.ts';
import { DynamoDbDeliveries } from '../../aws/dynamodb/dynamodb-deliveries.ts';
import { DynamoDbEditions } from '../../aws/dynamodb/dynamodb-editions.ts';
import { DynamoDbLedger } from '../../aws/dynamodb/dynamodb-ledger.ts';
import { DynamoDbReaders } from '../../aws/dynamodb/dynamodb-readers.ts';
import { DynamoDbSlices } from '../../aws/dynamodb/dynamodb-slices.ts';
import { DynamoDbTableMarks } from '../../aws/dynamodb/dynamodb-table-marks.ts';
import { S3Owners } from '../../aws/s3/installation/s3-owners.ts';
import { S3Archive } from '../../aws/s3/s3-archive.ts';
import { S3Bindings } from '../../aws/s3/s3-bindings.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3Receipts } from '../../aws/s3/s3-receipts.ts';
import { S3Seals } from '../../aws/s3/s3-seals.ts';
import { SesAccount } from '../../aws/ses/ses-account.ts';
import { oneAttemptSesClient, SesMailer } from '../../aws/ses/ses-mailer.ts';
import { readSliceMessage } from '../../core/delivery/progress/slices.ts';
import { cachedAllowance } from '../../core/delivery/sending/allowance.ts';
import { Pace } from '../../core/delivery/sending/pace.ts';
import { DamageList } from '../../core/edition/damage.ts';
import { Ownership } from '../../core/edition/ownership.ts';
import { NewerDataError } from '../../core/foundation/stored-json.ts';
import { deliverDimensions, failedSlices, metricNamespace } from '../../core/sweep/metrics.ts';
import { bundlePath, readConfiguration } from '../runtime/bundle-file.ts';
import { reportDamage } from '../runtime/damage-report.ts';
import { readEnvironment, stackEnvironment } from '../runtime/environment.ts';
import { makeLogger } from '../runtime/logger.ts';
import { makeMetrics } from '../runtime/metrics.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { type DeliverContext, deliverOrReport } from './deliver-slice.ts';
import { deliverEnvironment } from './environment.ts';

const environment = readEnvironment(deliverEnvironment);
const configuration = readConfiguration(bundlePath(environment.configurationFile));
const logger = makeLogger('deliver');
const metrics = makeMetrics(metricNamespace, deliverDimensions(configuration.stackName));
const database = documentClient();
const watch = { now: () => performance.now(), sleep };
const { lanes } = configuration.settings;
// As many seconds as there are workers: all together ask at most once a second.
const account = cachedAllowance(lanes, new SesAccount(sesClient()), watch);
// Kept from one slice to the next, so that the first message of one comes no closer to the last of the other.
const pace = new Pace(1, watch);
const ses = oneAttemptSesClient();
const mailer = new SesMailer(ses, environment.configurationSet);
const objects = new S3Objects(s3Client(), environment.archiveBucket);
const archive = new S3Archive(objects);
const seals = new S3Seals(objects);
// It writes nothing to the archive.
const damage = new DamageList();
// It takes nothing over: that is for publish and the sweep.
const ownership = new Ownership(new S3Owners(objects), process.env[stackEnvironment.stack], false);

/**
 * Delivers slices. Whatever comes of a slice, its queue message is used up, so that no other slice of the lane waits for it: the sweep
 * puts the slice back if somebody waits. An error is counted for the alarm. Only a worker that is ended leaves the message to the queue.
 */
export async function handler(
  event: SQSEvent,
  lambda: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<void> {
  const context: DeliverContext = {
    clock: systemClock,
    archive,
    seals,
    damage,
    ownership,
    configuration,
    bindings: new S3Bindings(objects),
    receipts: new S3Receipts(objects),
    ledger: new DynamoDbLedger(database, {
      editions: environment.editionsTable,
      deliveries: environment.deliveriesTable,
    }),
    editions: new DynamoDbEditions(database, environment.editionsTable),
    slices: new DynamoDbSlices(database, environment.editionsTable),
    deliveries: new DynamoDbDeliveries(
      database,
      environment.deliveriesTable,
      configuration.settings.keepDeliveriesDays,
    ),
    readers: new DynamoDbReaders(database, environment.readersTable),
    addresses: new DynamoDbAddresses(database, environment.readersTable),
    tableMarks: new DynamoDbTableMarks(database, environment.readersTable),
    mailer,
    newAttempt: () => randomBytes(16).toString('hex'),
    timeLeft: () => lambda.getRemainingTimeInMillis(),
    watch,
    pace,
    lanes,
    account,
  };
  try {
    for (const record of event.Records) await work(context, record);
  } finally {
    // Ends the connections, not the client: a frozen one, thawed later, would make an outcome uncertain.
    ses.destroy();
    reportDamage(damage, logger, configuration.stackName);
  }
}

/**
 * Delivers one slice. A queue message that names no slice would fail for ever, so it is only logged; one of a newer version is counted
 * too, and the sweep puts its slice back. The publication need not be in the configuration any more: readers who were promised an edition
 * get it.
 */
async function work(context: DeliverContext, { body, attributes }: SQSRecord): Promise<void> {
  const named = sliceIn(body);
  if (named === 'newer') return;
  if (!named) {
    logger.error('a queue message names no slice');
    return;
  }
  const { publication, edition, slice } = named;
  const report = await deliverOrReport(
    context,
    { publication, edition },
    slice,
    Number(attributes.ApproximateReceiveCount),
  );
  const about = { publication, edition, slice, ...report };
  if (report.outcome !== 'failed') {
    logger.info('slice', about);
    return;
  }
  countFailure();
  logger.error('slice', about);
}

function sliceIn(body: string): ReturnType<typeof readSliceMessage> | 'newer' {
  try {
    return readSliceMessage(body);
  } catch (error) {
    if (!(error instanceof NewerDataError)) throw error;
    countFailure();
    logger.error('a queue message is of a newer version', { reason: error.message });
    return 'newer';
  }
}

function countFailure(): void {
  metrics.count(failedSlices, 1);
  metrics.flush();
}
