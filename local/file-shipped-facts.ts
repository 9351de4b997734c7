import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { S3FactLog } from '../lambdas/aws/s3-fact-log.ts';
import { S3Objects } from '../lambdas/aws/s3-objects.ts';
import type { Clock } from '../lambdas/core/clock.ts';
import { CourantError } from '../lambdas/core/errors.ts';
import { parseArticleFile } from '../lambdas/core/facts/check-article.ts';
import { fileArticle } from '../lambdas/core/facts/file-article.ts';
import { AlreadyFiledError } from '../lambdas/core/facts/filing-errors.ts';
import { articleNames } from './article-names.ts';
import type { Local } from './open-local.ts';

const factsDirectory = resolve(import.meta.dirname, '..', 'facts');

/** What filing the project's own facts came to; `new` articles were not filed before. */
export type Filed = { articles: number; facts: number; new: number };

/**
 * Files every article of a folder, `facts/` unless another is given, into the local log. Their captures are not in the repository.
 * @throws ShippedFactsChangedError with every file that was changed after it was filed here.
 */
export async function fileShippedFacts(
  local: Pick<Local, 'resources'>,
  clock: Clock,
  folder = factsDirectory,
): Promise<Filed> {
  const s3 = new S3Client();
  const filing = new S3FactLog(new S3Objects(s3, local.resources.CONTENT_BUCKET));
  const counts: Filed = { articles: 0, facts: 0, new: 0 };
  const changed: AlreadyFiledError[] = [];
  const names: string[] = [];
  for (const name of await articleNames(folder)) {
    const file = parseArticleFile(await readFile(join(folder, name), 'utf8'), `facts/${name}`);
    try {
      const { result } = await fileArticle({ filing, clock }, file, null);
      counts.new += result === 'filed' ? 1 : 0;
    } catch (error) {
      if (!(error instanceof AlreadyFiledError)) throw error;
      changed.push(error);
      names.push(`facts/${name}`);
    }
    counts.articles += 1;
    counts.facts += file.facts.length;
  }
  s3.destroy();
  if (changed.length > 0) throw new ShippedFactsChangedError(names, changed[0]);
  return counts;
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
