import type { FactFiling } from '../articles/fact-log.ts';
import type { ArticleRecord } from '../articles/log-record.ts';
import { articleName } from '../articles/record-name.ts';
import { NoArticleRecordError } from './filing-errors.ts';

/** Reads the record that is named as an article's. @throws NoArticleRecordError when it is something else. */
export async function readArticleRecord(
  filing: Pick<FactFiling, 'read'>,
  key: string,
): Promise<ArticleRecord> {
  const record = await filing.read(key);
  if (record.type !== 'article') throw new NoArticleRecordError(key, record.type);
  return record;
}

/** The article of a fact, by the fact's id, as it was filed; undefined if it was not. */
export async function articleOfFact(
  filing: Pick<FactFiling, 'read' | 'look'>,
  factId: string,
): Promise<ArticleRecord | undefined> {
  const { filedAs } = await filing.look(articleName(articleIdOf(factId)));
  return filedAs === undefined ? undefined : readArticleRecord(filing, filedAs);
}

/** The id of a fact's article, which the fact's id begins with. */
export function articleIdOf(factId: string): string {
  return factId.slice(0, factId.lastIndexOf('.'));
}
