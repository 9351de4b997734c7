import type { Digest } from '../../digest/digest.ts';
import { dayText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import type { Runs } from '../language/runs.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { fill } from '../language/wording.ts';
import { type CorrectionView, correctionView } from './correction-view.ts';
import { type DayView, dayView } from './day-view.ts';
import {
  type AboutView,
  aboutView,
  coversText,
  type FootView,
  footView,
  nextText,
  summaryText,
} from './edition-view.ts';
import { type Excerpt, excerpt } from './excerpt.ts';
import { type ClaimView, claimView, type FactView, factView, whoRuns } from './fact-view.ts';
import { moreRuns, shortenedRuns, type WholeAt } from './more.ts';
import type { RenderContext } from './render-context.ts';
import { type OlderView, olderView, type SourceView, sourceView } from './source-view.ts';
import { leadsOf, preheaderOf, subjectOf } from './subject.ts';

/** A list, and where there is more of it: null when it is whole. */
export type ListView<Item> = { items: Item[]; more: Runs | null };
/** Facts, and where there are more of them: null when they are all there. */
export type FactsView = { facts: FactView[]; more: Runs | null };
/** The facts of a topic. */
export type SectionView = FactsView & { title: string; anchor: string };
/** A fact on one line. */
export type LeadView = ClaimView & { number: string; anchor: string; who: Runs };

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
  /** That this part is not the whole edition, and where that is. */
  shortened: Runs | null;
  older: OlderView;
  /** That there is nothing new, or nothing but corrections. */
  quiet: string | null;
  /** When the next edition is due. */
  next: string;
  /** Neither facts nor corrections. */
  empty: boolean;
  inBrief: LeadView[];
  corrections: ListView<CorrectionView> | null;
  daysAhead: ListView<DayView> | null;
  sections: SectionView[];
  views: FactsView | null;
  sources: ListView<SourceView> | null;
  about: AboutView;
  foot: FootView;
};

/** What a part of an edition shows, and where it leads. */
export type PartInput = {
  digest: Digest;
  messages: Messages;
  linkTo: RenderContext['linkTo'];
  /** When the reader subscribed, or the marker that holds its place; null for the page. */
  readerSince: string | null;
  /** Items of the digest that the part has room for; all if left out. */
  items?: number;
  /** Where the whole is, for a part that is not. */
  wholeAt?: WholeAt;
};

/** Puts a digest into words and nothing else: the same digest and messages give the same view on any machine. */
export function digestView(input: PartInput): DigestView {
  const { digest, messages, linkTo, items = Number.POSITIVE_INFINITY, wholeAt = { page: null } } = input;
  const { publication } = digest;
  const context = { language: publication.language, messages, linkTo };
  const part = excerpt(digest, items);
  const empty = isEmpty(digest);
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
    summary: summaryText(digest, messages),
    covers: coversText(digest, messages),
    shortened: shortenedRuns(part.left.facts, digest.counts.facts, messages, wholeAt),
    older: olderView(part.digest, context),
    quiet: quietText(digest, messages),
    next: nextText(digest, messages),
    empty,
    inBrief: leadsOf(part.digest).map(fact => ({
      ...claimView(fact, context),
      number: fact.number,
      anchor: `fact-${fact.number}`,
      who: whoRuns(fact.attribution, context),
    })),
    ...listsOf(part, context, wholeAt),
    about: aboutView(digest, messages),
    foot: footView(digest, messages, input.readerSince),
  });
}

/** An edition that has nothing to tell; one that only puts something right has. */
export function isEmpty({ counts, corrections }: Digest): boolean {
  return counts.facts === 0 && corrections.length === 0;
}

function quietText(digest: Digest, { edition }: Messages): string | null {
  if (digest.counts.facts > 0) return null;
  return isEmpty(digest) ? edition.empty : edition.onlyCorrections;
}

function listsOf({ digest, left }: Excerpt, context: RenderContext, wholeAt: WholeAt) {
  const { messages } = context;
  const more = (what: keyof Messages['more']['of'], n: number, anchor: string) =>
    moreRuns(what, n, anchor, messages, wholeAt);
  const facts = (list: Digest['views']) => list.map(fact => factView(fact, digest, context));
  return {
    corrections: list(
      digest.corrections.map(correction => correctionView(correction, digest, context)),
      more('corrections', left.corrections, 'corrections'),
    ),
    daysAhead: list(
      digest.daysAhead.map(day => dayView(day, digest.edition, context)),
      more('daysAhead', left.daysAhead, 'dates-ahead'),
    ),
    sections: digest.sections.map(({ topic, facts: list }) => {
      const anchor = `topic-${topic.id}`;
      return {
        title: topic.title,
        anchor,
        facts: facts(list),
        more: more('facts', left.sections.get(topic.id) ?? 0, anchor),
      };
    }),
    views: viewsOf(facts(digest.views), more('facts', left.views, 'views')),
    sources: list(
      digest.sources.map(source => sourceView(source, context)),
      more('sources', left.sources, 'sources'),
    ),
  };
}

function list<Item>(items: Item[], more: Runs | null): ListView<Item> | null {
  return items.length === 0 && more === null ? null : { items, more };
}

function viewsOf(facts: FactView[], more: Runs | null): FactsView | null {
  return facts.length === 0 && more === null ? null : { facts, more };
}
