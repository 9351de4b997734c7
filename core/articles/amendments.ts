import type { Article, Fact } from './article-file.ts';
import type { StoredRecord } from './fact-log.ts';
import type {
  AmendmentRecord,
  ArticleAmendmentRecord,
  ArticleCorrectionRecord,
  ArticleRecord,
  LogRecord,
} from './log-record.ts';

/** Whether a record corrects or retracts a fact. */
export function isFactAmendment(record: LogRecord): record is AmendmentRecord {
  return record.type === 'correction' || record.type === 'retraction';
}

/** Whether a record puts an article right, or adds facts to it. */
export function isArticleAmendment(record: LogRecord): record is ArticleAmendmentRecord {
  return record.type === 'article correction' || record.type === 'addition';
}

/** The newest amendment of each fact among records, by fact id: the one with the highest sequence, whatever their order. */
export function newestAmendments(records: readonly StoredRecord[]): Map<string, AmendmentRecord> {
  return newestOf(
    records.flatMap(({ record }) => (isFactAmendment(record) ? record : [])),
    ({ fact }) => fact,
  );
}

/** The newest correction of each article among records, by article id. */
export function articleCorrections(records: readonly StoredRecord[]): Map<string, ArticleCorrectionRecord> {
  return newestOf(
    records.flatMap(({ record }) => (record.type === 'article correction' ? record : [])),
    ({ articleId }) => articleId,
  );
}

function newestOf<Numbered extends { sequence: number }>(
  all: readonly Numbered[],
  idOf: (one: Numbered) => string,
): Map<string, Numbered> {
  const newest = new Map<string, Numbered>();
  for (const one of all)
    if ((newest.get(idOf(one))?.sequence ?? 0) < one.sequence) newest.set(idOf(one), one);
  return newest;
}

/** The articles among records, as they were filed. */
export function articlesAmong(records: readonly StoredRecord[]): ArticleRecord[] {
  return records.flatMap(({ record }) => (record.type === 'article' ? record : []));
}

/** The facts that records file, with their articles or added to them. */
export function factsAmong(records: readonly StoredRecord[]): Fact[] {
  return records.flatMap(({ record }) => ('facts' in record ? record.facts : []));
}

/** The id of the article that a record which files facts is about. */
export function articleIdIn(record: Extract<LogRecord, { facts: Fact[] }>): string {
  return record.type === 'article' ? record.article.id : record.articleId;
}

/** Facts that were added to an article, as if they had been filed with it at the time when they were: `article` is what is known of it. */
export function asFiledWith(
  { recordedAt, facts }: Extract<LogRecord, { facts: Fact[] }>,
  article: Article,
): ArticleRecord {
  return { type: 'article', recordedAt, article, facts };
}

/** A fact as its amendment leaves it; undefined if it was retracted. */
export function amended(fact: Fact, amendment: AmendmentRecord | undefined): Fact | undefined {
  if (amendment === undefined) return fact;
  return amendment.type === 'correction' ? amendment.corrected : undefined;
}
