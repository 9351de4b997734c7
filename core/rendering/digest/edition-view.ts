import { type Digest, factsOf } from '../../digest/digest.ts';
import { wordCount } from '../../foundation/counts.ts';
import type { Instant } from '../../foundation/instant.ts';
import { localDate } from '../../publication/schedule.ts';
import { daysBetween, dayText, instantTexts, zoneText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { fill, fillPlural } from '../language/wording.ts';

/** What an edition says of itself at its end. */
export type AboutView = {
  late: string;
  /** Days since the edition before; null for the first. */
  gap: string | null;
  previous: string;
  previousManifest: string | null;
};

/** Why a reader gets this, and how to reach us. */
export type FootView = {
  /** Why and since when; null on the page, which is nobody's own. */
  why: string | null;
  whyPage: string;
  error: string;
  errorLink: string;
  postalAddress: string;
};

/** `12 facts from 2 sources, 1 minute to read.`; null when there are none. */
export function summaryText(digest: Digest, { edition, locale }: Messages): string | null {
  if (digest.counts.facts === 0) return null;
  return fill(edition.summary, {
    facts: fillPlural(edition.facts, digest.counts.facts, locale),
    sources: fillPlural(edition.sources, digest.counts.sources, locale),
    minutes: fillPlural(edition.minutes, minutesToRead(digest), locale),
  });
}

/** Which window the edition covers, on the wall clock of its zone: of the first one where it begins, of others what was left out. */
export function coversText(digest: Digest, messages: Messages): string {
  const { edition, locale } = messages;
  const { window, leftOutSince, number } = digest;
  const { timeZone } = digest.publication;
  const at = (instant: Instant) => fill(edition.instant, instantTexts(instant, locale, timeZone));
  const to = at(window.to);
  const zone = zoneText(window.to, locale, timeZone);
  if (window.from === null) return fill(edition.coversAll, { to, zone });
  const from = at(window.from);
  if (number === 1) return fill(edition.coversFirst, { from, to, zone });
  if (leftOutSince === undefined) return fill(edition.coversSince, { from, to, zone });
  return fill(edition.coversLess, { from, to, zone, end: at(leftOutSince) });
}

/** When the next edition is due. */
export function nextText(digest: Digest, { edition, locale }: Messages): string {
  return fill(edition.next, { date: dayText(nextDate(digest), locale) });
}

/** The local date of the next edition. */
export function nextDate({ next, publication }: Digest): string {
  return localDate(next, publication.timeZone);
}

/** Puts the end of an edition into words. */
export function aboutView(digest: Digest, { about, locale }: Messages): AboutView {
  const { counts, edition, number, previous, previousManifest } = digest;
  return {
    late: counts.late === 0 ? about.noneLate : fillPlural(about.late, counts.late, locale),
    gap: previous === null ? null : fillPlural(about.gap, daysBetween(previous, edition), locale),
    previous: previousManifest === null ? about.first : fill(about.previous, { number: String(number - 1) }),
    previousManifest,
  };
}

/** Puts the foot into words. @param since when the reader subscribed, as a message prints it; null for the page */
export function footView(
  { publication, number }: Digest,
  { foot }: Messages,
  since: string | null,
): FootView {
  const { title, replyTo, postalAddress } = publication;
  const about = fill(foot.errorSubject, { title, number: String(number) });
  return {
    why: since === null ? null : fill(foot.why, { title, since }),
    whyPage: fill(foot.whyPage, { title }),
    error: fill(foot.error, { address: replyTo }),
    errorLink: mailto(replyTo, about),
    postalAddress,
  };
}

/** A mailto: link; everything but the `@` is encoded, so that no address can add a header of its own. */
export function mailto(address: string, subject: string | null): string {
  const to = encodeURIComponent(address).replaceAll('%40', '@');
  return subject === null
    ? `mailto:${to}`
    : `mailto:${to}?subject=${encodeURIComponent(subject.toWellFormed())}`;
}

const wordsAMinute = 230;
/** Label, attribution and source of a fact, which are read too. */
const wordsAround = 12;

/** Whole minutes that an adult takes to read the facts of a digest; at least one. */
export function minutesToRead(digest: Digest): number {
  const facts = factsOf(digest);
  const words = facts.reduce(
    (sum, fact) => sum + wordsAround + wordCount(`${fact.statement.text} ${fact.quote ?? ''}`),
    0,
  );
  return Math.max(1, Math.round(words / wordsAMinute));
}
