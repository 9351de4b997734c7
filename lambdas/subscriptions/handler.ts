import { handle } from 'hono/aws-lambda';
import { documentClient, impatientS3Client } from '../../aws/clients.ts';
import { DynamoDbEndingMarks } from '../../aws/dynamodb/dynamodb-ending-marks.ts';
import { DynamoDbReaders } from '../../aws/dynamodb/dynamodb-readers.ts';
import { S3Endings } from '../../aws/s3/s3-endings.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { EndingKeeper } from '../../core/readers/ending-keeper.ts';
import { linkDimensions, linkMetrics, metricNamespace } from '../../core/sweep/metrics.ts';
import { bundlePath, readConfiguration } from '../runtime/bundle-file.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { makeLogger } from '../runtime/logger.ts';
import { makeMetrics } from '../runtime/metrics.ts';
import { readWording } from '../runtime/rendering.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { subscriptionsEnvironment } from './environment.ts';
import { subscriptionsApi } from './subscriptions-api.ts';

const environment = readEnvironment(subscriptionsEnvironment);
const configuration = readConfiguration(bundlePath(environment.configurationFile));
const database = documentClient();
const logger = makeLogger('subscriptions');
const metrics = makeMetrics(metricNamespace, linkDimensions(configuration.stackName));

/** The API itself, which the embedded cloud serves on loopback. */
export const api = subscriptionsApi({
  configuration,
  clock: systemClock,
  readers: new DynamoDbReaders(database, environment.readersTable),
  keeper: new EndingKeeper(
    new S3Endings(new S3Objects(impatientS3Client(), environment.archiveBucket)),
    new DynamoDbEndingMarks(database, environment.readersTable),
    error => logger.error('ending not kept yet', { error: (error as Error).name }),
  ),
  wording: readWording(bundlePath(environment.templatesDirectory), configuration),
  onUnknown(because) {
    // The reason alone: a path may hold somebody's key.
    logger.warn('leave link unknown', { because });
    metrics.count(linkMetrics.unknown, 1);
    metrics.flush();
  },
});

/** Answers requests of the HTTP API (payload version 2). */
export const handler = handle(api);
