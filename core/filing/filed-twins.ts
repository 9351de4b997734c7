import { factsAmong, isFactAmendment } from '../articles/amendments.ts';
import type { Fact } from '../articles/fact.ts';
import type { StoredRecord } from '../articles/fact-log.ts';
import type { LogNames } from './filed-article.ts';
import { currentFact } from './filed-fact.ts';
import { type SimilarPair, similarAcross } from './similar-statements.ts';

/**
 * Facts that are to be filed and say nearly the same as one that is filed, each with the one that is most like it. One that is retracted is
 * none of them, and one that is corrected counts as it is by now. Somebody may have meant it so: nothing is refused for it.
 * @param filed as records have them, see `factsInRecords`; only of those that are found does it ask the log what became of them.
 */
export async function filedTwins(
  filing: LogNames,
  filed: readonly Fact[],
  coming: readonly Fact[],
): Promise<SimilarPair<Fact>[]> {
  const found = Map.groupBy(similarAcross(filed, coming), ({ second }) => second.id);
  const twins: SimilarPair<Fact>[] = [];
  for (const pairs of found.values()) {
    const twin = await firstThatStands(filing, pairs);
    if (twin) twins.push(twin);
  }
  return twins;
}

/** The facts that records file, add or put right, whatever became of them since. */
export function factsInRecords(records: readonly StoredRecord[]): Fact[] {
  const corrected = records.flatMap(({ record }) =>
    isFactAmendment(record) && record.type === 'correction' ? record.corrected : [],
  );
  return [...factsAmong(records), ...corrected];
}

async function firstThatStands(
  filing: LogNames,
  pairs: readonly SimilarPair<Fact>[],
): Promise<SimilarPair<Fact> | undefined> {
  for (const { first, second } of pairs) {
    const { fact } = await currentFact(filing, first);
    const [pair] = fact ? similarAcross([fact], [second]) : [];
    if (pair) return pair;
  }
  return undefined;
}
