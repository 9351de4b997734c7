import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbAddresses } from '../../aws/dynamodb/dynamodb-addresses.ts';
import { DynamoDbDeliveries } from '../../aws/dynamodb/dynamodb-deliveries.ts';
import { DynamoDbEditions } from '../../aws/dynamodb/dynamodb-editions.ts';
import { DynamoDbEndingMarks } from '../../aws/dynamodb/dynamodb-ending-marks.ts';
import { DynamoDbReaders } from '../../aws/dynamodb/dynamodb-readers.ts';
import { DynamoDbSlices } from '../../aws/dynamodb/dynamodb-slices.ts';
import { DynamoDbTableMarks } from '../../aws/dynamodb/dynamodb-table-marks.ts';
import { DynamoDbTimetables } from '../../aws/dynamodb/dynamodb-timetables.ts';
import { DynamoDbForgetting } from '../../aws/dynamodb/readers/dynamodb-forgetting.ts';
import { DynamoDbSoftBounces } from '../../aws/dynamodb/readers/dynamodb-soft-bounces.ts';
import { DynamoDbStoredRows } from '../../aws/dynamodb/readers/dynamodb-stored-rows.ts';
import { S3ReadersTables } from '../../aws/s3/installation/s3-readers-tables.ts';
import { S3Archive } from '../../aws/s3/s3-archive.ts';
import { S3Endings } from '../../aws/s3/s3-endings.ts';
import { S3FactLog } from '../../aws/s3/s3-fact-log.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3Seals } from '../../aws/s3/s3-seals.ts';
import { createResources } from '../../local/cloud/resources.ts';
import type { CloudOptions } from '../../local/cloud/start-cloud.ts';
import { cloudForTest } from '../support/cloud/cloud.ts';

/** The adapters of this installation, on an embedded cloud that ends with the test. Calls are counted from here. */
export async function awsPorts(options: Partial<CloudOptions> = {}) {
  const { cloud, clients, directory } = await cloudForTest(options);
  const resources = await createResources(cloud);
  const database = DynamoDBDocumentClient.from(clients.dynamodb);
  const content = new S3Objects(clients.s3, resources.CONTENT_BUCKET);
  const archive = new S3Objects(clients.s3, resources.ARCHIVE_BUCKET);
  const editions = new DynamoDbEditions(database, resources.EDITIONS_TABLE);
  cloud.beginRun();
  return {
    cloud,
    clients,
    directory,
    resources,
    content,
    editions,
    notifications: editions,
    slices: new DynamoDbSlices(database, resources.EDITIONS_TABLE),
    timetables: new DynamoDbTimetables(database, resources.EDITIONS_TABLE),
    readers: new DynamoDbReaders(database, resources.READERS_TABLE),
    storedRows: new DynamoDbStoredRows(database, resources.READERS_TABLE),
    addresses: new DynamoDbAddresses(database, resources.READERS_TABLE),
    endingMarks: new DynamoDbEndingMarks(database, resources.READERS_TABLE),
    forgetting: new DynamoDbForgetting(database, resources.READERS_TABLE),
    softBounces: new DynamoDbSoftBounces(database, resources.READERS_TABLE),
    tableMarks: new DynamoDbTableMarks(database, resources.READERS_TABLE),
    endings: new S3Endings(archive),
    readersTables: new S3ReadersTables(archive),
    deliveries: new DynamoDbDeliveries(database, resources.DELIVERIES_TABLE),
    seals: new S3Seals(archive),
    archive: new S3Archive(archive),
    log: new S3FactLog(content),
    /** How many calls of an operation the cloud has seen. */
    calls: (operation: string) => cloud.calls().filter(call => call.operation === operation).length,
  };
}

/** The adapters with what stands behind them. */
export type AwsPorts = Awaited<ReturnType<typeof awsPorts>>;
