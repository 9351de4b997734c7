import type { Digest } from '../digest.ts';
import { dayText, instantText, zoneText } from './dates.ts';
import { type FactView, factView } from './fact-view.ts';
import type { Messages } from './messages.ts';
import { minutesToRead } from './reading-time.ts';
import { type OlderView, olderView, type SourceView, sourceView } from './source-view.ts';
import { leadsOf, preheaderOf, subjectOf } from './subject.ts';
import { visibleStrings } from './visible-text.ts';
import { fill, fillPlural } from './wording.ts';

/** What the templates of an edition print. Every field is there; what does not apply is null or empty. */
export type DigestView = {
  language: string;
  direction: 'ltr' | 'rtl';
  /** The words of the messages that hold no values. */
  words: Messages['words'];
  subject: string;
  preheader: string;
  title: string;
  description: string;
  /** `No. 1` */
  number: string;
  date: string;
  summary: string | null;
  covers: string;
  older: OlderView;
  empty: boolean;
  inBrief: FactView[];
  sections: { title: string; facts: FactView[] }[];
  views: FactView[];
  sources: SourceView[];
  about: { late: string; previous: string; previousManifest: string | null };
  foot: { why: string; whyPage: string; error: string; errorLink: string; postalAddress: string };
};

/** Puts a digest into words and nothing else: the same digest and messages give the same view on any machine. */
export function digestView(digest: Digest, messages: Messages): DigestView {
  const facts = (list: Digest['views']) => list.map(fact => factView(fact, digest, messages));
  const { publication } = digest;
  return visibleStrings({
    language: publication.language,
    direction: messages.direction,
    words: messages.words,
    subject: subjectOf(digest, messages),
    preheader: preheaderOf(digest, messages),
    title: publication.title,
    description: publication.description,
    number: fill(messages.edition.number, { number: String(digest.number) }),
    date: dayText(digest.edition, messages.locale),
    summary: summaryOf(digest, messages),
    covers: coversOf(digest, messages),
    older: olderView(digest, messages),
    empty: digest.counts.facts === 0,
    inBrief: facts(leadsOf(digest)),
    sections: digest.sections.map(section => ({ title: section.topic.title, facts: facts(section.facts) })),
    views: facts(digest.views),
    sources: digest.sources.map(source => sourceView(source, messages)),
    about: aboutOf(digest, messages),
    foot: footOf(digest, messages),
  });
}

function summaryOf(digest: Digest, { edition, locale }: Messages): string | null {
  if (digest.counts.facts === 0) return null;
  return fill(edition.summary, {
    facts: fillPlural(edition.facts, digest.counts.facts, locale),
    sources: fillPlural(edition.sources, digest.counts.sources, locale),
    minutes: fillPlural(edition.minutes, minutesToRead(digest), locale),
  });
}

function coversOf({ window, publication: { timeZone } }: Digest, { edition, locale }: Messages): string {
  const to = instantText(window.to, locale, timeZone);
  const zone = zoneText(window.to, locale, timeZone);
  if (window.from === null) return fill(edition.coversAll, { to, zone });
  return fill(edition.coversSince, { from: instantText(window.from, locale, timeZone), to, zone });
}

function aboutOf({ counts, number, previousManifest }: Digest, { about, locale }: Messages) {
  return {
    late: counts.late === 0 ? about.noneLate : fillPlural(about.late, counts.late, locale),
    previous: previousManifest === null ? about.first : fill(about.previous, { number: String(number - 1) }),
    previousManifest,
  };
}

function footOf({ publication, number }: Digest, { foot }: Messages) {
  const { title, replyTo, postalAddress } = publication;
  const about = fill(foot.errorSubject, { title, number: String(number) });
  return {
    why: fill(foot.why, { title }),
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
