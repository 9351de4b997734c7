import type { Fact } from '../articles/article-file.ts';
import { wordsIn } from '../articles/own-words.ts';
import type { DigestDayAhead, Reference } from './digest.ts';
import { labelOf } from './label.ts';
import { compareText, inOrderOfAppearance } from './numbering.ts';
import { showAttribution } from './show-fact.ts';

/** A fact with the number under which its days are told. */
export type DatedFact = { fact: Fact; at: Reference };

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
