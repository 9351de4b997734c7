import { createHash, randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbDeliveries } from '../../aws/dynamodb/dynamodb-deliveries.ts';
import { DynamoDbReaders } from '../../aws/dynamodb/dynamodb-readers.ts';
import { S3FactLog } from '../../aws/s3/s3-fact-log.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { type FilingResult, fileArticle } from '../../core/filing/file-article.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import type { Reader, Readers } from '../../core/readers/reader.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { exampleArticle, exampleCapture } from './example-article.ts';

/** Files an article as an editor would, through the code that editors use. */
export async function seedFacts(
  contentBucket: string,
  publication: Publication,
  article: string,
): Promise<FilingResult> {
  const filing = new S3FactLog(new S3Objects(new S3Client(), contentBucket));
  return fileArticle({ filing, clock: systemClock }, exampleArticle(publication, article), exampleCapture);
}

/** The subscribers in a table. */
export function readerStore(table: string): Readers {
  return new DynamoDbReaders(DynamoDBDocumentClient.from(new DynamoDBClient()), table);
}

/** The deliveries in a table. */
export function deliveryStore(table: string): DynamoDbDeliveries {
  return new DynamoDbDeliveries(DynamoDBDocumentClient.from(new DynamoDBClient()), table);
}

/** Subscribes made-up readers of these names; answers them in this order. */
export async function seedReaders(
  readers: Readers,
  publication: Publication,
  names: readonly string[],
): Promise<Reader[]> {
  const addresses = names.map(name => `${name}@rehearsal.example`);
  const added: Reader[] = [];
  for (const address of addresses) {
    const { reader } = await readers.add({
      publication: publication.id,
      id: createHash('sha256').update(address).digest('hex').slice(0, 32),
      address,
      name: null,
      state: 'active',
      token: randomBytes(16).toString('base64url'),
      language: publication.language,
      agreed: { at: systemClock.now(), how: 'rehearsal' },
      ended: null,
    });
    added.push(reader);
  }
  return added;
}

/** The step that an operator takes by DNS: the mail service takes mail from verified senders only. */
export async function verifySender(publication: { from: { address: string } }): Promise<void> {
  await new SESClient().send(new VerifyEmailIdentityCommand({ EmailAddress: publication.from.address }));
}
