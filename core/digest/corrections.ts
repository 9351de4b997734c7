import { newestAmendments } from '../articles/amendments.ts';
import type { Fact } from '../articles/article-file.ts';
import type { StoredRecord } from '../articles/fact-log.ts';
import { filedArticles, UnknownArticleError } from '../articles/filed-articles.ts';
import type { AmendmentRecord, ArticleRecord } from '../articles/log-record.ts';
import { wordsIn } from '../articles/own-words.ts';
import { articleIdOf } from '../articles/record-key.ts';
import { compareText } from '../foundation/compare-text.ts';
import type { DigestCorrection } from './digest.ts';
import { inOrderOfAppearance } from './numbering.ts';
import type { Amended, Past, PublishedFact } from './past.ts';
import { type Placement, placeFact } from './place-facts.ts';
import { differences } from './what-changes.ts';

/**
 * The amended facts that earlier editions carried, in the order in which the facts appeared. Leaves out an amendment that an edition has
 * taken up already (or a later one of the same fact). An edition tells of those that change what readers see.
 * @throws UnknownArticleError if the log lacks the article of a corrected fact.
 */
export function amendedFacts(records: readonly StoredRecord[], past: Past): Amended[] {
  const articles = Map.groupBy(
    [...past.articles, ...filedArticles(records, past.articles)],
    ({ article }) => article.id,
  );
  return [...newestAmendments(records).values()]
    .flatMap((amendment): Amended[] => {
      const published = past.published.get(amendment.fact);
      if (!published || published.sequence >= amendment.sequence) return [];
      const right = rightOf(amendment, articles);
      const before = factBefore(published, amendment.fact, past, articles);
      return [{ amendment, published, right, before }];
    })
    .sort((a, b) => inOrderOfAppearance(a.published.appeared, b.published.appeared) || byId(a, b));
}

/**
 * A correction as the digest shows it: the fact keeps the number under which it appeared.
 * @param putRight ids of all facts that the edition puts right.
 */
export function showCorrection(
  { amendment, published, right, before }: Amended,
  placement: Placement,
  putRight: ReadonlySet<string>,
): DigestCorrection {
  const { appeared, said, told } = published;
  return {
    id: amendment.fact,
    appeared,
    said,
    told,
    shared: sharedBy(amendment, published, putRight),
    ...differences({ right, before, published }, placement.language),
    right: right && placeFact({ ...right, late: false }, appeared, placement),
    reason: wordsIn(amendment.reason, placement.language),
  };
}

/** What is right of the leading fact stands for all; when that is withdrawn, the others stand. */
function sharedBy(
  { type }: AmendmentRecord,
  { publisher, beside, leads }: PublishedFact,
  putRight: ReadonlySet<string>,
): DigestCorrection['shared'] {
  const stands = [...new Set(beside.filter(({ id }) => !putRight.has(id)).map(one => one.publisher))];
  if (publisher === null) return null;
  if (leads && (type === 'correction' || stands.length === 0)) return null;
  return { publisher, leads, stands };
}

/** The records of each article, by its id: that of the article itself, and those that added to it. */
type Articles = ReadonlyMap<string, readonly ArticleRecord[]>;

function rightOf(amendment: AmendmentRecord, articles: Articles): Amended['right'] {
  if (amendment.type === 'retraction') return null;
  const [record] = articles.get(articleIdOf(amendment.fact)) ?? [];
  if (!record) throw new UnknownArticleError(articleIdOf(amendment.fact), amendment.fact);
  return { fact: amendment.corrected, article: record.article };
}

function factBefore(
  { sequence }: PublishedFact,
  id: string,
  { amendments }: Past,
  articles: Articles,
): Fact | undefined {
  if (sequence === 0) {
    const facts = (articles.get(articleIdOf(id)) ?? []).flatMap(record => record.facts);
    return facts.find(fact => fact.id === id);
  }
  const last = amendments.find(({ fact, sequence: of }) => fact === id && of === sequence);
  return last?.type === 'correction' ? last.corrected : undefined;
}

/** Facts that were one item have one number. */
function byId(a: Amended, b: Amended): number {
  return compareText(a.amendment.fact, b.amendment.fact);
}
