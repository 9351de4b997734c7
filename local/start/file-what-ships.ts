import { S3Client } from '@aws-sdk/client-s3';
import { S3FactLog } from '../../aws/s3/s3-fact-log.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3Seals } from '../../aws/s3/s3-seals.ts';
import type { FactFiling } from '../../core/articles/fact-log.ts';
import { amendmentName } from '../../core/articles/record-key.ts';
import { newestSeal } from '../../core/edition/chain.ts';
import { amendFact } from '../../core/filing/amend-fact.ts';
import { fileArticle } from '../../core/filing/file-article.ts';
import { AlreadyFiledError } from '../../core/filing/filing-errors.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Clock, Instant } from '../../core/foundation/instant.ts';
import type { Plan } from '../../core/publication/plan.ts';
import type { Local } from '../installation/open-local.ts';
import { factsDirectory, shippedArticles, shippedCorrections } from './shipped-files.ts';

/** What was filed for the editions of one time; null for what was not to be filed then. */
export type FiledForDue = { facts: Filed | null; corrections: FiledCorrections | null };

/**
 * Files the project's own facts for the editions of a time; and its corrections as soon as there is an edition before them that
 * can have said what is wrong. Nothing is filed where a later edition is sealed: it would be dated into a window that is
 * past, and no edition would ever take it up. For corrections, which come when editions are there, one that ends at or after
 * the time of filing is enough: they were filed before it, or are too late for it.
 * @param clock the embedded cloud's: what is filed is dated by it.
 */
export async function fileWhatShips(local: Local, clock: Clock, due: Instant): Promise<FiledForDue> {
  const newest = await newestPlans(local);
  if (newest.some(({ window }) => window.to > due)) return { facts: null, corrections: null };
  const facts = await fileShippedFacts(local, clock);
  const filing = clock.now();
  const hasEarlier = newest.length > 0 && newest.every(({ window }) => window.to < filing);
  return { facts, corrections: hasEarlier ? await fileShippedCorrections(local, clock) : null };
}

/** Of all publications that ever sealed an edition: also what has another id by now has taken up what was filed before. */
async function newestPlans({ resources }: Local): Promise<Plan[]> {
  const s3 = new S3Client();
  const seals = new S3Seals(new S3Objects(s3, resources.ARCHIVE_BUCKET));
  const found = await Promise.all((await seals.publications()).map(id => newestSeal(seals, id)));
  s3.destroy();
  return found.flatMap(seal => (seal ? [seal.plan] : []));
}

/** What filing the project's own facts came to; `new` articles were not filed before. */
export type Filed = { articles: number; facts: number; new: number };

/** What filing the project's own corrections came to; `new` ones were not filed before. */
export type FiledCorrections = { corrections: number; new: number };

/**
 * Files every article of a folder, `facts/` unless another is given, into the local log. Their captures are not in the repository.
 * @throws ShippedFactsChangedError with every file that was changed after it was filed here.
 */
export async function fileShippedFacts(
  local: Pick<Local, 'resources'>,
  clock: Clock,
  folder = factsDirectory,
): Promise<Filed> {
  const articles = await shippedArticles(folder);
  const counts: Filed = { articles: articles.length, facts: 0, new: 0 };
  const changed: { name: string; error: AlreadyFiledError }[] = [];
  await withFiling(local, async filing => {
    for (const { name, file } of articles) {
      counts.facts += file.facts.length;
      try {
        const { result } = await fileArticle({ filing, clock }, file, null);
        counts.new += result === 'filed' ? 1 : 0;
      } catch (error) {
        if (!(error instanceof AlreadyFiledError)) throw error;
        changed.push({ name, error });
      }
    }
  });
  if (changed.length > 0)
    throw new ShippedFactsChangedError(
      changed.map(({ name }) => name),
      changed[0]?.error,
    );
  return counts;
}

/**
 * Files what puts the articles of a folder right, from its folder `corrections`, into the local log, where the articles are. A
 * fact that was put right or taken back already is left alone: what somebody decided here since then stands.
 */
export async function fileShippedCorrections(
  local: Pick<Local, 'resources'>,
  clock: Clock,
  folder = factsDirectory,
): Promise<FiledCorrections> {
  const corrections = await shippedCorrections(folder);
  const counts: FiledCorrections = { corrections: corrections.length, new: 0 };
  await withFiling(local, async filing => {
    for (const { file } of corrections) {
      const { filedAs } = await filing.look(amendmentName(file.fact, 1));
      if (filedAs !== undefined) continue;
      const { result } = await amendFact({ filing, clock }, file, null);
      counts.new += result === 'filed' ? 1 : 0;
    }
  });
  return counts;
}

async function withFiling(
  { resources }: Pick<Local, 'resources'>,
  work: (filing: FactFiling) => Promise<void>,
): Promise<void> {
  const s3 = new S3Client();
  try {
    await work(new S3FactLog(new S3Objects(s3, resources.CONTENT_BUCKET)));
  } finally {
    s3.destroy();
  }
}

/**
 * Files of the project were changed after this machine filed them. What is filed is never changed, here as anywhere; but here
 * nobody else relies on it, so beginning anew is the way on.
 */
export class ShippedFactsChangedError extends CourantError {
  constructor(files: readonly string[], cause?: Error) {
    super(
      `${files.join(', ')}: the facts of ${files.length === 1 ? 'this file' : 'these files'} were changed since they were ` +
        'filed on this machine; expected them as they were filed, since what is filed stays. Nothing was published. Run ' +
        'npm start -- --reset to begin anew, or undo the change.',
      { cause },
    );
  }
}
