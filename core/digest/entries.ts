import { amended, newestAmendments } from '../articles/amendments.ts';
import type { Article, Fact } from '../articles/article-file.ts';
import type { StoredRecord } from '../articles/fact-log.ts';
import { filedArticles } from '../articles/filed-articles.ts';
import type { ArticleRecord } from '../articles/log-record.ts';
import { compareText } from '../foundation/compare-text.ts';
import { type Publication, topicOf } from '../publication/configuration.ts';
import type { Plan } from '../publication/plan.ts';
import type { Past } from './past.ts';
import { isView, speaks } from './show-fact.ts';

/** A fact on its way into the digest, with what it needs of its article. */
export type Entry = { fact: Fact; article: Article; late: boolean };

/** What entries are chosen from. */
export type EntriesInput = {
  publication: Publication;
  plan: Plan;
  records: readonly StoredRecord[];
  past: Past;
};

/**
 * The facts that an edition is the first to carry, as last corrected, in the order of the digest: what happened by topic,
 * then views; most important first, and last what has no statement in the publication's language. A fact that was filed earlier is among them if a correction gives it a topic that it lacked.
 */
export function chooseEntries({ publication, plan, records, past }: EntriesInput): Entry[] {
  const { from } = plan.window;
  const amendments = newestAmendments(records);
  const articles = filedArticles(records, past.articles);
  const earlier = past.articles.filter(wasReadBefore(plan, publication));
  const entriesOf = ({ article, facts, recordedAt }: ArticleRecord): Entry[] =>
    facts
      .filter(({ id }) => !past.published.has(id))
      .flatMap(filed => amended(filed, amendments.get(filed.id)) ?? [])
      .filter(fact => topicOf(fact, publication) !== undefined)
      .map(fact => ({ fact, article, late: from !== null && recordedAt < from }));
  return [...articles, ...earlier.map(article => onlyAmended(article, amendments))]
    .flatMap(entriesOf)
    .sort((a, b) => inDigestOrder(a, b, publication));
}

/** What was recorded in the window or later is, or will be, among records; what `coversSince` or the beginning leaves out stays out. */
function wasReadBefore({ window, begins }: Plan, { coversSince }: Publication) {
  return ({ recordedAt }: ArticleRecord) =>
    window.from !== null &&
    recordedAt < window.from &&
    [begins, coversSince].every(bound => bound === undefined || recordedAt >= bound);
}

function onlyAmended(record: ArticleRecord, amendments: ReadonlyMap<string, unknown>): ArticleRecord {
  return { ...record, facts: record.facts.filter(({ id }) => amendments.has(id)) };
}

function inDigestOrder(a: Entry, b: Entry, publication: Publication): number {
  const sections = sectionRank(a.fact, publication) - sectionRank(b.fact, publication);
  return (
    sections ||
    Number(speaks(b.fact, publication.language)) - Number(speaks(a.fact, publication.language)) ||
    topicRank(a.fact, publication) - topicRank(b.fact, publication) ||
    b.fact.importance - a.fact.importance ||
    compareText(a.article.id, b.article.id) ||
    numberIn(a.fact) - numberIn(b.fact)
  );
}

/** Views stand together at the end, whatever their topics. */
function sectionRank(fact: Fact, publication: Publication): number {
  return isView(fact) ? publication.topics.length : topicRank(fact, publication);
}

function topicRank(fact: Fact, publication: Publication): number {
  const topic = topicOf(fact, publication);
  return topic === undefined ? -1 : publication.topics.indexOf(topic);
}

function numberIn(fact: Fact): number {
  return Number(fact.id.slice(fact.id.lastIndexOf('.') + 1));
}
