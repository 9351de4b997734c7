import { asFiledWith, isArticleAmendment } from '../../articles/amendments.ts';
import type { FactLog, StoredRecord } from '../../articles/fact-log.ts';
import type { ArticleAmendmentRecord, ArticleRecord } from '../../articles/log-record.ts';
import { amendmentName, articleName, recordedAtOfKey } from '../../articles/record-key.ts';
import type { Instant } from '../../foundation/instant.ts';

/**
 * An article as it was right before an instant, for an edition that takes up a correction of its facts, or facts that are added to it:
 * the record of the article with what is known of it then, and likewise each earlier addition, under the time at which it was filed. The
 * instant is the end of the edition's window, so that whoever compiles the edition, however late, reads the same.
 * @param records those of the edition: facts that they add are not among what was there before.
 * @returns nothing where the log lacks the article.
 */
export async function articleBefore(
  log: FactLog,
  id: string,
  before: Instant,
  records: readonly StoredRecord[],
): Promise<ArticleRecord[]> {
  const key = await log.recordNamed(articleName(id));
  const filed = key === undefined ? undefined : await log.read(key);
  if (filed?.type !== 'article') return [];
  const keys = (await keysOfArticleAmendments(log, id)).filter(one => recordedAtOfKey(one) < before);
  const taken = new Set(records.map(record => record.key));
  let { article } = filed;
  const additions: Extract<ArticleAmendmentRecord, { type: 'addition' }>[] = [];
  for (const one of keys) {
    const record = await log.read(one);
    if (!isArticleAmendment(record)) continue;
    if (record.type === 'article correction') article = record.corrected;
    else if (!taken.has(one)) additions.push(record);
  }
  return [filed, ...additions].map(record => asFiledWith(record, article));
}

/** Keys of what corrects an article or adds to it, in the order of their numbers. */
export async function keysOfArticleAmendments(
  log: Pick<FactLog, 'recordNamed'>,
  id: string,
): Promise<string[]> {
  const keys: string[] = [];
  for (;;) {
    const key = await log.recordNamed(amendmentName(id, keys.length + 1));
    if (key === undefined) return keys;
    keys.push(key);
  }
}
