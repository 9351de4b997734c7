import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { S3FactLog } from '../lambdas/aws/s3-fact-log.ts';
import { S3Objects } from '../lambdas/aws/s3-objects.ts';
import type { Clock } from '../lambdas/core/clock.ts';
import { parseArticleFile } from '../lambdas/core/facts/check-article.ts';
import { fileArticle } from '../lambdas/core/facts/file-article.ts';
import type { Local } from './open-local.ts';

const factsDirectory = resolve(import.meta.dirname, '..', 'facts');

/** What filing the project's own facts came to; `new` articles were not filed before. */
export type Filed = { articles: number; facts: number; new: number };

/** Files every article of `facts/` into the local log. Their captures are not in the repository. */
export async function fileShippedFacts(local: Local, clock: Clock): Promise<Filed> {
  const s3 = new S3Client();
  const filing = new S3FactLog(new S3Objects(s3, local.resources.CONTENT_BUCKET));
  const counts: Filed = { articles: 0, facts: 0, new: 0 };
  for (const name of (await readdir(factsDirectory))
    .filter(file => file.endsWith('.json') && !file.endsWith('.schema.json'))
    .sort()) {
    const file = parseArticleFile(await readFile(join(factsDirectory, name), 'utf8'), `facts/${name}`);
    const { result } = await fileArticle({ filing, clock }, file, null);
    counts.articles += 1;
    counts.facts += file.facts.length;
    counts.new += result === 'filed' ? 1 : 0;
  }
  s3.destroy();
  return counts;
}
