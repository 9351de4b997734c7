import { type Digest, type DigestFact, factsOf } from '../../digest/digest.ts';
import { nextDays } from './day-view.ts';

/** What an excerpt leaves out, counted. */
export type Left = {
  facts: number;
  /** By the id of the topic. */
  sections: ReadonlyMap<string, number>;
  views: number;
  corrections: number;
  daysAhead: number;
  sources: number;
};

/** A digest that may be shortened: order, numbers and counts are those of the whole. */
export type Excerpt = { digest: Digest; left: Left };

/** So many of the nearest dates go before any fact; those after them come last. */
const datesBeforeFacts = 20;

type Item = { correction: number } | { day: number } | { fact: string };

/** How many corrections, dates of the next days and facts a digest has: what an excerpt can keep or leave out. */
export function itemsOf(digest: Digest): number {
  return digest.corrections.length + nextDays(digest).length + factsOf(digest).length;
}

/**
 * The most important `items` of a digest: corrections, the nearest dates, facts by importance and then in order, the other
 * dates. Sources are those of the facts that are left, and of what is right. A section stays even when none of its facts does, so that it can say so.
 */
export function excerpt(digest: Digest, items: number): Excerpt {
  const days = nextDays(digest);
  const kept = ranked(digest, days.length).slice(0, items);
  const numbers = new Set(kept.flatMap(item => ('fact' in item ? item.fact : [])));
  const remaining = (facts: readonly DigestFact[]) => facts.filter(({ number }) => numbers.has(number));
  const corrections = digest.corrections.slice(0, kept.filter(item => 'correction' in item).length);
  const views = remaining(digest.views);
  const sections = digest.sections.map(({ topic, facts }) => ({ topic, facts: remaining(facts) }));
  const shown = [...factsOf({ sections, views }), ...corrections.flatMap(({ right }) => right ?? [])];
  const letters = new Set(
    shown.flatMap(({ source, also }) => [source, ...also.map(mention => mention.source)]),
  );
  const isWhole = items >= itemsOf(digest);
  const sources = digest.sources.filter(({ letter }) => isWhole || letters.has(letter));
  const daysAhead = days.slice(0, kept.filter(item => 'day' in item).length);
  return {
    digest: { ...digest, corrections, daysAhead, sections, views, sources },
    left: {
      facts: factsOf(digest).length - numbers.size,
      sections: new Map(
        digest.sections.map(({ topic, facts }, at) => [
          topic.id,
          facts.length - (sections[at]?.facts.length ?? 0),
        ]),
      ),
      views: digest.views.length - views.length,
      corrections: digest.corrections.length - corrections.length,
      daysAhead: days.length - daysAhead.length,
      sources: digest.sources.length - sources.length,
    },
  };
}

function ranked(digest: Digest, days: number): Item[] {
  const facts = factsOf(digest);
  const leads = facts.filter(({ number }) => digest.inBrief.includes(number));
  const others = facts.filter(fact => !leads.includes(fact)).sort((a, b) => b.importance - a.importance);
  const dates = Array.from({ length: days }, (_, day) => ({ day }));
  return [
    ...digest.corrections.map((_, correction) => ({ correction })),
    ...dates.slice(0, datesBeforeFacts),
    ...[...leads, ...others].map(({ number }) => ({ fact: number })),
    ...dates.slice(datesBeforeFacts),
  ];
}
