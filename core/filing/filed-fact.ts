import { isFactAmendment } from '../articles/amendments.ts';
import type { Fact } from '../articles/fact.ts';
import type { FactFiling } from '../articles/fact-log.ts';
import type { AmendmentRecord, ArticleRecord } from '../articles/log-record.ts';
import { amendmentName, articleIdOf, recordName } from '../articles/record-key.ts';
import type { Instant } from '../foundation/instant.ts';
import { currentArticle, type LogNames } from './filed-article.ts';
import { NoAmendmentRecordError } from './filing-errors.ts';

/** The article of a fact, by the fact's id, as it is right by now, with the facts that were added to it; undefined if it was not filed. */
export async function articleOfFact(filing: LogNames, factId: string): Promise<ArticleRecord | undefined> {
  return (await currentArticle(filing, articleIdOf(factId)))?.record;
}

/** A filed fact as its corrections and retractions have left it. */
export type CurrentFact = {
  /** Null when it is retracted. */
  fact: Fact | null;
  /** The newest correction or retraction of it. */
  newest: { key: string; record: AmendmentRecord } | undefined;
  /** The store's time at which no newer amendment existed: later than when the newest one was named. */
  asOf: Instant;
};

/** Reads a filed fact with its newest amendment. Amendments are numbered from 1 without a gap. */
export async function currentFact(
  filing: Pick<FactFiling, 'look' | 'read'>,
  asFiled: Fact,
): Promise<CurrentFact> {
  let newest: CurrentFact['newest'];
  for (let sequence = 1; ; sequence += 1) {
    const name = amendmentName(asFiled.id, sequence);
    const { now, filedAs } = await filing.look(name);
    if (filedAs === undefined) return { fact: factAfter(newest?.record, asFiled), newest, asOf: now };
    newest = { key: filedAs, record: await readAmendment(filing, filedAs, name) };
  }
}

/** Records replace one another whole, so the newest alone decides. */
function factAfter(newest: AmendmentRecord | undefined, asFiled: Fact): Fact | null {
  if (!newest) return asFiled;
  return newest.type === 'correction' ? newest.corrected : null;
}

async function readAmendment(
  filing: Pick<FactFiling, 'read'>,
  key: string,
  name: string,
): Promise<AmendmentRecord> {
  const record = await filing.read(key);
  if (!isFactAmendment(record) || recordName(record) !== name) throw new NoAmendmentRecordError(key, name);
  return record;
}
