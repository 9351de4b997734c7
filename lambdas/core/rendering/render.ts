import type { Digest } from '../digest.ts';
import { inlineStyles } from './inline-styles.ts';
import { refuseUnsafeAddresses, refuseUnsafeLinks } from './links.ts';
import type { Messages } from './messages.ts';
import type { Templates } from './templates.ts';
import { type DigestView, digestView } from './view.ts';

/** Where a message leads, and what it says of its reader. */
export type Places = {
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
export type RenderInput = { digest: Digest; templates: Templates; messages: Messages; places: Places };

/** Everything that readers of an edition see. */
export type RenderedDigest = {
  /** At most 80 UTF-16 code units on one line. */
  subject: string;
  preheader: string;
  /** The HTML part, styles inlined, the leave marker in its place. */
  html: string;
  /** The text part: lines of at most 76 columns but for links, which stand alone. */
  text: string;
  /** The web page of the archive: the same facts, no reader's places. */
  page: string;
};

const names = { html: 'digest.html.hbs', text: 'digest.text.hbs', page: 'page.html.hbs' };

/**
 * Renders an edition. Pure: no clock, no locale, no file; the same input gives the same bytes on any machine.
 * @throws UnsafeLinkError, UnknownSourceError, and what the templates throw.
 */
export function renderDigest({ digest, templates, messages, places }: RenderInput): RenderedDigest {
  const view = digestView(digest, messages);
  const { leaveUrl, archiveUrl, allEditionsUrl = null } = places;
  const mail = { ...view, links: { leave: leaveUrl, web: archiveUrl, archive: allEditionsUrl } };
  refuseUnsafeAddresses([leaveUrl, archiveUrl, allEditionsUrl, ...linksOf(view)], names.text);
  return {
    subject: view.subject,
    preheader: view.preheader,
    html: inlineStyles(refuseUnsafeLinks(templates.render(names.html, mail), names.html)),
    text: tidyText(templates.render(names.text, mail)),
    page: renderPage(view, places, templates),
  };
}

function renderPage(
  view: DigestView,
  { archiveUrl, allEditionsUrl = null }: Places,
  templates: Templates,
): string {
  const beside = (file: string) => (archiveUrl === null ? null : new URL(file, archiveUrl).href);
  const links = {
    archive: allEditionsUrl,
    digest: beside('digest.json'),
    manifest: beside('manifest.json'),
  };
  return refuseUnsafeLinks(templates.render(names.page, { ...view, links }), names.page);
}

/** Every link of the content, also those that only the text part prints. */
function linksOf({ sections, views, inBrief, sources, foot }: DigestView): (string | null)[] {
  const facts = [...inBrief, ...sections.flatMap(section => section.facts), ...views];
  return [
    ...facts.flatMap(fact => [fact.primarySource, fact.source.url]),
    ...sources.map(({ url }) => url),
    foot.errorLink,
  ];
}

/** At most one empty line in a row, none at the beginning, exactly one line end at the end. */
function tidyText(text: string): string {
  return `${text
    .replace(/[ \t]+$/gmu, '')
    .replace(/\n{3,}/gu, '\n\n')
    .trim()}\n`;
}
