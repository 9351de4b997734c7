import { createHash } from 'node:crypto';
import { canonicalJson } from '../foundation/canonical-json.ts';
import type { Instant } from '../foundation/instant.ts';
import type { Publication } from '../publication/configuration.ts';
import type { ListedEdition, RenderedArchive } from '../rendering/pages/archive-page.ts';

/** How many editions a feed carries: what a feed reader may have missed, not the archive. */
export const feedLength = 50;

/** A feed in no format yet. All addresses are absolute. */
export type Feed = {
  id: string;
  title: string;
  description: string;
  language: string;
  /** The list of all editions, for people. */
  homePage: string;
  /** Where the feed itself is, as Atom and as JSON. */
  atom: string;
  json: string;
  /** Newest first, at least one. */
  entries: readonly FeedEntry[];
};

/** An edition in a feed. */
export type FeedEntry = {
  id: string;
  title: string;
  /** Of the title, if it is another than the feed's. */
  language: string | null;
  summary: string;
  url: string;
  /** The end of its window: the only time that belongs to the edition and not to a machine. */
  published: Instant;
  /** The same of the edition that withdrew or corrected its headline since, so that feed readers show it again. */
  updated: Instant;
};

/**
 * An identifier that is derived from a name alone: a UUID of version 8 (RFC 9562) over its SHA-256. Made from what never changes, it
 * stays when the archive moves to another address, so that no feed reader takes an old edition for a new one.
 */
export function urnOf(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return `urn:uuid:${bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}

/** The feeds of a publication whose archive is public. @param home the public page of all editions. */
export function writeFeeds(
  publication: Pick<Publication, 'title' | 'description' | 'language'>,
  /** Newest first, at least one. */
  editions: readonly ListedEdition[],
  entries: RenderedArchive['entries'],
  home: string,
): { atom: string; jsonFeed: string } {
  const feed = feedOf(publication, editions, entries, home);
  return { atom: writeAtomFeed(feed), jsonFeed: writeJsonFeed(feed) };
}

function feedOf(
  { title, description, language }: Pick<Publication, 'title' | 'description' | 'language'>,
  editions: readonly ListedEdition[],
  entries: RenderedArchive['entries'],
  home: string,
): Feed {
  const beside = (path: string) => new URL(path, home).href;
  return {
    id: urnOf(`feed ${editions.at(-1)?.manifestSha256}`),
    title,
    description,
    language,
    homePage: home,
    atom: beside('feed.xml'),
    json: beside('feed.json'),
    entries: editions
      .slice(0, feedLength)
      .map(({ edition, manifestSha256, window, subject, since }, index) => ({
        id: urnOf(`edition ${manifestSha256}`),
        title: entries[index]?.title ?? subject,
        language: entries[index]?.headline.language ?? null,
        summary: entries[index]?.summary ?? subject,
        url: beside(`${edition}/index.html`),
        published: window.to,
        updated: since?.at ?? window.to,
      })),
  };
}

/** Writes a feed as Atom (RFC 4287), in UTF-8. */
export function writeAtomFeed(feed: Feed): string {
  const [newest] = feed.entries;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(feed.language)}">`,
    `  ${element('id', feed.id)}`,
    `  ${element('title', feed.title)}`,
    `  ${element('subtitle', feed.description)}`,
    `  ${element('updated', newest?.published ?? '')}`,
    `  <author>${element('name', feed.title)}</author>`,
    `  ${link('self', 'application/atom+xml', feed.atom)}`,
    `  ${link('alternate', 'text/html', feed.homePage)}`,
    ...feed.entries.flatMap(entryLines),
    '</feed>',
    '',
  ].join('\n');
}

/**
 * A text as XML takes it, in content and between quotation marks. What XML 1.0 cannot hold at all, not even as a reference,
 * becomes U+FFFD.
 */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"'\t\n\r]/g, character => `&#${character.charCodeAt(0)};`);
}

function entryLines({ id, title, language, summary, url, published, updated }: FeedEntry): string[] {
  return [
    '  <entry>',
    `    ${element('id', id)}`,
    `    ${element('title', title, language)}`,
    `    ${element('updated', updated)}`,
    `    ${element('published', published)}`,
    `    ${link('alternate', 'text/html', url)}`,
    `    ${element('summary', summary)}`,
    '  </entry>',
  ];
}

function element(name: string, text: string, language: string | null = null): string {
  const start = language === null ? name : `${name} xml:lang="${escapeXml(language)}"`;
  return `<${start}>${escapeXml(text)}</${name}>`;
}

function link(relation: string, type: string, href: string): string {
  return `<link rel="${relation}" type="${type}" href="${escapeXml(href)}"/>`;
}

/** Writes a feed as JSON Feed 1.1 (jsonfeed.org), in canonical JSON. */
export function writeJsonFeed(feed: Feed): string {
  return canonicalJson({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.description,
    language: feed.language,
    home_page_url: feed.homePage,
    feed_url: feed.json,
    authors: [{ name: feed.title, url: feed.homePage }],
    items: feed.entries.map(({ id, title, language, summary, url, published, updated }) => ({
      id,
      title,
      ...(language === null ? {} : { language }),
      url,
      content_text: summary,
      date_published: published,
      ...(updated === published ? {} : { date_modified: updated }),
    })),
  });
}
