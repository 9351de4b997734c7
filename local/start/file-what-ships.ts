import { S3Client } from '@aws-sdk/client-s3';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3Seals } from '../../aws/s3/s3-seals.ts';
import { newestSeal } from '../../core/edition/chain.ts';
import type { Plan } from '../../core/edition/seal.ts';
import type { Clock } from '../../core/foundation/clock.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Local } from '../installation/open-local.ts';
import {
  type Filed,
  type FiledCorrections,
  fileShippedCorrections,
  fileShippedFacts,
} from './file-shipped-facts.ts';

/** What was filed for a round; null for what was not to be filed then. */
export type FiledForRound = { facts: Filed | null; corrections: FiledCorrections | null };

/**
 * Files the project's own facts for the editions of a time; and its corrections as soon as there is an edition before them that
 * can have said what is wrong. Nothing is filed where a later edition is sealed: it would be dated into a window that is
 * past, and no edition would ever take it up. For corrections, which come when editions are there, one that ends at or after
 * the time of filing is enough: they were filed before it, or are too late for it.
 * @param clock the embedded cloud's: what is filed is dated by it.
 */
export async function fileWhatShips(local: Local, clock: Clock, due: Instant): Promise<FiledForRound> {
  const newest = await newestPlans(local);
  if (newest.some(({ window }) => window.to > due)) return { facts: null, corrections: null };
  const facts = await fileShippedFacts(local, clock);
  const filing = clock.now();
  const hasEarlier = newest.length > 0 && newest.every(({ window }) => window.to < filing);
  return { facts, corrections: hasEarlier ? await fileShippedCorrections(local, clock) : null };
}

async function newestPlans({ configuration, resources }: Local): Promise<Plan[]> {
  const s3 = new S3Client();
  const seals = new S3Seals(new S3Objects(s3, resources.ARCHIVE_BUCKET));
  const found = await Promise.all(configuration.publications.map(({ id }) => newestSeal(seals, id)));
  s3.destroy();
  return found.flatMap(seal => (seal ? [seal.plan] : []));
}
