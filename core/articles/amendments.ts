import type { Fact } from './article-file.ts';
import type { StoredRecord } from './fact-log.ts';
import type { AmendmentRecord, ArticleRecord } from './log-record.ts';

/** The newest amendment of each fact among records, by fact id: the one with the highest sequence, whatever their order. */
export function newestAmendments(records: readonly StoredRecord[]): Map<string, AmendmentRecord> {
  const newest = new Map<string, AmendmentRecord>();
  for (const { record } of records) {
    if (record.type === 'article') continue;
    if ((newest.get(record.fact)?.sequence ?? 0) < record.sequence) newest.set(record.fact, record);
  }
  return newest;
}

/** The articles among records. */
export function articlesAmong(records: readonly StoredRecord[]): ArticleRecord[] {
  return records.flatMap(({ record }) => (record.type === 'article' ? record : []));
}

/** A fact as its amendment leaves it; undefined if it was retracted. */
export function amended(fact: Fact, amendment: AmendmentRecord | undefined): Fact | undefined {
  if (amendment === undefined) return fact;
  return amendment.type === 'correction' ? amendment.corrected : undefined;
}
