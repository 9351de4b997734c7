import type { StoredRecord } from '../articles/fact-log.ts';
import { type Publication, topicOf } from '../publication/configuration.ts';
import type { Plan } from '../publication/plan.ts';
import { occurrenceAfter } from '../publication/schedule.ts';
import { oldSources } from './age.ts';
import { chooseCorrections, showCorrection } from './corrections.ts';
import { daysAheadOf } from './days-ahead.ts';
import type { Digest } from './digest.ts';
import { chooseEntries } from './entries.ts';
import { groupSame } from './group-same.ts';
import { letterSources, numberItems } from './numbering.ts';
import { nothingBefore, type Past } from './past.ts';
import { placeItem, type Standing } from './place-facts.ts';
import { isView, mayLead, showSource } from './show-fact.ts';

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

const leadsAtMost = 3;

/**
 * Compiles records into the content of an edition: chosen by the publication's topics, ordered, numbered, labelled, each
 * source once; what they put right of earlier editions apart. A pure function: the same input gives the same digest on any machine.
 */
export function compile({ past = nothingBefore, ...input }: CompileInput): Digest {
  const { publication, plan, records } = input;
  const { language, topics, schedule } = publication;
  const entries = chooseEntries({ publication, plan, records, past });
  const items = groupSame(entries, past.published);
  const amended = chooseCorrections(records, past, language);
  const { articles, letters } = letterSources(items, amended);
  const standing: Standing = { here: numberItems(items, plan), published: past.published, letters, language };
  const sources = articles.map(article => showSource(article, letters.get(article.id) as string, language));
  const shown = items.map(item => ({ fact: item.leader.fact, as: placeItem(item, standing) }));
  const putRight = new Set(amended.map(({ amendment }) => amendment.fact));
  const leads = shown.filter(({ fact }) => mayLead(fact));
  const events = shown.filter(({ fact }) => !isView(fact));
  const { id, title, description, postalAddress, replyTo } = publication;
  return {
    publication: { id, title, description, language, timeZone: schedule.timeZone, postalAddress, replyTo },
    edition: plan.edition,
    number: plan.number,
    previous: plan.previous,
    next: occurrenceAfter(schedule, plan.window.to),
    window: plan.window,
    inBrief: leads.slice(0, leadsAtMost).map(({ as }) => as.number),
    corrections: amended.map(one => showCorrection(one, standing, putRight)),
    daysAhead: daysAheadOf(plan.edition, { entries, amended }, standing, past),
    sections: topics
      .map(topic => ({
        topic,
        facts: events.filter(({ fact }) => topicOf(fact, publication)?.id === topic.id).map(({ as }) => as),
      }))
      .filter(section => section.facts.length > 0),
    views: shown.filter(({ fact }) => isView(fact)).map(({ as }) => as),
    sources,
    old: oldSources(letters, entries, plan, input.oldAfterDays),
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
