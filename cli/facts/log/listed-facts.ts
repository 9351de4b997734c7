import { amended, articleIdIn, newestAmendments } from '../../../core/articles/amendments.ts';
import type { Fact } from '../../../core/articles/article-file.ts';
import type { FactLog, StoredRecord } from '../../../core/articles/fact-log.ts';
import { isOfArticle } from '../../../core/articles/record-key.ts';
import { readNamed } from '../../../core/edition/read-window.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { mapInOrder } from '../../../core/foundation/map-in-order.ts';

/** A fact of the log: when it was filed, and what corrections and retractions have left of it. */
export type ListedFact = {
  id: string;
  article: string;
  filedAt: Instant;
  /** How it was filed first, and the last correction of it, if there is one. */
  asFiled: Fact;
  /** As it is by now; null when it is retracted. */
  fact: Fact | null;
  /** How often it was corrected or retracted. */
  amendments: number;
};

/** Which facts are wanted; what is left out does not matter. */
export type FactFilter = {
  /** Those filed at this time or later. */
  since?: Instant | undefined;
  article?: string | undefined;
  /** Those that have one of these topics by now; what is retracted counts by its topics before. */
  topics?: readonly string[] | undefined;
};

/** Enough to hide a store's answering time, too few to be slowed down by it. */
const readsAtOnce = 16;

/** Facts of the log in the order in which they were filed. Reads every record of the time, or those of the article alone; writes nothing. */
export async function listedFacts(
  log: Pick<FactLog, 'keys' | 'stored' | 'recordNamed'>,
  now: Instant,
  { since, article, topics }: FactFilter,
): Promise<ListedFact[]> {
  // The store's clock may be ahead of ours; nothing in it is of a time that has not come.
  const keys = (await log.keys(since ?? null, plusHours(now, 1))).filter(
    key => article === undefined || isOfArticle(key, article),
  );
  const records = (await mapInOrder(keys, readsAtOnce, key => readNamed(log, key))).flatMap(
    record => record ?? [],
  );
  const amendments = newestAmendments(records);
  return records
    .flatMap(filedIn)
    .filter(found => article === undefined || found.article === article)
    .map(found => {
      const newest = amendments.get(found.id);
      return {
        ...found,
        fact: amended(found.asFiled, newest) ?? null,
        amendments: newest?.sequence ?? 0,
      };
    })
    .filter(({ fact, asFiled }) => topics === undefined || hasOneOf(fact ?? asFiled, topics));
}

function filedIn({ record }: StoredRecord): Pick<ListedFact, 'id' | 'article' | 'filedAt' | 'asFiled'>[] {
  if (!('facts' in record)) return [];
  const { recordedAt: filedAt, facts } = record;
  return facts.map(asFiled => ({ id: asFiled.id, article: articleIdIn(record), filedAt, asFiled }));
}

function hasOneOf(fact: Fact, topics: readonly string[]): boolean {
  return fact.topics.some(topic => topics.includes(topic));
}
