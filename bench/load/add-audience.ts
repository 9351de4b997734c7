import { randomBytes } from 'node:crypto';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { S3ReaderIdKey } from '../../aws/s3/installation/s3-reader-id-key.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { readerId } from '../../core/readers/reader-id.ts';
import { clientsOf, closeClients } from '../../local/cloud/clients.ts';
import { ProgressBar } from '../../local/terminal/progress-bar.ts';
import type { LoadCloud } from './load-cloud.ts';

/** DynamoDB takes this many rows a call. */
const batchSize = 25;

/** Writes so many active readers into their table directly: how readers are added is not what is measured. */
export async function addAudience(
  { cloud, resources }: Pick<LoadCloud, 'cloud' | 'resources'>,
  publication: Publication,
  count: number,
  agreedAt: Instant,
): Promise<void> {
  const clients = clientsOf(cloud.environment);
  const documents = DynamoDBDocumentClient.from(clients.dynamodb);
  const key = await new S3ReaderIdKey(new S3Objects(clients.s3, resources.CONTENT_BUCKET)).get();
  const bar = new ProgressBar('Adding readers', count);
  for (let start = 0; start < count; start += batchSize) {
    const rows = Array.from({ length: Math.min(batchSize, count - start) }, (_, index) =>
      madeUp(start + index + 1, publication, key, agreedAt),
    );
    const puts = rows.map(Item => ({ PutRequest: { Item } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [resources.READERS_TABLE]: puts } }));
    bar.show(start + rows.length);
  }
  bar.clear();
  closeClients(clients);
}

/** A row as DynamoDbReaders keeps it; deliver, which reads it through that class, would refuse another. */
function madeUp(
  number: number,
  { id, language }: Publication,
  key: Uint8Array,
  at: Instant,
): Record<string, unknown> {
  const address = `reader-${number}@readers.example`;
  return {
    publication: id,
    reader: readerId(address, key),
    address,
    name: `Reader ${number}`,
    state: 'active',
    token: randomBytes(16).toString('base64url'),
    language,
    agreed: { at, how: 'made up for a load' },
    ended: null,
  };
}
