import type { Fact } from '../articles/article-file.ts';
import { wordsIn } from '../articles/own-words.ts';
import { compareText } from '../foundation/compare-text.ts';
import type { Appearance, DayTeller, DigestDayAhead, Update } from './digest.ts';
import type { Entry } from './entries.ts';
import { inOrderOfAppearance } from './numbering.ts';
import type { Amended, Past, ToldDay } from './past.ts';
import type { Placement } from './place-facts.ts';
import { labelOf, showAttribution } from './show-fact.ts';
import { overtakenBy, updatesBearingOn } from './standing.ts';

/** A fact with the number under which its days are told. */
type DatedFact = { fact: Fact; at: Appearance };
/** An edition's own local date, and that of the next one. */
export type Span = { from: string; next: string };
/** What an edition changes in the days ahead. */
export type DayChanges = {
  entries: readonly Entry[];
  /** Facts of earlier editions that its records amend, told or not: a day that was given other words only has these from now on. */
  touched: readonly Amended[];
  /** Ids of those of which it tells. */
  putRight: ReadonlySet<string>;
  /** Its own updates. */
  updates: readonly Update[];
};

/**
 * The days from an edition's own local date on, however far ahead: those of the edition before that still hold, those of its own facts, and
 * those of corrected facts; by date, then by the fact's number, each with who says so, and with the label that it has by now: the day on which
 * a rule takes effect does not stay final when the rule is suspended.
 */
export function daysAheadOf(
  span: Span,
  { entries, touched, putRight, updates }: DayChanges,
  placement: Pick<Placement, 'here' | 'language' | 'updates'>,
  past: Pick<Past, 'daysAhead'>,
): DigestDayAhead[] {
  const { here, language } = placement;
  const own = entries.flatMap(({ fact }): DatedFact[] => {
    const at = here.get(fact.id);
    return at ? [{ fact, at }] : [];
  });
  const right = touched.flatMap(({ right, published }): DatedFact[] =>
    right ? [{ fact: right.fact, at: published.appeared }] : [],
  );
  const amended = new Set(touched.map(({ amendment }) => amendment.fact));
  const carried = past.daysAhead.filter(({ id }) => !amended.has(id));
  const days = [...carried, ...[...own, ...right].flatMap(dated => daysOf(dated, language))];
  const ahead = days.filter(({ date }) => date >= span.from);
  // A fact that is put right may update what it did not before, and may itself have been overtaken long ago.
  const known = [...updates, ...placement.updates];
  return together(
    ahead.map(day => asItIsNow(day, known, putRight)),
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
    own: labelOf(fact),
    updates: [],
    attribution: showAttribution(fact, language),
  }));
}

function asItIsNow(day: ToldDay, known: readonly Update[], putRight: ReadonlySet<string>): ToldDay {
  const before = day.updates.filter(({ by }) => !putRight.has(by.fact));
  const each = Map.groupBy([...known, ...before], ({ fact, by }) => JSON.stringify([fact, by.fact]));
  const updates = updatesBearingOn(
    day.id,
    [...each.values()].flatMap(([newest]) => newest ?? []),
  );
  return { ...day, label: day.own && (overtakenBy(day.id, updates)?.by.label ?? day.own), updates };
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

function tellerOf({ id, fact, label, own, updates, attribution }: ToldDay): DayTeller {
  return { id, fact, label, own, updates, attribution };
}

/** Two sentences of which only one ends in a full stop, or begins in a small letter, say the same. */
function saying(text: string): string {
  return text.toLowerCase().replace(/[.。]$/u, '');
}
