import type { Feed, FeedEntry } from './feed.ts';

/** Writes a feed as Atom (RFC 4287), in UTF-8. */
export function writeAtomFeed(feed: Feed): string {
  const [newest] = feed.entries;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(feed.language)}">`,
    `  ${element('id', feed.id)}`,
    `  ${element('title', feed.title)}`,
    `  ${element('subtitle', feed.description)}`,
    `  ${element('updated', newest?.updated ?? '')}`,
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

function entryLines({ id, title, summary, url, updated }: FeedEntry): string[] {
  return [
    '  <entry>',
    `    ${element('id', id)}`,
    `    ${element('title', title)}`,
    `    ${element('updated', updated)}`,
    `    ${element('published', updated)}`,
    `    ${link('alternate', 'text/html', url)}`,
    `    ${element('summary', summary)}`,
    '  </entry>',
  ];
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

function link(relation: string, type: string, href: string): string {
  return `<link rel="${relation}" type="${type}" href="${escapeXml(href)}"/>`;
}
