import { S3Client } from '@aws-sdk/client-s3';
import { S3Sightings } from '../../aws/s3/installation/s3-sightings.ts';
import { S3FactLog } from '../../aws/s3/s3-fact-log.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3Seals } from '../../aws/s3/s3-seals.ts';
import { recordedAtOfKey } from '../../core/articles/record-key.ts';
import { hasEditions } from '../../core/edition/chain.ts';
import { noteFirstSight } from '../../core/edition/first-sight.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import type { Resources } from '../cloud/resources.ts';

/** No record is from after then: it bounds a list that is to hold all of them. */
const afterAll = '9999-01-01T00:00:00Z' as Instant;

/**
 * Writes down where publications begin that have no edition on this machine: with the first record of the log, whatever the clock
 * says. The clock of the embedded cloud is set back and forth, facts are tried out before editions, and a publication is added to
 * see what it would look like: it shows what is here. Deployed, a publication begins when it is first seen.
 */
export async function beginHere(resources: Resources, publications: readonly Publication[]): Promise<void> {
  const s3 = new S3Client();
  const archive = new S3Objects(s3, resources.ARCHIVE_BUCKET);
  const log = new S3FactLog(new S3Objects(s3, resources.CONTENT_BUCKET));
  try {
    for (const publication of publications) await begin({ archive, log }, publication);
  } finally {
    s3.destroy();
  }
}

async function begin(
  { archive, log }: { archive: S3Objects; log: S3FactLog },
  { id, formerly }: Publication,
): Promise<void> {
  const sightings = new S3Sightings(archive);
  if (await sightings.read(id)) return;
  const seals = new S3Seals(archive);
  for (const name of [id, formerly ?? []].flat()) if (await hasEditions(seals, name)) return;
  const [first] = await log.keys(null, afterAll);
  if (first === undefined) return;
  // There is nothing earlier that tables could know of.
  const timetables = { read: async () => undefined };
  await noteFirstSight({ sightings, timetables }, id, async () => recordedAtOfKey(first));
}
