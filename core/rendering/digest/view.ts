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
  type FootView,
  factsText,
  footView,
  minutesText,
  nextText,
} from './edition-view.ts';
import { type Excerpt, excerpt } from './excerpt.ts';
import { type FactView, factView } from './fact-view.ts';
import { moreRuns, shortenedRuns, type WholeAt } from './more.ts';
import { contextOf, type RenderContext } from './render-context.ts';
import { type FactsView, factsView, firstFacts, type SectionView } from './section-view.ts';
import { caveatRuns, onlySourceRuns, type SourceView, sourceView } from './source-view.ts';
import { preheaderOf, subjectOf } from './subject.ts';

/** A list, and where there is more of it: null when it is whole. */
export type ListView<Item> = { items: Item[]; more: Runs | null };

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
  /** `30 facts`, and how long they take to read; null where there are none. */
  facts: string | null;
  minutes: string | null;
  /** That this part is not the whole edition, and where that is. */
  shortened: Runs | null;
  /** Which source all comes from, where there is only one and the caveat does not say it; else null. */
  onlySource: Runs | null;
  /** What is no news; null where there is nothing to say. */
  caveat: Runs | null;
  /** That there is nothing new, or nothing but corrections. */
  quiet: string | null;
  /** When the next edition is due. */
  next: string;
  /** Neither facts nor corrections. */
  empty: boolean;
  corrections: ListView<CorrectionView> | null;
  inBrief: FactView[];
  daysAhead: ListView<DayView> | null;
  sections: SectionView[];
  /** With what readers must know of forecasts and of views, where there are any. */
  views: (FactsView & { notes: string[] }) | null;
  sources: ListView<SourceView> | null;
  about: AboutView;
  foot: FootView;
};

/** What a part of an edition shows, and where it leads. */
export type PartInput = {
  digest: Digest;
  messages: Messages;
  linkTo: RenderContext['linkTo'];
  /** A page of the archive, which says all; a message does where there are no pages, at its end. */
  isPage: boolean;
  /** The page's public address, where it has one. */
  address?: string | null;
  saysAll: boolean;
  /** How long it takes to read, in minutes. */
  minutes: number;
  /** Since when the reader is on the list, or the marker that holds its place; null for the page. */
  readerSince: string | null;
  /** Items of the digest that the part has room for; all if left out. */
  items?: number;
  /** Where the whole is, for a part that is not. */
  wholeAt?: WholeAt;
};

/** Puts a digest into words and nothing else: the same digest and messages give the same view on any machine. */
export function digestView(input: PartInput): DigestView {
  const { digest, messages, isPage, items = Number.POSITIVE_INFINITY, wholeAt = { page: null } } = input;
  const { publication } = digest;
  const context = contextOf(digest, input);
  const part = excerpt(digest, items);
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
    facts: factsText(digest, messages),
    minutes: minutesText(digest, input.minutes, messages),
    shortened: shortenedRuns(part.left.facts, digest.counts.facts, messages, wholeAt),
    onlySource: onlySourceRuns(digest, context),
    caveat: caveatRuns(digest, context),
    quiet: quietText(digest, messages),
    next: nextText(digest, messages),
    empty: isEmpty(digest),
    ...listsOf(part, context, wholeAt),
    about: aboutView(digest, context, isPage),
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
  const first = firstFacts(digest);
  const numbers = new Set(first.map(({ number }) => number));
  const facts = (list: Digest['views']) => factsView(list, numbers, context);
  return {
    corrections: list(
      digest.corrections.map(correction => correctionView(correction, context)),
      more('corrections', left.corrections, 'corrections'),
    ),
    inBrief: first.map(fact => factView(fact, context)),
    daysAhead: list(
      digest.daysAhead.map(day => dayView(day, context)),
      more('daysAhead', left.daysAhead, 'dates-ahead'),
    ),
    sections: digest.sections.map(({ topic, facts: list }) => {
      const anchor = `topic-${topic.id}`;
      const left_ = left.sections.get(topic.id) ?? 0;
      return { title: topic.title, anchor, ...facts(list), more: more('facts', left_, anchor) };
    }),
    views: viewsOf(
      digest.views,
      { ...facts(digest.views), more: more('facts', left.views, 'views') },
      messages,
    ),
    sources: list(
      digest.sources.map(source => sourceView(source, context)),
      more('sources', left.sources, 'sources'),
    ),
  };
}

function list<Item>(items: Item[], more: Runs | null): ListView<Item> | null {
  return items.length === 0 && more === null ? null : { items, more };
}

function viewsOf(shown: Digest['views'], facts: FactsView, { edition }: Messages): DigestView['views'] {
  if (shown.length === 0 && facts.more === null) return null;
  const has = (label: string) => shown.some(fact => fact.label === label);
  const notes = [...(has('expected') ? [edition.forecasts] : []), ...(has('view') ? [edition.views] : [])];
  return { ...facts, notes };
}
