import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbReaders } from '../lambdas/aws/dynamodb-readers.ts';
import { S3Archive } from '../lambdas/aws/s3-archive.ts';
import { S3FactLog } from '../lambdas/aws/s3-fact-log.ts';
import { S3Objects } from '../lambdas/aws/s3-objects.ts';
import { S3ReaderIdKey } from '../lambdas/aws/s3-reader-id-key.ts';
import { S3Seals } from '../lambdas/aws/s3-seals.ts';
import type { Installation } from './installation.ts';

/** Names of what the commands read and write. */
export type StoreNames = { contentBucket: string; archiveBucket: string; readersTable: string };

/** The stores of an installation, in the account and region that the SDK finds in the environment now. */
export function openStores(
  names: StoreNames,
): Pick<Installation, 'filing' | 'readers' | 'readerIdKey' | 'seals' | 'archive'> & { close(): void } {
  const s3 = new S3Client();
  const database = new DynamoDBClient();
  const content = new S3Objects(s3, names.contentBucket);
  const archive = new S3Objects(s3, names.archiveBucket);
  return {
    filing: new S3FactLog(content),
    readers: new DynamoDbReaders(DynamoDBDocumentClient.from(database), names.readersTable),
    readerIdKey: new S3ReaderIdKey(content),
    seals: new S3Seals(archive),
    archive: new S3Archive(archive),
    close() {
      s3.destroy();
      database.destroy();
    },
  };
}
