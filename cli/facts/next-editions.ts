import type { Configuration } from '../../lambdas/core/configuration.ts';
import type { ArticleFile } from '../../lambdas/core/facts/article-file.ts';
import type { FilingResult } from '../../lambdas/core/facts/file-article.ts';
import type { Clock } from '../../lambdas/core/ports.ts';
import { occurrenceAfter } from '../../lambdas/core/schedule.ts';

/** Says when each publication that has a topic of the newly filed facts appears next; nothing when none is new. */
export function nextEditions(
  { configuration, clock }: { configuration: Configuration; clock: Clock },
  filed: readonly (Pick<FilingResult, 'result'> & { file: Pick<ArticleFile, 'facts'> })[],
): string[] {
  const fresh = filed.filter(({ result }) => result === 'filed');
  if (fresh.length === 0) return ['Nothing is new: all of it was filed before.'];
  const topics = new Set(fresh.flatMap(({ file }) => file.facts.flatMap(fact => fact.topics)));
  return configuration.publications
    .filter(publication => publication.topics.some(({ id }) => topics.has(id)))
    .map(({ title, schedule }) => `Next edition of ${title}: ${occurrenceAfter(schedule, clock.now())}`);
}
