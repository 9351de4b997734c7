import type { Article } from '../articles/article-file.ts';
import type { StoredRecord } from '../articles/fact-log.ts';
import type { Publication } from '../publication/configuration.ts';
import type { Plan } from '../publication/plan.ts';
import { occurrenceAfter } from '../publication/schedule.ts';
import { isOld } from './age.ts';
import { chooseCorrections, showCorrection } from './corrections.ts';
import { type DatedFact, daysFrom } from './days-ahead.ts';
import type { Digest, DigestDayAhead } from './digest.ts';
import { chooseEntries, type Entry, topicOf } from './entries.ts';
import { groupSame, type Item } from './group-same.ts';
import { isView, mayLead } from './label.ts';
import { sourceLetter } from './numbering.ts';
import { type Amended, nothingBefore, type Past } from './past.ts';
import { numberItems, placeItem, type Standing } from './place-facts.ts';
import { showSource } from './show-fact.ts';

/** All that a digest is compiled from. */
export type CompileInput = {
  publication: Publication;
  plan: Plan;
  records: readonly StoredRecord[];
  /** What came before; left out, nothing did. */
  past?: Past;
  /** SHA-256 of the previous edition's manifest. */
  previousManifest: string | null;
  oldAfterDays: number;
};

/** What an edition says: its own facts, and what it puts right of earlier ones. */
type Content = { entries: readonly Entry[]; items: readonly Item[]; amended: readonly Amended[] };

const leadsAtMost = 3;

/**
 * Compiles records into the content of an edition: chosen by the publication's topics, ordered, numbered, labelled, each
 * source once; what they put right of earlier editions apart. A pure function: the same input gives the same digest on any machine.
 */
export function compile({ past = nothingBefore, ...input }: CompileInput): Digest {
  const { publication, plan } = input;
  const content = chooseContent(input, past);
  const { entries, items, amended } = content;
  const putRight = new Set(amended.map(({ amendment }) => amendment.fact));
  const articles = articlesOf(content);
  const letters = new Map(articles.map(({ id }, index) => [id, sourceLetter(index)]));
  const standing: Standing = {
    here: numberItems(items, plan),
    published: past.published,
    letters,
    language: publication.language,
  };
  const shown = items.map(item => ({ fact: item.leader.fact, as: placeItem(item, standing) }));
  return {
    publication: describe(publication),
    edition: plan.edition,
    number: plan.number,
    previous: plan.previous,
    next: occurrenceAfter(publication.schedule, plan.window.to),
    window: plan.window,
    inBrief: shown
      .filter(({ fact }) => mayLead(fact))
      .slice(0, leadsAtMost)
      .map(({ as }) => as.number),
    corrections: amended.map(one => showCorrection(one, standing, putRight)),
    daysAhead: daysAheadOf(content, standing, plan, past),
    sections: publication.topics
      .map(topic => ({
        topic,
        facts: shown
          .filter(({ fact }) => !isView(fact) && topicOf(fact, publication)?.id === topic.id)
          .map(({ as }) => as),
      }))
      .filter(section => section.facts.length > 0),
    views: shown.filter(({ fact }) => isView(fact)).map(({ as }) => as),
    sources: articles.map((article, index) => showSource(article, sourceLetter(index), publication.language)),
    old: oldSources(articles, entries, input),
    counts: {
      facts: items.length,
      sources: new Set(
        items.flatMap(({ leader, others }) => [leader, ...others].map(({ article }) => article.id)),
      ).size,
      late: items.filter(({ leader }) => leader.late).length,
    },
    previousManifest: input.previousManifest,
  };
}

function chooseContent(input: Omit<CompileInput, 'past'>, past: Past): Content {
  const entries = chooseEntries({ ...input, past });
  const { records, publication } = input;
  return {
    entries,
    items: groupSame(entries, past.published),
    amended: chooseCorrections(records, past, publication.language),
  };
}

/** Each once, in the order in which the digest first names them: corrections stand before the facts. */
function articlesOf({ items, amended }: Content): Article[] {
  const named = [
    ...amended.flatMap(({ right }) => right?.article ?? []),
    ...items.flatMap(({ leader, others }) => [leader, ...others].map(({ article }) => article)),
  ];
  return [...new Map(named.map(article => [article.id, article])).values()];
}

function daysAheadOf(
  { entries, amended }: Content,
  { here, language }: Standing,
  { edition }: Plan,
  { daysAhead }: Past,
): DigestDayAhead[] {
  const own = entries.flatMap(({ fact }): DatedFact[] => {
    const at = here.get(fact.id);
    return at ? [{ fact, at }] : [];
  });
  const right = amended.flatMap(({ right, published }): DatedFact[] =>
    right ? [{ fact: right.fact, at: published.appeared }] : [],
  );
  const wrong = new Set(amended.map(({ amendment }) => amendment.fact));
  const carried = daysAhead.filter(({ id }) => !wrong.has(id));
  return daysFrom(edition, carried, [...own, ...right], language);
}

function describe(publication: Publication): Digest['publication'] {
  const { id, title, description, language, postalAddress, replyTo, schedule } = publication;
  return { id, title, description, language, timeZone: schedule.timeZone, postalAddress, replyTo };
}

/** What is only put right is nobody's news: its source is not called old. */
function oldSources(
  articles: readonly Article[],
  entries: readonly Entry[],
  { plan, oldAfterDays }: Omit<CompileInput, 'past'>,
): string[] {
  const before = plan.window.from ?? plan.window.to;
  return articles.flatMap((article, index) => {
    const facts = entries.filter(entry => entry.article.id === article.id).map(({ fact }) => fact);
    return facts.length > 0 && isOld(article, facts, before, oldAfterDays) ? [sourceLetter(index)] : [];
  });
}
