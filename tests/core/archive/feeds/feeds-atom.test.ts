import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Feed } from '../../../../core/archive/feeds/feed.ts';
import { escapeXml, writeAtomFeed } from '../../../../core/archive/feeds/feed-formats.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { childrenOf, parseXml, textOf } from '../../../support/documents/xml-elements.ts';

const updated = '2026-11-23T06:00:00Z' as Instant;
const home = 'https://archive.example/archive/weekly/';

function aFeed(text: string): Feed {
  const entry = {
    id: 'urn:uuid:1',
    title: text,
    summary: text,
    html: text,
    language: null,
    url: `${home}2026-11-23/index.html`,
    published: updated,
    updated,
  };
  return {
    id: 'urn:uuid:0',
    title: text,
    description: text,
    language: 'en',
    homePage: `${home}index.html`,
    atom: `${home}feed.xml`,
    json: `${home}feed.json`,
    updated,
    entries: [entry],
  };
}

describe('the Atom feed', () => {
  it('has what RFC 4287 asks of a feed and of each entry', () => {
    const root = parseXml(writeAtomFeed(aFeed('Weekly')));
    expect([root.name, root.attributes]).toEqual([
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' },
    ]);
    expect(['id', 'title', 'updated'].map(name => textOf(root, name))).toEqual([
      'urn:uuid:0',
      'Weekly',
      updated,
    ]);
    expect(childrenOf(root, 'author').map(author => textOf(author, 'name'))).toEqual(['Weekly']);
    const links = (element: typeof root) =>
      childrenOf(element, 'link').map(({ attributes: { rel, href } }) => [rel, href]);
    expect(links(root)).toEqual([
      ['self', `${home}feed.xml`],
      ['alternate', `${home}index.html`],
    ]);
    const [entry, ...more] = childrenOf(root, 'entry');
    if (!entry) throw new Error('no entry');
    expect(more).toEqual([]);
    expect(['id', 'title', 'updated', 'published', 'summary'].map(name => textOf(entry, name))).toEqual([
      'urn:uuid:1',
      'Weekly',
      updated,
      updated,
      'Weekly',
    ]);
    expect(links(entry)).toEqual([['alternate', `${home}2026-11-23/index.html`]]);
  });

  it('says in which language a title is, if that is another than the feed’s', () => {
    const feed = aFeed('Weekly');
    const entries = ['zh-Hans', null].flatMap(language =>
      feed.entries.map(entry => ({ ...entry, language })),
    );
    const titles = childrenOf(parseXml(writeAtomFeed({ ...feed, entries })), 'entry').flatMap(entry =>
      childrenOf(entry, 'title'),
    );
    expect(titles.map(({ attributes }) => attributes)).toEqual([{ 'xml:lang': 'zh-Hans' }, {}]);
  });

  it('is well formed and says the same, whatever a subject holds', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('<', '>', '&', '"', "'", ']]>', '\r', '\n', '\u0000', '￿', '\ud800', 'a'),
      }),
    );
    fc.assert(
      fc.property(text, subject => {
        const root = parseXml(writeAtomFeed(aFeed(subject)));
        const shown = subject
          .toWellFormed()
          .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
        expect(textOf(root, 'title')).toBe(shown);
        expect(childrenOf(root, 'entry').map(entry => textOf(entry, 'summary'))).toEqual([shown]);
      }),
    );
  });

  it('writes no character that ends an element, an attribute or a line', () => {
    expect(escapeXml('<a href="x" title=\'y\'>&\r\n</a>')).toMatch(/^[^<>"'\r\n]*$/);
    expect(escapeXml('中文 😀')).toBe('中文 😀');
    expect(escapeXml('\u0008\ufffe\udc00')).toBe('\ufffd\ufffd\ufffd');
  });
});
