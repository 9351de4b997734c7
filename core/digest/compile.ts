import type { StoredRecord } from '../articles/fact-log.ts';
import { type Publication, topicOf } from '../publication/configuration.ts';
import type { Plan } from '../publication/plan.ts';
import { localDate, occurrenceAfter } from '../publication/schedule.ts';
import { oldSources } from './age.ts';
import { amendedFacts, showCorrection } from './corrections.ts';
import { daysAheadOf } from './days-ahead.ts';
import { daysGoneOf } from './days-gone.ts';
import type { Digest } from './digest.ts';
import { chooseEntries } from './entries.ts';
import { groupSame } from './group-same.ts';
import { letterSources, numberItems } from './numbering.ts';
import { nothingBefore, type Past } from './past.ts';
import { knownFacts, type Placement, placeItem } from './place-facts.ts';
import { isView, mayLead, showSource, speaks } from './show-fact.ts';
import { updatesIn } from './standing.ts';
import { changesAnything } from './what-changes.ts';

/** All that a digest is compiled from. */
export type CompileInput = {
  publication: Publication;
  plan: Plan;
  records: readonly StoredRecord[];
  /** What the records name of earlier editions; leave it out for a first edition. */
  past?: Past;
  /** Names of the editions that an operator left out before this one, in order; its window covers theirs. */
  skipped?: readonly string[];
  /** SHA-256 of the previous edition's manifest. */
  previousManifest: string | null;
  oldAfterDays: number;
};

const leadsAtMost = 3;

/**
 * Compiles records into the content of an edition. Chooses facts by the publication's topics, orders, numbers and labels them, lists each
 * source once, and puts corrections of earlier editions apart. A pure function: the same input gives the same digest on any machine.
 *
 * @example
 * const digest = compile({ publication, plan, records, previousManifest: null, oldAfterDays: 30 });
 * console.log(digest.counts.facts, digest.inBrief); // 12 ['1-01', '1-04', '1-02']
 */
export function compile({ past = nothingBefore, skipped = [], ...input }: CompileInput): Digest {
  const { publication, plan, records } = input;
  const { language, topics, schedule } = publication;
  const entries = chooseEntries({ publication, plan, records, past });
  const items = groupSame(entries, past.published, language);
  const touched = amendedFacts(records, past);
  const amended = touched.filter(one => changesAnything(one, language));
  const putRight = new Set(amended.map(({ amendment }) => amendment.fact));
  const { articles, letters } = letterSources(items, amended);
  const here = numberItems(items, plan);
  const placement: Placement = {
    here,
    published: past.published,
    known: knownFacts({ entries, here, amended, published: past.published }),
    updates: past.updates.filter(({ by }) => !putRight.has(by.fact)),
    letters,
    language,
  };
  const sources = articles.map(article => showSource(article, letters.get(article.id) as string, language));
  const shown = items.map(item => ({ fact: item.leader.fact, as: placeItem(item, placement) }));
  const leads = shown.filter(({ fact }) => mayLead(fact) && speaks(fact, language));
  const events = shown.filter(({ fact }) => !isView(fact));
  const { id, title, description, postalAddress, replyTo, from } = publication;
  const next = occurrenceAfter(schedule, plan.window.to);
  const told = {
    corrections: amended.map(one => showCorrection(one, placement, putRight)),
    sections: topics
      .map(topic => ({
        topic,
        facts: events.filter(({ fact }) => topicOf(fact, publication)?.id === topic.id).map(({ as }) => as),
      }))
      .filter(section => section.facts.length > 0),
    views: shown.filter(({ fact }) => isView(fact)).map(({ as }) => as),
  };
  const daysAhead = daysAheadOf(
    { from: plan.edition, next: localDate(next, schedule.timeZone) },
    { entries, touched, putRight, updates: updatesIn({ edition: plan.edition, ...told }) },
    placement,
    past,
  );
  const daysGone = daysGoneOf(plan.edition, past, daysAhead);
  return {
    publication: {
      ...{ id, title, description, language, timeZone: schedule.timeZone, postalAddress, replyTo },
      ...{ sender: from.name, every: schedule.every },
    },
    edition: plan.edition,
    number: plan.number,
    previous: plan.previous,
    next,
    window: plan.window,
    ...(plan.leftOutSince !== undefined && { leftOutSince: plan.leftOutSince }),
    ...(skipped.length > 0 && { skipped }),
    inBrief: leads.slice(0, leadsAtMost).map(({ as }) => as.number),
    ...told,
    daysAhead,
    ...(daysGone.length > 0 && { daysGone }),
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
