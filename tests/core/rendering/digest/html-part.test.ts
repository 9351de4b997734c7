import { describe, expect, it } from 'vitest';
import type { DigestFact } from '../../../../core/digest/digest.ts';
import { columnsOf } from '../../../../core/foundation/wrap.ts';
import { aDigest, anEmptyDigest } from '../../../support/builders/a-digest.ts';
import { aDigestFact } from '../../../support/builders/a-digest-fact.ts';
import { marker, messages, places, render } from '../shipped-templates.ts';
import { tagsOf, visibleWords, withoutComments } from './html-tags.ts';

const { html, preheader, subject } = render(aDigest());
const tags = tagsOf(html);
const named = (...names: string[]) => tags.filter(({ name }) => names.includes(name));

/** What classic Outlook, Gmail and the Chinese clients all take, or ignore without harm. */
const inlineProperties = new Set(
  `background-color border-bottom border-left border-top color display font-family font-size font-style font-weight line-height list-style-type margin
  margin-bottom margin-left margin-right margin-top max-height max-width mso-hide overflow overflow-wrap padding
  padding-bottom padding-left padding-right padding-top table-layout text-align white-space width word-break`.split(
    /\s+/,
  ),
);

describe('the HTML part', () => {
  it('has one h1, then only h2, and a heading for every section', () => {
    const headings = named('h1', 'h2', 'h3', 'h4').map(({ name }) => name);
    expect(headings[0]).toBe('h1');
    expect(headings.slice(1).every(name => name === 'h2')).toBe(true);
    const words = visibleWords(html);
    const order = [
      'Background, not news',
      'In brief',
      'Export controls',
      'Strategy and planning',
      'Cities and provinces',
    ];
    const places = [...order, 'Views and forecasts', 'Sources'].map(text => words.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(headings).toHaveLength(1 + places.length);
  });

  it('uses tables for layout only, and says so to screen readers', () => {
    expect(named('table').length).toBeGreaterThan(0);
    for (const { attributes } of named('table')) expect(attributes.role).toBe('presentation');
    expect(named('th', 'caption')).toEqual([]);
  });

  it('loads nothing and runs nothing', () => {
    const allowed = 'html head meta title style body div table tbody tr td h1 h2 ul li p a b br span'.split(
      ' ',
    );
    expect(tags.filter(({ name }) => !allowed.includes(name))).toEqual([]);
    expect(html).not.toMatch(/url\(|@import|<[^>]*\son\w+=|expression\(/i);
    for (const { attributes } of tags) expect(Object.keys(attributes)).not.toContain('src');
  });

  it('leads only to https: and mailto:', () => {
    for (const { attributes } of named('a')) expect(attributes.href).toMatch(/^(https:\/\/|mailto:)/);
    expect(named('a').length).toBeGreaterThan(5);
  });

  it('keeps to inline properties that every client knows', () => {
    for (const { attributes } of tags) {
      const properties = (attributes.style ?? '').split(';').filter(Boolean);
      const names = properties.map(property => property.split(':')[0] ?? '');
      expect(names.filter(name => !inlineProperties.has(name))).toEqual([]);
      expect(attributes.style ?? '').not.toMatch(/var\(|calc\(|\drem|flex|grid|position/);
    }
  });

  it('sets no text below 14 px', () => {
    const sizes = [...html.matchAll(/font-size:\s*(\d+)px/g)].map(([, size]) => Number(size));
    expect(sizes.length).toBeGreaterThan(10);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(14);
  });

  it('keeps one small style block for dark mode and phones', () => {
    const blocks = [...withoutComments(html).matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(
      match => match[1] ?? '',
    );
    expect(blocks).toHaveLength(1);
    expect(Buffer.byteLength(blocks[0] ?? '')).toBeLessThan(8_000);
    expect(blocks[0]).toContain('prefers-color-scheme:dark');
    expect(blocks[0]).toContain('[data-ogsc]');
    const dark = blocks[0]?.slice(blocks[0].indexOf('prefers-color-scheme:dark')) ?? '';
    for (const name of ['h1', 'h2', 'p', 'td', 'a'])
      expect(dark).toMatch(new RegExp(`(^|[,}{\\n])${name}[,{]`));
  });

  it('opens and closes what only classic Outlook sees', () => {
    const mso = [...html.matchAll(/<!--\[if mso\]>([\s\S]*?)<!\[endif\]-->/g)].map(match => match[1] ?? '');
    expect(html.match(/\[if /g)).toHaveLength(html.match(/\[endif\]/g)?.length ?? -1);
    const both = mso.join('');
    for (const name of ['table', 'tr', 'td']) {
      expect(both.match(new RegExp(`<${name}[ >]`, 'g'))?.length).toBe(
        both.match(new RegExp(`</${name}>`, 'g'))?.length,
      );
    }
  });

  it('names its language, also where webmail drops html and body', () => {
    expect(named('html')[0]?.attributes).toMatchObject({ lang: 'en', dir: 'ltr' });
    expect(named('div').some(({ attributes }) => attributes.lang === 'en' && attributes.dir === 'ltr')).toBe(
      true,
    );
    expect(html.indexOf('<meta charset="utf-8">')).toBeLessThan(1024);
  });

  it('has our translation of a quote below it, and says that it is ours, in every part', () => {
    const quoteIn = { text: 'no further', language: 'en' };
    const parts = (fact: Partial<DigestFact>) => {
      const facts = [aDigestFact({ quote: '到此为止', quoteLanguage: 'zh-Hans', ...fact })];
      const sections = [{ topic: { id: 'a', title: 'A' }, facts }];
      const { html, text, page } = render(aDigest({ sections, inBrief: [] }));
      return [visibleWords(html), text.replace(/\s+/g, ' '), visibleWords(page)];
    };
    for (const part of parts({ quoteIn })) {
      expect(part).toMatch(/“到此为止” ?Our translation: “no further”/);
    }
    for (const part of [...parts({ quoteIn: null }), ...parts({ quote: null, quoteIn })]) {
      expect(part).not.toContain('Our translation');
    }
  });

  it('marks text in another language', () => {
    expect(html).toMatch(/lang="zh-Hans" dir="ltr"[^>]*>市政府/);
    const hebrew = aDigestFact({ statement: { text: 'שלום', language: 'he' } });
    const other = render(
      aDigest({ sections: [{ topic: { id: 'a', title: 'A' }, facts: [hebrew] }], inBrief: [] }),
    );
    expect(other.html).toMatch(/lang="he" dir="rtl"[^>]*>שלום/);
    expect(other.page).toMatch(/lang="he" dir="rtl"[^>]*>שלום/);
  });

  it('begins with a preheader that adds to the subject', () => {
    expect(visibleWords(html).trim().startsWith(preheader.replace(/\s+/g, ' '))).toBe(true);
    expect(columnsOf(preheader)).toBeGreaterThanOrEqual(40);
    expect(columnsOf(preheader)).toBeLessThanOrEqual(100);
    expect(preheader).not.toBe(subject);
  });

  it('lets people leave from near the top and from the foot', () => {
    const places = [...html.matchAll(new RegExp(marker, 'g'))].map(match => match.index);
    expect(places).toHaveLength(2);
    expect(places[0]).toBeLessThan(10_000);
    expect(html.slice(places[1]).length).toBeLessThan(3_000);
  });

  it('says in its foot who sends it, why, and how to report an error', () => {
    const words = visibleWords(html);
    expect(words).toContain('Courant, 1 Example Street, 1000 Example City');
    expect(words).toContain('You have been on the list of China Tech & Controls since');
    expect(html).toContain(
      'href="mailto:editors@news.example?subject&#x3D;Error%20in%20China%20Tech%20%26%20Controls%202"',
    );
    expect(words).toContain(aDigest().previousManifest);
  });

  it('links to no page where the archive is private', () => {
    const rendered = render(aDigest(), { ...places, archiveUrl: null, allEditionsUrl: null });
    for (const part of [rendered.html, rendered.text, rendered.page]) {
      expect(part).not.toContain('archive.example');
      expect(part).not.toContain(messages.words.webVersion);
      expect(part).not.toContain(messages.words.archive);
    }
  });

  it('stays under 90 kB with a hundred full facts', () => {
    const facts = Array.from({ length: 100 }, (_, index) =>
      aDigestFact({
        number: `12-${index + 1}`,
        statement: {
          text: `A measure of the kind that editors file, at the usual length, number ${index}. `.repeat(2),
          language: 'en',
        },
        quote: index % 5 === 0 ? 'greater self-reliance and strength in science' : null,
        occurred: { date: '2026-11-17', basis: 'stated', because: null },
        jurisdictions: ['CN', 'US'],
        source: 'B',
      }),
    );
    const large = aDigest({ sections: [{ topic: { id: 'controls', title: 'Export controls' }, facts }] });
    expect(Buffer.byteLength(render(large).html)).toBeLessThan(90_000);
  });

  it('is a short note when nothing was filed', () => {
    const empty = render(anEmptyDigest());
    for (const part of [
      visibleWords(empty.html),
      empty.text.replace(/\s+/g, ' '),
      visibleWords(empty.page),
    ]) {
      expect(part).toContain(messages.edition.empty);
      for (const heading of ['inBrief', 'views', 'sources'] as const)
        expect(part).not.toContain(messages.words[heading]);
    }
    expect(empty.html.length).toBeLessThan(html.length / 2);
  });
});
