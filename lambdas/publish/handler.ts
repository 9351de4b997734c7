import * as z from 'zod';
import { documentClient, s3Client, sqsClient } from '../aws/clients.ts';
import { DynamoDbEditions } from '../aws/dynamodb-editions.ts';
import { DynamoDbReaders } from '../aws/dynamodb-readers.ts';
import { S3Archive } from '../aws/s3-archive.ts';
import { S3FactLog } from '../aws/s3-fact-log.ts';
import { S3Objects } from '../aws/s3-objects.ts';
import { S3Seals } from '../aws/s3-seals.ts';
import { SqsSliceQueue } from '../aws/sqs-slice-queue.ts';
import { publicationOf } from '../core/configuration.ts';
import { InvalidInputError } from '../core/errors.ts';
import { instantSchema } from '../core/instant.ts';
import { mistakesOf } from '../core/mistakes.ts';
import { bundlePath } from '../runtime/bundle-file.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { makeLogger } from '../runtime/logger.ts';
import { readConfiguration } from '../runtime/read-configuration.ts';
import { archiveRendererOf, readWording, rendererOf } from '../runtime/rendering.ts';
import { publicArchiveEnvironment, publishEnvironment } from './environment.ts';
import { type PublishContext, type PublishReport, publishEdition } from './publish-edition.ts';

const environment = readEnvironment(publishEnvironment);
const configuration = readConfiguration(bundlePath(environment.configurationFile));
const logger = makeLogger('publish');
const s3 = s3Client();
const archiveObjects = new S3Objects(s3, environment.archiveBucket);
const database = documentClient();
const wording = readWording(bundlePath(environment.templatesDirectory), configuration);
const context: Required<PublishContext> = {
  log: new S3FactLog(new S3Objects(s3, environment.contentBucket)),
  seals: new S3Seals(archiveObjects),
  archive: new S3Archive(archiveObjects),
  editions: new DynamoDbEditions(database, environment.editionsTable),
  readers: new DynamoDbReaders(database, environment.readersTable),
  queue: new SqsSliceQueue(sqsClient(), environment.sliceQueueUrl),
  settings: configuration.settings,
  links: {
    subscriptions: environment.linksUrl,
    archive: configuration.publicArchive ? readEnvironment(publicArchiveEnvironment).archiveUrl : null,
  },
  render: rendererOf(wording),
  renderArchive: archiveRendererOf(wording),
};

const eventSchema = z.object({ publication: z.string(), scheduledTime: instantSchema });

/**
 * Publishes the edition of `{ publication, scheduledTime }`, as the scheduler, the sweep and operators ask for it.
 * @throws InvalidInputError for anything else.
 */
export async function handler(event: unknown): Promise<PublishReport> {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) throw new InvalidInputError('The event', mistakesOf(parsed.error, event, 'event'));
  const { publication, scheduledTime } = parsed.data;
  const report = await publishEdition(context, publicationOf(configuration, publication), scheduledTime);
  logger.info('publish', { publication, scheduledTime, ...report });
  return report;
}
