import type { Appearance, Digest } from '../../digest/digest.ts';
import { inlineStyles } from '../handlebars/inline-styles.ts';
import type { Templates } from '../handlebars/templates.ts';
import { tidyText } from '../handlebars/tidy-text.ts';
import type { Headline } from '../headlines/line.ts';
import type { Messages } from '../language/messages.ts';
import { minutesToRead, shownText } from '../language/reading-time.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { linkOnPage, refuseUnsafeAddresses, refuseUnsafeLinks } from '../links.ts';
import { budgetShare, largestFitting, textShare } from './budget.ts';
import { itemsOf } from './excerpt.ts';
import type { FactsView } from './section-view.ts';
import { headlineOf } from './subject.ts';
import { type DigestView, digestView, type PartInput } from './view.ts';

/** Where a message leads, and what it says of its reader. */
export type RenderFields = {
  /** By which the reader leaves: ends in the marker that holds the place of the reader's own key. */
  leaveUrl: string;
  /** When the reader subscribed, such as 2026-11-03; in a sealed edition the marker of ten characters that holds its place. */
  readerSince: string;
  /** The public page of this edition; null where the archive is private, and then nothing links to it. */
  archiveUrl: string | null;
  /** The public list of all editions, if there is one. */
  allEditionsUrl?: string | null;
};

/** What an edition is rendered from. */
export type RenderInput = { digest: Digest; templates: Templates; messages: Messages; fields: RenderFields };

/** Everything that readers of an edition see. */
export type RenderedDigest = {
  /** At most 100 columns on one line. */
  subject: string;
  /** What lists say of the edition: its subject without title and number. */
  headline: Headline;
  preheader: string;
  /** The HTML part, styles inlined, the reader's markers in their places, within `htmlBudget`: it may leave out facts. */
  html: string;
  /** The text part: lines of at most 76 columns but for links, which stand alone; with everything where there is no page, else within `textBudget`. */
  text: string;
  /** The web page of the archive, with everything, and no reader's places. */
  page: string;
};

const names = { html: 'digest.html.hbs', text: 'digest.text.hbs', page: 'page.html.hbs' };

/**
 * Renders an edition. Pure: no clock, no locale, no file; the same input gives the same bytes on any machine.
 * @throws UnsafeLinkError, UnknownSourceError, and what the templates throw.
 *
 * @example
 * const { subject, html, text, page } = renderDigest({ digest, templates, messages, fields });
 * console.log(subject); // US suspends affiliates rule until November 2026 · No. 2
 */
export function renderDigest(input: RenderInput): RenderedDigest {
  const { digest, templates, messages, fields } = input;
  const { leaveUrl, archiveUrl, allEditionsUrl = null, readerSince } = fields;
  const links = {
    leave: leaveUrl,
    web: archiveUrl,
    archive: allEditionsUrl,
    numbers: numbersUrl(archiveUrl),
  };
  const saysAll = archiveUrl === null;
  const part = { digest, messages, readerSince, linkTo: linkFromMail(archiveUrl), isPage: false, saysAll };
  const minutes = minutesOf(part, view => templates.render(names.html, { ...view, links }));
  const whole = digestView({ ...part, minutes });
  refuseUnsafeAddresses([leaveUrl, archiveUrl, allEditionsUrl, ...linksOf(whole)], names.text);
  const viewOf = (items: number) => digestView({ ...part, minutes, items, wholeAt: { page: archiveUrl } });
  const html = (items: number) => {
    const rendered = templates.render(names.html, { ...viewOf(items), links });
    return inlineStyles(refuseUnsafeLinks(rendered, names.html));
  };
  const text = (items: number) => tidyText(templates.render(names.text, { ...viewOf(items), links }));
  const items = itemsOf(digest);
  return {
    subject: whole.subject,
    headline: visibleStrings(headlineOf(digest, messages)),
    preheader: whole.preheader,
    html: largestFitting(items, html, budgetShare),
    // Without a page there is no other place for what does not fit.
    text: archiveUrl === null ? text(items) : largestFitting(items, text, textShare),
    page: renderPage(input),
  };
}

function renderPage({ digest, templates, messages, fields }: RenderInput): string {
  const { archiveUrl } = fields;
  const beside = (file: string) => (archiveUrl === null ? null : new URL(file, archiveUrl).href);
  const links = {
    digest: beside('digest.json'),
    manifest: beside('manifest.json'),
  };
  const linkTo = linkFromPage(digest.edition);
  const part = {
    ...{ digest, messages, readerSince: null, linkTo },
    ...{ isPage: true, address: archiveUrl, saysAll: true },
  };
  const render = (view: DigestView) => templates.render(names.page, { ...view, links });
  const page = render(digestView({ ...part, minutes: minutesOf(part, render) }));
  return refuseUnsafeLinks(page, names.page, linkOnPage);
}

/** How long all of a part takes to read: every word that it shows is counted, so it is put into words once before. */
function minutesOf(part: Omit<PartInput, 'minutes'>, render: (view: DigestView) => string): number {
  return minutesToRead(shownText(render(digestView({ ...part, minutes: 1 }))), part.messages.locale);
}

/** Where every number of an edition leads, for parts that cannot link; null where there is no page. */
function numbersUrl(archiveUrl: string | null): string | null {
  return archiveUrl && `${archiveUrl}#fact-NUMBER`;
}

/** From a message to the page of the edition that carried a fact, if there are pages. */
function linkFromMail(archiveUrl: string | null): (reference: Appearance) => string | null {
  return reference => archiveUrl && new URL(besidePage(reference), archiveUrl).href;
}

/** From a page to a place on itself or on the page of another edition, as they lie in the archive. */
function linkFromPage(own: string): (reference: Appearance) => string {
  return reference => (reference.edition === own ? `#fact-${reference.number}` : besidePage(reference));
}

/** A fact on the page of another edition, relative to that of this one. An edition of a former id lies in that one's folder. */
function besidePage({ number, edition, publication }: Appearance): string {
  const folder = publication === undefined ? '..' : `../../${publication}`;
  return `${folder}/${edition}/index.html#fact-${number}`;
}

/** Every link of the content, also those that only the text part prints. */
function linksOf({ inBrief, sections, views, corrections, sources, foot }: DigestView): (string | null)[] {
  const groups = [...sections, ...(views ? [views] : [])].flatMap((section: FactsView) => section.groups);
  const facts = [
    ...inBrief,
    ...groups.flatMap(group => group.facts),
    ...(corrections?.items ?? []).flatMap(({ right }) => right ?? []),
  ];
  return [
    ...facts.flatMap(({ primarySource }) => primarySource),
    ...(sources?.items ?? []).map(({ url }) => url),
    foot.errorLink,
  ];
}
