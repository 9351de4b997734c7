import type { Digest, DigestDayAhead } from '../../digest/digest.ts';
import { daysAwayText, daysBetween, dayText } from '../language/dates.ts';
import { joinedRuns, plainRun, type Runs } from '../language/runs.ts';
import { type ClaimView, claimView } from './quiet-line.ts';
import { type RenderContext, referenceRun } from './render-context.ts';

/** How far ahead readers are told of dates, in days. */
const daysShown = 90;

/** A date ahead. */
export type DayView = Pick<ClaimView, 'before' | 'statement'> & {
  /** `2026-12-01` */
  day: string;
  date: string;
  tone: ClaimView['tone'] | null;
  /** How far away it is, the label of the fact if it is firm, and its number, leading there: ` · in 8 days · Final · 2-01`. */
  line: Runs;
};

/**
 * The dates that lie at most 90 days after the edition's own, which counts too. Of facts that are one item, and tell of the same
 * day under one label, the first has its words; one fact may have more than one thing to tell of a day.
 */
export function nextDays({ daysAhead, edition }: Digest): DigestDayAhead[] {
  const near = daysAhead.filter(({ date }) => {
    const days = daysBetween(edition, date);
    return days >= 0 && days <= daysShown;
  });
  const isOf = (a: DigestDayAhead, b: DigestDayAhead) =>
    a.date === b.date && a.fact.number === b.fact.number && a.label === b.label;
  return near.filter(day => near.find(other => isOf(other, day))?.id === day.id);
}

/** Puts a date ahead into words. */
export function dayView(day: DigestDayAhead, context: RenderContext): DayView {
  const { date, what, fact, label, attribution } = day;
  const { messages } = context;
  // Where an earlier edition told of the day without a label, nothing is said of how firm it is but what the words say.
  const claim = claimView({ label: label ?? 'reported', statement: what, attribution }, context);
  const isFirm = label !== null && !claim.before?.includes(claim.label);
  const parts = [
    [],
    [plainRun(daysAwayText(daysBetween(context.edition, date), messages.locale))],
    ...(isFirm ? [[plainRun(claim.label)]] : []),
    [referenceRun(fact, context)],
  ];
  return {
    day: date,
    date: dayText(date, messages.locale),
    before: claim.before,
    tone: label === null ? null : claim.tone,
    statement: claim.statement,
    line: joinedRuns(parts, messages.words.joint),
  };
}
