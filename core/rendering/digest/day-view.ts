import type { Digest, DigestAttribution, DigestDayAhead } from '../../digest/digest.ts';
import { daysAwayText, daysBetween, dayText } from '../language/dates.ts';
import { type Run, type Runs, runIn } from '../language/runs.ts';
import { claimView, type Tone, whoRuns } from './fact-view.ts';
import { type RenderContext, referenceRun } from './render-context.ts';

/** How far ahead readers are told of dates, in days. */
const daysShown = 90;

/** A date ahead. */
export type DayView = {
  /** `2026-12-01` */
  day: string;
  date: string;
  /** `in 8 days` */
  left: string;
  what: Run;
  /** As of the fact; null where that is not known. */
  label: string | null;
  tone: Tone | null;
  /** Who says so, where nobody is named or it is unclear; else the fact says it. */
  who: Runs | null;
  /** The number of the fact that tells of it, leading there where that is possible. */
  fact: Runs;
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
export function dayView(day: DigestDayAhead, edition: string, context: RenderContext): DayView {
  const { date, what, fact, label, attribution } = day;
  const claim = label === null ? null : claimView({ label, statement: what }, context);
  const { locale } = context.messages;
  return {
    day: date,
    date: dayText(date, locale),
    left: daysAwayText(daysBetween(edition, date), locale),
    what: runIn(what, context.language),
    label: claim?.label ?? null,
    tone: claim?.tone ?? null,
    who: attribution && isNobodys(attribution) ? whoRuns(attribution, context) : null,
    fact: [referenceRun(fact, context)],
  };
}

/** Nobody answers for it by name. */
function isNobodys({ how }: DigestAttribution): boolean {
  return how === 'unnamed' || how === 'unclear';
}
