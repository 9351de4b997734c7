import { isArticleAmendment } from '../articles/amendments.ts';
import type { FactFiling } from '../articles/fact-log.ts';
import type { ArticleAmendmentRecord, ArticleRecord } from '../articles/log-record.ts';
import { amendmentName, articleName, recordName } from '../articles/record-key.ts';
import type { Instant } from '../foundation/instant.ts';
import { NoAmendmentRecordError, NoArticleRecordError } from './filing-errors.ts';

/** What reading the log's names needs. */
export type LogNames = Pick<FactFiling, 'read' | 'look'>;

/** Reads the record that is named as an article's. @throws NoArticleRecordError if it is something else. */
export async function readArticleRecord(
  filing: Pick<FactFiling, 'read'>,
  key: string,
): Promise<ArticleRecord> {
  const record = await filing.read(key);
  if (record.type !== 'article') throw new NoArticleRecordError(key, record.type);
  return record;
}

/** A filed article with what was filed of it since. */
export type CurrentArticle = {
  /** As it is right by now, with all of its facts, those that were added too, each as it was filed. */
  record: ArticleRecord;
  /** As it was filed first, and the record's key. */
  filed: { key: string; record: ArticleRecord };
  /** Corrections of it and additions to it, in their order. */
  since: { key: string; record: ArticleAmendmentRecord }[];
  /** The store's time at which there was no more of them: later than when the newest one was named. */
  asOf: Instant;
};

/** Reads a filed article with its corrections and additions, which are numbered from 1 without a gap; undefined if it was not filed. */
export async function currentArticle(filing: LogNames, id: string): Promise<CurrentArticle | undefined> {
  const { filedAs } = await filing.look(articleName(id));
  if (filedAs === undefined) return undefined;
  const filed = { key: filedAs, record: await readArticleRecord(filing, filedAs) };
  const since: CurrentArticle['since'] = [];
  for (;;) {
    const name = amendmentName(id, since.length + 1);
    const { now, filedAs: key } = await filing.look(name);
    if (key === undefined) return { record: asOfNow(filed.record, since), filed, since, asOf: now };
    since.push({ key, record: await readArticleAmendment(filing, key, name) });
  }
}

function asOfNow(filed: ArticleRecord, since: CurrentArticle['since']): ArticleRecord {
  let { article } = filed;
  const facts = [...filed.facts];
  for (const { record } of since) {
    if (record.type === 'addition') facts.push(...record.facts);
    else article = record.corrected;
  }
  return { ...filed, article, facts };
}

async function readArticleAmendment(
  filing: Pick<FactFiling, 'read'>,
  key: string,
  name: string,
): Promise<ArticleAmendmentRecord> {
  const record = await filing.read(key);
  if (!isArticleAmendment(record) || recordName(record) !== name) throw new NoAmendmentRecordError(key, name);
  return record;
}
