import type { ArticleFile } from '../../core/articles/article-file.ts';
import type { FilingResult } from '../../core/filing/file-article.ts';
import type { Clock } from '../../core/foundation/instant.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { occurrenceAfter } from '../../core/publication/schedule.ts';

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
