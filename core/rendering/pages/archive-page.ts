import type { WordsIn } from '../../articles/own-words.ts';
import type { Instant } from '../../foundation/instant.ts';
import type { Templates } from '../handlebars/templates.ts';
import { dayText, monthText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { plainRun, type Run, runIn } from '../language/runs.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { fill, fillPlural } from '../language/wording.ts';
import { refuseUnsafeLinks } from '../links.ts';
import { goneText } from './standing-view.ts';

/** What the archive's lists say of an edition: from its manifest, which never changes, but for `since`, which later ones say. */
export type ListedEdition = {
  edition: string;
  number: number;
  window: { from: Instant | null; to: Instant };
  subject: string;
  /** Its first headline; null where the manifest, one of before, has no other than the subject. */
  headline: WordsIn | null;
  /** The later edition that withdrew what its headline tells, or told it in other words; null while it stands. */
  since: { kind: 'corrected' | 'withdrawn'; edition: string; number: number; at: Instant } | null;
  /** The day on which its headline was taken down; null while it is there. */
  takenDown: string | null;
  /** How many facts it carries; what several articles say once counts once. */
  facts: number;
  /** How many facts of earlier editions it corrects. */
  corrections: number;
  /** SHA-256 of its manifest.json. */
  manifestSha256: string;
};

/** What the page of all editions is made from. */
export type ArchivePageInput = {
  publication: { title: string; description: string; language: string; postalAddress: string };
  /** Newest first. */
  editions: readonly ListedEdition[];
  /** Whether there are feeds beside the page. */
  feeds: boolean;
  /** The id under which the publication appeared before, where there are editions under it. */
  former?: string | null;
  /** The form by which somebody becomes a reader; null where the publication makes no new editions, or the archive is private. */
  subscribe?: string | null;
  /** Months that have editions, newest first, each with a page of its facts; none where there are no such pages. */
  months?: readonly string[];
  templates: Templates;
  messages: Messages;
};

/** An edition in the words of the list. */
export type EditionLine = {
  page: string;
  headline: Run;
  summary: string;
  /** What became of the headline, leading to where that is said; null while it stands. */
  since: Run | null;
  /** The headline where nothing else stands beside it: with what became of it. */
  title: string;
};

/** What the template prints. */
export type ArchiveView = {
  language: string;
  direction: 'ltr' | 'rtl';
  title: string;
  description: string;
  heading: string;
  editions: string;
  /** Newest first; an edition stands under the year of its name. */
  years: { year: string; editions: EditionLine[] }[];
  /** The months that have editions, newest first, by their years; empty where they have no pages. */
  months: {
    year: string;
    months: { page: string; text: string }[];
    /** What the editions of the year put right. */
    corrections: { page: string; text: string };
  }[];
  feeds: boolean;
  /** Of the feed of corrections, and of the calendar. */
  titles: { corrections: string; dates: string };
  /** The list of the editions under the former id; null where there is none. */
  former: string | null;
  /** The form by which somebody becomes a reader; null where there is none. */
  subscribe: string | null;
  words: Omit<Messages['archivePage'], 'heading' | 'editions' | 'corrections'>;
  foot: { whyPage: string; postalAddress: string };
};

/** Puts the list of editions into words: the page for people, and each edition for the feeds. Pure. */
export type RenderArchive = (
  publication: ArchivePageInput['publication'],
  /** Newest first. */
  editions: readonly ListedEdition[],
  /** Whether there are feeds beside the page, to be named on it. */
  feeds: boolean,
  /** The id under which the publication appeared before, where there are editions under it. */
  former?: string | null,
  /** The form by which somebody becomes a reader; null where the publication makes no new editions, or the archive is private. */
  subscribe?: string | null,
  /** Months that have a page of their facts, newest first. */
  months?: readonly string[],
) => RenderedArchive;

/** The list in words; `entries` are in the order of the editions. */
export type RenderedArchive = {
  page: string;
  entries: readonly Pick<EditionLine, 'headline' | 'summary' | 'title'>[];
};

const name = 'archive.html.hbs';
/** The page lies beside what it leads to, so that it can be read on any disk and under any address. */
const linkBeside =
  / href="(?:\d{4}-\d{2}-\d{2}\/index\.html|(?:feed|corrections)\.(?:xml|json)|dates\.ics|editions\.json|all\/(?:search|dates|\d{4}-\d{2}|\d{4}-corrections)\.html)"/g;

/**
 * Renders the page of all editions, and what the feeds say of each, in the order given. Pure.
 * @throws UnsafeLinkError for a link that is neither to a file beside the page nor `https:` or `mailto:`.
 */
export function renderArchivePage(input: ArchivePageInput): { page: string; entries: EditionLine[] } {
  const { editions, publication, messages, templates } = input;
  const entries = editions.map(listed => lineOf(listed, publication.language, messages));
  const page = templates.render(name, archiveView(input, entries));
  const own = input.former ? page.replace(` href="${formerListPage(input.former)}"`, '') : page;
  refuseUnsafeLinks(own.replaceAll(linkBeside, ''), name);
  return { page, entries };
}

/** Puts the list into words: the same editions, publication and messages give the same view on any machine. */
export function archiveView(input: ArchivePageInput, entries: readonly EditionLine[]): ArchiveView {
  const { editions, publication, messages, feeds, former = null, subscribe = null, months = [] } = input;
  const { title, description, language, postalAddress } = publication;
  const { heading, editions: count, corrections, ...words } = messages.archivePage;
  const { feed } = messages;
  const years = Map.groupBy(editions.keys(), index => editions[index]?.edition.slice(0, 4) ?? '');
  return visibleStrings({
    language,
    direction: messages.direction,
    title,
    description,
    heading: fill(heading, { title }),
    editions: fillPlural(count, editions.length, messages.locale),
    years: [...years].map(([year, indices]) => ({
      year,
      editions: indices.flatMap(at => entries[at] ?? []),
    })),
    months: [...Map.groupBy(months, month => month.slice(0, 4))].map(([year, all]) => ({
      year,
      months: all.map(month => ({
        page: `all/${month}.html`,
        text: monthText(month, messages.locale),
      })),
      corrections: { page: `all/${year}-corrections.html`, text: fill(corrections, { year }) },
    })),
    feeds,
    titles: { corrections: fill(feed.corrections, { title }), dates: fill(feed.dates, { title }) },
    former: former === null ? null : formerListPage(former),
    subscribe,
    words,
    foot: { whyPage: fill(messages.foot.whyPage, { title }), postalAddress },
  });
}

/** The list of editions under another id, relative to that of this one. */
export function formerListPage(former: string): string {
  return `../${former}/index.html`;
}

function lineOf(listed: ListedEdition, language: string, messages: Messages): EditionLine {
  const { edition, number, facts, headline, subject, since } = listed;
  const parts = [
    fill(messages.edition.number, { number: String(number) }),
    dayText(edition, messages.locale),
    ...(facts === 0 ? [] : [fillPlural(messages.edition.facts, facts, messages.locale)]),
  ];
  const words = headline === null ? plainRun(subject) : runIn(headline, language);
  const shown = listed.takenDown === null ? words : plainRun(goneText(listed.takenDown, messages));
  const standing = since && sinceText(since, messages);
  return visibleStrings({
    page: `${edition}/index.html`,
    headline: shown,
    summary: parts.join(' · '),
    since: standing === null ? null : plainRun(standing, since && `${since.edition}/index.html`),
    title:
      standing === null ? shown.text : fill(messages.standing.titled, { standing, headline: shown.text }),
  });
}

function sinceText(
  { kind, number }: NonNullable<ListedEdition['since']>,
  { standing, edition }: Messages,
): string {
  return fill(standing.listed[kind], { edition: fill(edition.number, { number: String(number) }) });
}
