import { type Appearance, type Digest, type DigestFact, factsOf } from '../../digest/digest.ts';
import type { Instant } from '../../foundation/instant.ts';
import { localDate } from '../../publication/schedule.ts';
import { daysBetween, dayText, instantTexts, zoneText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { fillRuns, listRuns, type Runs, runIn } from '../language/runs.ts';
import { fill, fillPlural } from '../language/wording.ts';
import { mailto } from '../links.ts';
import { goingOn, type RenderContext, referenceRun } from './render-context.ts';

/** What an edition says of itself at its end. */
export type AboutView = {
  /** Which window it covers; null in a message that links to a page, unless it says where the publication begins, or what or which editions were left out. */
  covers: string | null;
  /** What is left to the page that a message links to; null in such a message. */
  all: {
    /** That facts came late; null if none did. */
    late: string | null;
    /** Days since the edition before; null for the first. */
    gap: string | null;
    /** How dates of events were inferred, and for which facts; empty on the page, where each fact says it. */
    grounds: Runs[];
  } | null;
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

/** `30 facts`; null when there are none. */
export function factsText({ counts }: Digest, { edition, locale }: Messages): string | null {
  return counts.facts === 0 ? null : fillPlural(edition.facts, counts.facts, locale);
}

/** `9 minutes`; null where there is nothing to read. */
export function minutesText(digest: Digest, minutes: number, { edition, locale }: Messages): string | null {
  return digest.counts.facts === 0 ? null : fillPlural(edition.minutes, minutes, locale);
}

/**
 * Which window the edition covers, on the wall clock of its zone: of the first one where it begins, of others what was left out. Then which
 * editions did not come out, whose time it covers too.
 */
export function coversText(digest: Digest, messages: Messages): string {
  const { edition, locale } = messages;
  const { skipped = [] } = digest;
  const covers = windowText(digest, messages);
  const [first, last] = [skipped[0], skipped.at(-1)];
  if (first === undefined || last === undefined) return covers;
  if (skipped.length === 1) return fill(edition.coversSkipped, { covers, date: dayText(first, locale) });
  const n = new Intl.NumberFormat(locale).format(skipped.length);
  return fill(edition.coversSkippedSeveral, {
    ...{ covers, n, first: dayText(first, locale), last: dayText(last, locale) },
  });
}

function windowText(digest: Digest, messages: Messages): string {
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

/** What of the window a message says that leads to a page: where a first edition begins, what one leaves out, and which editions before it were. */
function unusualText(digest: Digest, messages: Messages): string | null {
  const { window, number, leftOutSince, skipped, publication } = digest;
  if (leftOutSince !== undefined || skipped !== undefined) return coversText(digest, messages);
  if (number > 1 || window.from === null) return null;
  const date = dayText(localDate(window.from, publication.timeZone), messages.locale);
  return fill(messages.edition.begins, { date });
}

/** When the next edition is due. */
export function nextText(digest: Digest, { edition, locale }: Messages): string {
  return fill(edition.next, { date: dayText(nextDate(digest), locale) });
}

/** The local date of the next edition. */
export function nextDate({ next, publication }: Digest): string {
  return localDate(next, publication.timeZone);
}

/**
 * Puts the end of an edition into words.
 * @param isPage each fact of a page says itself how its date was inferred.
 */
export function aboutView(digest: Digest, context: RenderContext, isPage: boolean): AboutView {
  const { about, locale } = context.messages;
  const { counts, edition, number, previous, previousManifest } = digest;
  return {
    covers: context.saysAll ? coversText(digest, context.messages) : unusualText(digest, context.messages),
    all: context.saysAll
      ? {
          late: counts.late === 0 ? null : fillPlural(about.late, counts.late, locale),
          gap: previous === null ? null : fillPlural(about.gap, daysBetween(previous, edition), locale),
          grounds: isPage ? [] : groundsRuns(digest, context),
        }
      : null,
    previous: previousManifest === null ? about.first : fill(about.previous, { number: String(number - 1) }),
    previousManifest,
  };
}

/** How dates of events were inferred: each reason once, with the facts it holds for. */
function groundsRuns(digest: Digest, context: RenderContext): Runs[] {
  const { messages, language, edition } = context;
  const inferred = factsOf(digest).filter(fact => groundOf(fact) !== null);
  const alike = Map.groupBy(inferred, fact => groundOf(fact)?.text ?? '');
  return [...alike.values()].flatMap(facts => {
    const because = facts[0] && groundOf(facts[0]);
    if (!because) return [];
    const numbers = facts.map(
      ({ number }): Runs => [referenceRun({ number, edition } satisfies Appearance, context)],
    );
    return [
      fillRuns(messages.about.ground, {
        numbers: listRuns(numbers, messages.locale),
        because: goingOn(runIn(because, language)),
      }),
    ];
  });
}

function groundOf({ occurred }: DigestFact) {
  return occurred?.basis === 'inferred' ? occurred.because : null;
}

/** Puts the foot into words. @param since when the reader is on the list, as a message prints it; null for the page */
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
