import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { S3Decisions } from '../../../aws/s3/installation/s3-decisions.ts';
import { S3Sightings } from '../../../aws/s3/installation/s3-sightings.ts';
import { S3Archive } from '../../../aws/s3/s3-archive.ts';
import { S3FactLog } from '../../../aws/s3/s3-fact-log.ts';
import { S3FoldMarks } from '../../../aws/s3/s3-fold-marks.ts';
import { S3Receipts } from '../../../aws/s3/s3-receipts.ts';
import { S3Seals } from '../../../aws/s3/s3-seals.ts';
import { S3TakenDown } from '../../../aws/s3/s3-taken-down.ts';
import type { FactFiling, FactLog } from '../../../core/articles/fact-log.ts';
import { newestSeal } from '../../../core/edition/chain.ts';
import type { Decisions } from '../../../core/edition/decisions/decision.ts';
import type { Sightings } from '../../../core/edition/first-sight.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { MakingContext } from '../../../lambdas/publish/make-edition.ts';
import { ObjectFiles } from '../../cloud/s3/object-files.ts';
import { bucketsHere } from '../../cloud/s3/object-path.ts';
import { configurationName, resetMark } from '../../installation/kept-names.ts';
import { KeptObjects } from './kept-objects.ts';

/** What the installation on this machine keeps, as far as an edition is made from it. Nothing of it can be written. */
export type KeptLog = Omit<MakingContext, 'log' | 'settings' | 'links' | 'render'> & {
  log: FactLog & FactFiling;
  decisions: Pick<Decisions, 'newest'>;
  sightings: Pick<Sightings, 'read'>;
  /** The end of the newest edition of all publications, which may be ahead of the machine's clock; null while there is none. */
  newestEnd: Instant | null;
};

/**
 * Reads what an installation keeps, as it is from now on until it is written to: each object once, and none before it is wanted. It takes no
 * claim on the folder, so it works beside a program that has it open, and keeps none from opening it.
 * @returns null where there is no installation, or one that is being reset.
 * @throws DamagedStateError, UnreadableError, NewerDataError
 */
export async function readKeptLog(directory: string): Promise<KeptLog | null> {
  if (!existsSync(join(directory, configurationName)) || existsSync(join(directory, resetMark))) return null;
  const files = new ObjectFiles(directory);
  const archive = new KeptObjects(files, bucketsHere.archive);
  const seals = new S3Seals(archive);
  return {
    seals,
    log: new S3FactLog(new KeptObjects(files, bucketsHere.content)),
    archive: new S3Archive(archive),
    marks: new S3FoldMarks(archive),
    takenDown: new S3TakenDown(archive),
    decisions: new S3Decisions(archive),
    sightings: new S3Sightings(archive),
    receipts: new S3Receipts(archive),
    // The tables cannot be read beside whoever has them open. Of them an edition takes the hash of a receipt, which no reader sees.
    editions: { read: async () => undefined },
    newestEnd: await newestEndOf(seals),
  };
}

async function newestEndOf(seals: S3Seals): Promise<Instant | null> {
  const newest = await Promise.all((await seals.publications()).map(id => newestSeal(seals, id)));
  return (
    newest
      .flatMap(seal => seal?.plan.window.to ?? [])
      .sort()
      .at(-1) ?? null
  );
}
