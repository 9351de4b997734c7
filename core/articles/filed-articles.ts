import { CourantError, putBackDeleted } from '../foundation/errors.ts';
import { articleCorrections, articleIdIn, articlesAmong, asFiledWith } from './amendments.ts';
import type { Article } from './article-file.ts';
import type { StoredRecord } from './fact-log.ts';
import type { ArticleRecord } from './log-record.ts';

/**
 * What records file, each with what is known of its article as it is right by now: articles, and facts that were added to one, as if they
 * had been filed with it.
 * @param earlier articles of before the records, as they are right by now; those of additions and of nothing else.
 * @throws UnknownArticleError if the article of an addition is neither here nor among `earlier`.
 */
export function filedArticles(
  records: readonly StoredRecord[],
  earlier: readonly ArticleRecord[],
): ArticleRecord[] {
  const corrections = articleCorrections(records);
  const known = new Map<string, Article>();
  for (const { article } of articlesAmong(records))
    known.set(article.id, corrections.get(article.id)?.corrected ?? article);
  for (const { article } of earlier) if (!known.has(article.id)) known.set(article.id, article);
  return records.flatMap(({ record }) => {
    if (!('facts' in record)) return [];
    const article = known.get(articleIdIn(record));
    if (!article) throw new UnknownArticleError(articleIdIn(record), record.facts[0]?.id ?? '');
    return asFiledWith(record, article);
  });
}

/** The log has a correction or an addition, but not the article that it is about. */
export class UnknownArticleError extends CourantError {
  constructor(articleId: string, fact: string) {
    super(
      `fact log: expected the article ${articleId}, whose fact ${fact} a record corrects or adds, found no article under that id. ` +
        `Names are never deleted. ${putBackDeleted(`articles/${articleId}.json`)}`,
    );
  }
}
