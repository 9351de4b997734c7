import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbEditions } from '../../aws/dynamodb/dynamodb-editions.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3Seals } from '../../aws/s3/s3-seals.ts';
import { retiredImprints } from '../../core/edition/imprint.ts';
import type { Seal } from '../../core/edition/seal.ts';
import type { Imprint } from '../../core/publication/retired.ts';
import type { AdjustableClock } from '../installation/adjustable-clock.ts';
import type { Local } from '../installation/open-local.ts';
import { type EditionRun, finishEditions } from './publish-due.ts';

/** What became of editions of publications that make none any more, and those that stand nowhere in the configuration. */
export type RetiredRun = { editions: EditionRun[]; unknown: Imprint[] };

/**
 * Finishes what earlier runs left of publications that were renamed, retired or taken out of cdk.json since.
 * @param clock the embedded cloud's own: it is set to each edition's time.
 */
export async function finishRetired(local: Local, clock: AdjustableClock): Promise<RetiredRun> {
  const [s3, database] = [new S3Client(), new DynamoDBClient()];
  const seals = new S3Seals(new S3Objects(s3, local.resources.ARCHIVE_BUCKET));
  const documents = DynamoDBDocumentClient.from(database);
  const rows = new DynamoDbEditions(documents, local.resources.EDITIONS_TABLE);
  const run: RetiredRun = { editions: [], unknown: [] };
  for (const { imprint, named } of await retiredImprints(local.configuration, seals)) {
    if (!named) run.unknown.push(imprint);
    for (const { plan } of await unfinished(seals, rows, imprint.id)) {
      clock.runFrom(plan.window.to);
      run.editions.push(...(await finishEditions(local, imprint, [plan.window.to])));
    }
  }
  s3.destroy();
  database.destroy();
  return run;
}

/** Seals of the editions that are not closed, the oldest first. */
async function unfinished(seals: S3Seals, rows: DynamoDbEditions, publication: string): Promise<Seal[]> {
  const found: Seal[] = [];
  const links = await seals.links(publication);
  for (const [index, link] of links.entries()) {
    // A seal is named by the edition before it, so a closed one need not be read to be known.
    const edition = links[index + 1];
    if (typeof edition === 'string' && (await rows.read({ publication, edition }))?.state === 'closed')
      continue;
    const seal = await seals.read(publication, link);
    if (seal && (await rows.read(seal.plan))?.state !== 'closed') found.push(seal);
  }
  return found;
}
