import {
  amended,
  articleIdIn,
  articlesAmong,
  factsAmong,
  isFactAmendment,
  newestAmendments,
} from '../../articles/amendments.ts';
import { followedBy } from '../../articles/fact.ts';
import type { FactLog, StoredRecord } from '../../articles/fact-log.ts';
import type { AmendmentRecord } from '../../articles/log-record.ts';
import { amendmentName, articleIdOf } from '../../articles/record-key.ts';
import type { Past } from '../../digest/past.ts';
import { daysIn } from '../../digest/told-digest.ts';
import type { Instant } from '../../foundation/instant.ts';
import { mapInOrder } from '../../foundation/map-in-order.ts';
import { type Publication, topicOf } from '../../publication/configuration.ts';
import type { Seal } from '../seal.ts';
import { articleBefore } from './article-before.ts';
import type { PastSources } from './known-history.ts';
import { publishedFacts } from './published-facts.ts';

/** Enough to hide the store's answering time, too few to be slowed down by it. */
const readsAtOnce = 16;

/**
 * Reads what an edition has to know of earlier editions, as far as its records name it. If no record corrects, follows or repeats an
 * earlier fact, this reads nothing but the digest in `before`.
 * @param before the newest seal of the chain, or of the one under the publication's former id; undefined for a first edition.
 * @param to the end of the edition's window: what puts an article right later is for later editions.
 */
export async function readPast(
  ports: PastSources & { log: FactLog },
  publication: Publication,
  records: readonly StoredRecord[],
  before: Seal | undefined,
  to: Instant,
): Promise<Past> {
  const wanted = earlierFacts(records, publication);
  const { published, updates } = await publishedFacts(ports, publication, before?.plan, wanted);
  return {
    published,
    articles: await earlierArticles(ports.log, records, to),
    amendments: await amendmentsBefore(ports.log, records, published),
    ...(before ? daysOf(before, publication.id) : { daysAhead: [], daysGone: [] }),
    updates,
  };
}

/** Ids of facts that records name and that they do not hold themselves: what they hold no edition has carried yet. */
export function earlierFacts(records: readonly StoredRecord[], publication: Publication): Set<string> {
  const amendments = newestAmendments(records);
  const filed = factsAmong(records);
  const isFiled = new Set(filed.map(({ id }) => id));
  // A correction may be of a fact that the publication carried under a topic that it has no longer.
  const facts = [
    ...filed
      .flatMap(fact => amended(fact, amendments.get(fact.id)) ?? [])
      .filter(fact => topicOf(fact, publication) !== undefined),
    ...[...amendments.values()].flatMap(found =>
      found.type === 'correction' && !isFiled.has(found.fact) ? found.corrected : [],
    ),
  ];
  const named = [
    ...amendments.keys(),
    ...facts.flatMap(fact => [fact.sameAs ?? [], followedBy(fact)].flat()),
  ];
  return new Set(named.filter(id => !isFiled.has(id)));
}

/** The articles of facts that are corrected, or added, and that were filed before; one that the log lacks is left out. */
async function earlierArticles(
  log: FactLog,
  records: readonly StoredRecord[],
  to: Instant,
): Promise<Past['articles']> {
  const here = new Set(articlesAmong(records).map(({ article }) => article.id));
  const corrections = [...newestAmendments(records).values()].filter(({ type }) => type === 'correction');
  const added = records.flatMap(({ record }) => (record.type === 'addition' ? articleIdIn(record) : []));
  const wanted = new Set([...corrections.map(({ fact }) => articleIdOf(fact)), ...added]);
  const found = await mapInOrder(
    [...wanted].filter(id => !here.has(id)),
    readsAtOnce,
    id => articleBefore(log, id, to, records),
  );
  return found.flat();
}

/** What facts that are corrected again were amended to before; one that the log lacks is left out. */
async function amendmentsBefore(
  log: FactLog,
  records: readonly StoredRecord[],
  published: Past['published'],
): Promise<AmendmentRecord[]> {
  const names = [...newestAmendments(records).values()].flatMap(({ type, fact, sequence }) => {
    const before = published.get(fact)?.sequence ?? 0;
    return type === 'correction' && before > 0 && before < sequence ? amendmentName(fact, before) : [];
  });
  const found = await mapInOrder(names, readsAtOnce, async name => {
    const key = await log.recordNamed(name);
    return key === undefined ? undefined : log.read(key);
  });
  return found.flatMap(record => (record && isFactAmendment(record) ? record : []));
}

function daysOf({ plan, files }: Seal, id: string): Pick<Past, 'daysAhead' | 'daysGone'> {
  const digest = files['digest.json'];
  const former = plan.publication === id ? undefined : plan.publication;
  if (digest === undefined) return { daysAhead: [], daysGone: [] };
  return daysIn(digest, `digest.json of edition ${plan.edition}`, former);
}
