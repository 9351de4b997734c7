import { canonicalJson } from '../../foundation/canonical-json.ts';
import type { Feed, FeedEntry } from './feed.ts';

/** Writes a feed as Atom (RFC 4287), in UTF-8. */
export function writeAtomFeed(feed: Feed): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(feed.language)}">`,
    `  ${element('id', feed.id)}`,
    `  ${element('title', feed.title)}`,
    `  ${element('subtitle', feed.description)}`,
    `  ${element('updated', feed.updated)}`,
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

function entryLines({ id, title, language, summary, html, url, published, updated }: FeedEntry): string[] {
  return [
    '  <entry>',
    `    ${element('id', id)}`,
    `    ${element('title', title, language)}`,
    `    ${element('updated', updated)}`,
    `    ${element('published', published)}`,
    `    ${link('alternate', 'text/html', url)}`,
    `    ${element('summary', summary)}`,
    ...(html === null ? [] : [`    <content type="html">${escapeXml(html)}</content>`]),
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
    items: feed.entries.map(({ id, title, language, summary, html, url, published, updated }) => ({
      id,
      title,
      ...(language === null ? {} : { language }),
      url,
      ...(html === null ? { content_text: summary } : { summary, content_html: html }),
      date_published: published,
      ...(updated === published ? {} : { date_modified: updated }),
    })),
  });
}
