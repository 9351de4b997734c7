import type { Publication } from '../configuration.ts';
import type { Digest, DigestFact, DigestSource } from '../digest.ts';
import type { Article, Fact } from '../facts/article-file.ts';
import type { StoredRecord } from '../ports.ts';
import { occurrenceAfter } from '../schedule.ts';
import { isOld } from './age.ts';
import { isView, labelOf, mayLead } from './label.ts';
import type { Plan } from './seal.ts';
import { showFact, showSource } from './show-fact.ts';
import { sourceLetter } from './source-letters.ts';

/** All that a digest is compiled from. */
export type CompileInput = {
  publication: Publication;
  plan: Plan;
  records: readonly StoredRecord[];
  /** SHA-256 of the previous edition's manifest. */
  previousManifest: string | null;
  oldAfterDays: number;
};

/** A fact on its way into the digest, with what it needs of its article. */
type Entry = { fact: Fact; article: Article; late: boolean };

const leadsAtMost = 3;

/**
 * Compiles records into the content of an edition: chosen by the publication's topics, ordered, numbered, labelled, each
 * source once. A pure function: the same input gives the same digest on any machine.
 */
export function compile(input: CompileInput): Digest {
  const { publication, plan } = input;
  const entries = entriesFor(input);
  const articles = [...new Map(entries.map(({ article }) => [article.id, article])).values()];
  const shown = entries.map((entry, index) => ({ ...entry, as: place(entry, index, articles, input) }));
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
    corrections: [],
    daysAhead: [],
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
      facts: entries.length,
      sources: articles.length,
      late: entries.filter(({ late }) => late).length,
    },
    previousManifest: input.previousManifest,
  };
}

/** The publication's facts in the order of the digest: what happened by topic, then views; most important first. */
function entriesFor({ publication, plan, records }: CompileInput): Entry[] {
  const { from } = plan.window;
  return records
    .flatMap(({ record }) =>
      record.type === 'article'
        ? record.facts.map(fact => ({
            fact,
            article: record.article,
            late: from !== null && record.recordedAt < from,
          }))
        : [],
    )
    .filter(({ fact }) => topicOf(fact, publication) !== undefined)
    .sort(
      (a, b) =>
        Number(isView(a.fact)) - Number(isView(b.fact)) ||
        topicRank(a.fact, publication) - topicRank(b.fact, publication) ||
        b.fact.importance - a.fact.importance ||
        compareText(a.article.id, b.article.id) ||
        numberIn(a.fact) - numberIn(b.fact),
    );
}

/** A fact stands under the first of the publication's topics that it has. */
function topicOf(fact: Fact, publication: Publication): Publication['topics'][number] | undefined {
  return publication.topics.find(topic => fact.topics.includes(topic.id));
}

function topicRank(fact: Fact, publication: Publication): number {
  return publication.topics.findIndex(topic => fact.topics.includes(topic.id));
}

function numberIn(fact: Fact): number {
  return Number(fact.id.slice(fact.id.lastIndexOf('.') + 1));
}

/** By code units: an order that no machine's locale changes. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function place(
  { fact, article, late }: Entry,
  index: number,
  articles: readonly Article[],
  { plan, publication }: CompileInput,
): DigestFact {
  return {
    ...showFact(fact, labelOf(fact), article, publication.language),
    number: `${plan.number}-${String(index + 1).padStart(2, '0')}`,
    source: sourceLetter(articles.findIndex(({ id }) => id === article.id)),
    also: [],
    follows: null,
    sameAs: null,
    late,
  };
}

function describe(publication: Publication): Digest['publication'] {
  const { id, title, description, language, postalAddress, replyTo, schedule } = publication;
  return { id, title, description, language, timeZone: schedule.timeZone, postalAddress, replyTo };
}

function oldSources(articles: readonly Article[], entries: readonly Entry[], input: CompileInput): string[] {
  const before = input.plan.window.from ?? input.plan.window.to;
  return articles.flatMap((article, index): DigestSource['letter'][] => {
    const facts = entries.filter(entry => entry.article.id === article.id).map(({ fact }) => fact);
    return isOld(article, facts, before, input.oldAfterDays) ? [sourceLetter(index)] : [];
  });
}
