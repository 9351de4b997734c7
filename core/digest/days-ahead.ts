import type { Fact } from '../articles/article-file.ts';
import { wordsIn } from '../articles/own-words.ts';
import { compareText } from '../foundation/compare-text.ts';
import type { Appearance, DigestDayAhead } from './digest.ts';
import type { Entry } from './entries.ts';
import { inOrderOfAppearance } from './numbering.ts';
import type { Amended, Past } from './past.ts';
import { labelOf, showAttribution } from './show-fact.ts';

/** A fact with the number under which its days are told. */
export type DatedFact = { fact: Fact; at: Appearance };

/** The days ahead that an edition tells of: those of the edition before that still hold, those of its own facts, and those of corrected facts. */
export function daysAheadOf(
  edition: string,
  { entries, amended }: { entries: readonly Entry[]; amended: readonly Amended[] },
  { here, language }: { here: ReadonlyMap<string, Appearance>; language: string },
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

/**
 * The days from an edition's own local date on, however far ahead: those carried on from the edition before, and those of facts; by
 * date, then by the fact's number, each with its label and who says so. Facts that became one item each keep their days, so that a day stays when one of them is
 * retracted: whoever shows them says a day of one number once.
 */
export function daysFrom(
  edition: string,
  carried: readonly DigestDayAhead[],
  facts: readonly DatedFact[],
  language: string,
): DigestDayAhead[] {
  const own = facts.flatMap(({ fact, at }) =>
    (fact.dates ?? []).map(({ date, what }): DigestDayAhead => {
      return {
        date,
        what: wordsIn(what, language),
        id: fact.id,
        fact: at,
        label: labelOf(fact),
        attribution: showAttribution(fact, language),
      };
    }),
  );
  const ahead = [...carried, ...own].filter(({ date }) => date >= edition);
  const once = new Map(ahead.map(day => [JSON.stringify([day.date, day.id, day.what.text]), day]));
  return [...once.values()].sort(
    (a, b) =>
      compareText(a.date, b.date) ||
      inOrderOfAppearance(a.fact, b.fact) ||
      compareText(a.id, b.id) ||
      compareText(a.what.text, b.what.text),
  );
}
