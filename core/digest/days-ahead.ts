import type { Fact } from '../articles/article-file.ts';
import { wordsIn } from '../articles/own-words.ts';
import { compareText } from '../foundation/compare-text.ts';
import type { Appearance, DayTeller, DigestDayAhead } from './digest.ts';
import type { Entry } from './entries.ts';
import { inOrderOfAppearance } from './numbering.ts';
import type { Amended, Past, ToldDay } from './past.ts';
import { labelOf, showAttribution } from './show-fact.ts';

/** A fact with the number under which its days are told. */
type DatedFact = { fact: Fact; at: Appearance };
/** An edition's own local date, and that of the next one. */
export type Span = { from: string; next: string };

/**
 * The days from an edition's own local date on, however far ahead: those of the edition before that still hold, those of its own facts, and
 * those of corrected facts; by date, then by the fact's number, each with its label and who says so.
 * @param touched facts of earlier editions that its records amend, told or not: a day that was given other words only has these from now on.
 */
export function daysAheadOf(
  span: Span,
  { entries, touched }: { entries: readonly Entry[]; touched: readonly Amended[] },
  { here, language }: { here: ReadonlyMap<string, Appearance>; language: string },
  { daysAhead }: Past,
): DigestDayAhead[] {
  const own = entries.flatMap(({ fact }): DatedFact[] => {
    const at = here.get(fact.id);
    return at ? [{ fact, at }] : [];
  });
  const right = touched.flatMap(({ right, published }): DatedFact[] =>
    right ? [{ fact: right.fact, at: published.appeared }] : [],
  );
  const amended = new Set(touched.map(({ amendment }) => amendment.fact));
  const carried = daysAhead.filter(({ id }) => !amended.has(id));
  const days = [...carried, ...[...own, ...right].flatMap(dated => daysOf(dated, language))];
  return together(
    days.filter(({ date }) => date >= span.from),
    span,
  );
}

function daysOf({ fact, at }: DatedFact, language: string): ToldDay[] {
  return (fact.dates ?? []).map(({ date, what }) => ({
    date,
    what: wordsIn(what, language),
    id: fact.id,
    fact: at,
    label: labelOf(fact),
    attribution: showAttribution(fact, language),
  }));
}

/**
 * Makes one item of what several facts tell of one day in the same words. Facts with different labels stay apart, so that no day that is
 * only expected hides behind one that is fixed. Each fact is kept, so that the day stands when one of them is retracted.
 */
function together(days: readonly ToldDay[], { next }: Span): DigestDayAhead[] {
  const inOrder = days.toSorted(
    (a, b) =>
      compareText(a.date, b.date) ||
      inOrderOfAppearance(a.fact, b.fact) ||
      compareText(a.id, b.id) ||
      compareText(a.what.text, b.what.text),
  );
  const groups = Map.groupBy(inOrder, ({ date, what, label }) =>
    JSON.stringify([date, saying(what.text), label]),
  );
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const also = new Map(others.filter(({ id }) => id !== first.id).map(day => [day.id, tellerOf(day)]));
    return { ...first, also: [...also.values()], soon: first.date < next };
  });
}

function tellerOf({ id, fact, label, attribution }: ToldDay): DayTeller {
  return { id, fact, label, attribution };
}

/** Two sentences of which only one ends in a full stop, or begins in a small letter, say the same. */
function saying(text: string): string {
  return text.toLowerCase().replace(/[.。]$/u, '');
}
