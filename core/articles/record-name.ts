import type { LogRecord } from './log-record.ts';

/**
 * The name under which a record counts. A name is given once: of two records that would have the same, the one that was named
 * first counts, and the other is passed over. An article has one; what puts a fact right has one for its place in the fact's sequence.
 */
export function recordName(record: LogRecord): string {
  return record.type === 'article'
    ? articleName(record.article.id)
    : amendmentName(record.fact, record.sequence);
}

/** The name of the record under which an article is filed. */
export function articleName(articleId: string): string {
  return `articles/${articleId}`;
}

/** The name of the nth correction or retraction of a fact, counted from 1. */
export function amendmentName(factId: string, sequence: number): string {
  return `amendments/${factId}/${String(sequence).padStart(4, '0')}`;
}
