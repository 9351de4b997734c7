import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbAddresses } from '../../../aws/dynamodb/dynamodb-addresses.ts';
import { DynamoDbDeliveries } from '../../../aws/dynamodb/dynamodb-deliveries.ts';
import { DynamoDbEditions } from '../../../aws/dynamodb/dynamodb-editions.ts';
import { DynamoDbEndingMarks } from '../../../aws/dynamodb/dynamodb-ending-marks.ts';
import { DynamoDbLedger } from '../../../aws/dynamodb/dynamodb-ledger.ts';
import { DynamoDbReaders } from '../../../aws/dynamodb/dynamodb-readers.ts';
import { DynamoDbSlices } from '../../../aws/dynamodb/dynamodb-slices.ts';
import { DynamoDbTableMarks } from '../../../aws/dynamodb/dynamodb-table-marks.ts';
import { DynamoDbForgetting } from '../../../aws/dynamodb/readers/dynamodb-forgetting.ts';
import { DynamoDbSoftBounces } from '../../../aws/dynamodb/readers/dynamodb-soft-bounces.ts';
import { S3Decisions } from '../../../aws/s3/installation/s3-decisions.ts';
import { S3ReadersTables } from '../../../aws/s3/installation/s3-readers-tables.ts';
import { S3Archive } from '../../../aws/s3/s3-archive.ts';
import { S3Bindings } from '../../../aws/s3/s3-bindings.ts';
import { S3Endings } from '../../../aws/s3/s3-endings.ts';
import { S3FactLog } from '../../../aws/s3/s3-fact-log.ts';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { S3Receipts } from '../../../aws/s3/s3-receipts.ts';
import { S3Seals } from '../../../aws/s3/s3-seals.ts';
import type { Clients } from '../../../local/cloud/clients.ts';
import type { Resources } from '../../../local/cloud/resources.ts';

/** What an installation holds, read and written as its own programs do. */
export type Stores = ReturnType<typeof storesOf>;

/** The stores of an installation. */
export function storesOf({ s3, dynamodb }: Clients, resources: Resources) {
  const database = DynamoDBDocumentClient.from(dynamodb);
  const archive = new S3Objects(s3, resources.ARCHIVE_BUCKET);
  return {
    database,
    log: new S3FactLog(new S3Objects(s3, resources.CONTENT_BUCKET)),
    seals: new S3Seals(archive),
    archive: new S3Archive(archive),
    receipts: new S3Receipts(archive),
    bindings: new S3Bindings(archive),
    decisions: new S3Decisions(archive),
    ledger: new DynamoDbLedger(database, {
      editions: resources.EDITIONS_TABLE,
      deliveries: resources.DELIVERIES_TABLE,
    }),
    editions: new DynamoDbEditions(database, resources.EDITIONS_TABLE),
    slices: new DynamoDbSlices(database, resources.EDITIONS_TABLE),
    deliveries: new DynamoDbDeliveries(database, resources.DELIVERIES_TABLE),
    addresses: new DynamoDbAddresses(database, resources.READERS_TABLE),
    endingMarks: new DynamoDbEndingMarks(database, resources.READERS_TABLE),
    forgetting: new DynamoDbForgetting(database, resources.READERS_TABLE),
    softBounces: new DynamoDbSoftBounces(database, resources.READERS_TABLE),
    tableMarks: new DynamoDbTableMarks(database, resources.READERS_TABLE),
    endings: new S3Endings(archive),
    readersTables: new S3ReadersTables(archive),
    readers: new DynamoDbReaders(database, resources.READERS_TABLE),
  };
}
