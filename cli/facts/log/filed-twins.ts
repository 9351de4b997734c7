import type { Fact } from '../../../core/articles/article-file.ts';
import type { FactLog, StoredRecord } from '../../../core/articles/fact-log.ts';
import { readNamed } from '../../../core/edition/read-window.ts';
import type { LogNames } from '../../../core/filing/filed-article.ts';
import { factsInRecords, filedTwins } from '../../../core/filing/filed-twins.ts';
import type { SimilarPair } from '../../../core/filing/similar-statements.ts';
import { type Clock, plusHours } from '../../../core/foundation/instant.ts';
import { mapInOrder } from '../../../core/foundation/map-in-order.ts';
import { table } from '../../program/layout.ts';

type Log = LogNames & Pick<FactLog, 'keys' | 'stored' | 'recordNamed'>;
type Store = { filing: Log; clock: Clock };

/** How far back filed facts are looked at: so long ago, or so many records, whichever is less. So looking costs the same at any age of the log. */
export const looksBack = { days: 35, records: 1000 } as const;
/** Enough to hide a store's answering time. */
const readsAtOnce = 16;

/**
 * Notes on facts that are to be filed and say nearly the same as one that was filed in the last five weeks, by which a monthly edition and
 * the one before it are covered. Reads nothing where nothing is to be filed.
 * @param files each with its new facts alone. @param more filed facts besides, however old: of the article to which these are added.
 */
export async function filedTwinNotes(
  { filing, clock }: Store,
  files: readonly { path: string; facts: readonly Fact[] }[],
  more: readonly Fact[] = [],
): Promise<string[]> {
  const coming = files.flatMap(({ path, facts }) => facts.map(fact => ({ path, fact })));
  if (coming.length === 0) return [];
  const filed = [...more, ...factsInRecords(await recentRecords(filing, clock))];
  const twins = await filedTwins(
    filing,
    filed,
    coming.map(({ fact }) => fact),
  );
  const pathOf = new Map(coming.map(({ path, fact }) => [fact.id, path]));
  return twins.flatMap(twin => describeTwin(twin, pathOf.get(twin.second.id) ?? ''));
}

async function recentRecords(log: Log, clock: Clock): Promise<StoredRecord[]> {
  const now = clock.now();
  const keys = await log.keys(plusHours(now, -24 * looksBack.days), plusHours(now, 1));
  const records = await mapInOrder(keys.slice(-looksBack.records), readsAtOnce, key => readNamed(log, key));
  return records.flatMap(record => record ?? []);
}

/** What an editor should look at in a fact of a file, and in the filed one that says nearly the same. */
function describeTwin({ first, second, language, likeness }: SimilarPair<Fact>, path: string): string[] {
  return [
    `note: ${second.id} says nearly the same as ${first.id}, which is filed: ${likeness.shared} of ${likeness.all} words are in both.`,
    ...table([
      [`  ${first.id}`, `filed: ${first.statement[language]}`],
      [`  ${second.id}`, `${path}: ${second.statement[language]}`],
    ]),
    `  If it is the same claim, set "sameAs": "${first.id}" in ${second.id}, or leave ${second.id} out; once it is filed, do so by ` +
      'facts correct or facts retract. Nothing is merged by itself.',
  ];
}
