import type { Digest, DigestDayAhead } from '../../digest/digest.ts';
import { localDate } from '../../publication/schedule.ts';
import { dateText, dayOfYearText, daysBetween, dayText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { shorten } from '../language/shorten.ts';
import { fill } from '../language/wording.ts';
import { framed, headlineText, type Line, weakLabelText } from './line.ts';

/** The most days that a period has, and one more for an edition that came early or late by some hours. */
const longestPeriod = { day: 2, week: 8, month: 32 };

/** A day ahead, which comes before the edition after this one: its date, and what happens then, with a label that weakens it. */
export function dayLine(
  { id, date, what, label, attribution, also }: DigestDayAhead,
  messages: Messages,
): Line {
  const { subject, locale } = messages;
  const weak = label && attribution ? weakLabelText({ label, attribution }, messages) : null;
  const values = { date: dayOfYearText(date, locale) };
  const frame =
    weak === null
      ? { message: subject.day, values }
      : { message: subject.labelledDay, values: { ...values, label: weak } };
  return {
    language: what.language,
    fact: id,
    also: also.map(teller => teller.id),
    headline: columns => framed(frame, headlineText(what), columns),
    further: () => null,
  };
}

/** The days ahead that come before the edition after this one. */
export function daysWithin({ daysAhead, edition, next, publication }: Digest): DigestDayAhead[] {
  const end = localDate(next, publication.timeZone);
  return daysAhead.filter(({ date }) => date >= edition && date < end);
}

/**
 * That an edition has nothing to tell, in the words of its schedule. It holds for ever: it names no edition to come, and no week that
 * was longer than one.
 */
export function quietLine(digest: Digest, messages: Messages): Line {
  return {
    language: digest.publication.language,
    fact: null,
    headline: columns => shorten(quietText(digest, messages), columns),
    further: columns => runningText(digest, messages, columns),
  };
}

/** That all is well, and when the next edition comes: said to readers of a message, not in lists. */
export function runningText(
  { next, publication }: Digest,
  { preheader, locale }: Messages,
  columns: number,
): string {
  const date = dayText(localDate(next, publication.timeZone), locale);
  return shorten(fill(preheader.empty, { date }), columns);
}

function quietText({ window, edition, publication }: Digest, { subject, locale }: Messages): string {
  const { timeZone, every } = publication;
  if (window.from === null) return subject.quiet.first;
  const from = localDate(window.from, timeZone);
  if (every !== undefined && daysBetween(from, edition) < longestPeriod[every]) return subject.quiet[every];
  return fill(subject.quiet.between, { from: dateText(from, locale), to: dateText(edition, locale) });
}
