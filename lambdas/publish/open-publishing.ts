import { randomBytes } from 'node:crypto';
import { documentClient, s3Client, sesClient, sqsClient } from '../../aws/clients.ts';
import { DynamoDbEditions } from '../../aws/dynamodb/dynamodb-editions.ts';
import { DynamoDbLedger } from '../../aws/dynamodb/dynamodb-ledger.ts';
import { DynamoDbReaders } from '../../aws/dynamodb/dynamodb-readers.ts';
import { DynamoDbSlices } from '../../aws/dynamodb/dynamodb-slices.ts';
import { DynamoDbTimetables } from '../../aws/dynamodb/dynamodb-timetables.ts';
import { S3Archive, S3SiteFiles } from '../../aws/s3/s3-archive.ts';
import { S3Bindings } from '../../aws/s3/s3-bindings.ts';
import { S3FactLog } from '../../aws/s3/s3-fact-log.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3Owners } from '../../aws/s3/s3-owners.ts';
import { S3Receipts } from '../../aws/s3/s3-receipts.ts';
import { S3Seals } from '../../aws/s3/s3-seals.ts';
import { SesAccount } from '../../aws/ses/ses-account.ts';
import { SesSenderIdentities } from '../../aws/ses/ses-sender-identities.ts';
import { SqsSliceQueue } from '../../aws/sqs/sqs-slice-queue.ts';
import type { SiteFiles } from '../../core/archive/site-files.ts';
import type { Receipts } from '../../core/delivery/receipt/receipt.ts';
import { Ownership } from '../../core/edition/ownership.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { Notifications } from '../../core/sweep/notify-operator.ts';
import type { Timetables } from '../../core/sweep/timetable.ts';
import { bundlePath } from '../runtime/bundle-file.ts';
import { readEnvironment, stackEnvironment } from '../runtime/environment.ts';
import { archiveRendererOf, bannerRendererOf, readWording, rendererOf } from '../runtime/rendering.ts';
import { publicArchiveEnvironment, publishEnvironment } from './environment.ts';
import type { PublishContext } from './publish-edition.ts';

/** Everything that publishing needs on AWS, and what else the sweep needs from the same stores. */
export type Publishing = Required<PublishContext> & {
  receipts: Receipts;
  notifications: Notifications;
  timetables: Timetables;
  siteFiles: SiteFiles;
  ownership: Ownership;
};

/**
 * Opens what publishing needs, as the environment names it: for publish, and for the sweep, which publishes missed editions.
 * Compiles the templates, so that a broken one fails at cold start.
 */
export function openPublishing(configuration: Configuration): Publishing {
  const environment = readEnvironment(publishEnvironment);
  const s3 = s3Client();
  const archive = new S3Objects(s3, environment.archiveBucket);
  const database = documentClient();
  const wording = readWording(bundlePath(environment.templatesDirectory), configuration);
  const editions = new DynamoDbEditions(database, environment.editionsTable);
  const { settings } = configuration;
  const ses = sesClient();
  const stack = process.env[stackEnvironment.stack];
  return {
    ownership: new Ownership(new S3Owners(archive), stack, configuration.adopt !== undefined),
    log: new S3FactLog(new S3Objects(s3, environment.contentBucket)),
    seals: new S3Seals(archive),
    archive: new S3Archive(archive),
    siteFiles: new S3SiteFiles(archive),
    receipts: new S3Receipts(archive),
    bindings: new S3Bindings(archive),
    ledger: new DynamoDbLedger(database, {
      editions: environment.editionsTable,
      deliveries: environment.deliveriesTable,
    }),
    newMark: () => randomBytes(16).toString('hex'),
    editions,
    notifications: editions,
    slices: new DynamoDbSlices(database, environment.editionsTable),
    timetables: new DynamoDbTimetables(database, environment.editionsTable),
    readers: new DynamoDbReaders(database, environment.readersTable),
    queue: new SqsSliceQueue(sqsClient(), environment.sliceQueueUrl, settings.lanes),
    account: new SesAccount(ses),
    senders: new SesSenderIdentities(ses),
    settings,
    links: {
      subscriptions: environment.linksUrl,
      archive: configuration.publicArchive ? readEnvironment(publicArchiveEnvironment).archiveUrl : null,
    },
    render: rendererOf(wording),
    renderArchive: archiveRendererOf(wording),
    renderBanner: bannerRendererOf(wording),
  };
}
