import { load } from 'cheerio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPage, isPageAsSealed, places } from '../../../../core/archive/pages/page-places.ts';
import type { FactFill, PageFills } from '../../../../core/rendering/pages/page-fills.ts';
import { aDigest } from '../../../support/builders/a-digest.ts';
import { firstPage, pageWithContents } from '../../../support/documents/earlier-pages.ts';
import { render } from '../../rendering/shipped-templates.ts';

const named = { name: 'An edition', gone: (on: string) => on };
const nothing: PageFills = {
  ...named,
  head: '',
  header: '',
  top: '',
  facts: new Map(),
  corrections: new Map(),
};
const fill = (number: string): FactFill => ({
  mark: `<p class="standing">mark ${number}</p>`,
  said: `<b class="then">said ${number}</b>`,
  beside: `<span>beside ${number}</span>`,
  cited: `cited ${number}`,
});
const fills = (...numbers: string[]): PageFills => ({
  ...named,
  head: '<meta name="head">',
  header: '<nav>turns</nav>',
  top: '<p>top</p>',
  facts: new Map(numbers.map(number => [number, fill(number)])),
  corrections: new Map(),
});
const { page } = render(aDigest());
const sealed: [string, string, string][] = [
  ['as it is sealed now', page, '2-01'],
  ['of the first version', firstPage, '1-01'],
  ['of a version with places and contents', pageWithContents, '1-01'],
];

describe.each(sealed)('a page %s', (_, content, number) => {
  const $ = load(fillPage(content, fills(number)));

  it('has what became of a fact inside the article of its permanent link, and what stands before its words', () => {
    const article = $(`#fact-${number}`);
    expect(article).toHaveLength(1);
    expect(article.children().first().text()).toBe(`mark ${number}`);
    expect(article.find('b.then')).toHaveLength(1);
    expect($('.standing')).toHaveLength(1);
    const text = article.text();
    expect(text.indexOf(`said ${number}`)).toBeLessThan(
      text.search(/\p{L}+ \p{L}+ \p{L}+ \p{L}+/u) + text.length,
    );
  });

  it('has it beside every other place that names the fact', () => {
    const elsewhere = $(`a[href="#fact-${number}"]`).filter(
      (_, a) => $(a).closest(`#fact-${number}`).length === 0,
    );
    elsewhere.each((_, a) => {
      expect($(a).next().text()).toBe(`beside ${number}`);
    });
    expect($.text().split(`beside ${number}`).length - 1).toBeGreaterThan(0);
    expect($(`#fact-${number}`).text()).not.toContain('beside');
  });

  it('has its place in the archive in head and header, and the summary where the main part begins', () => {
    expect($('head > meta[name=head]')).toHaveLength(1);
    expect($('header').children().first().text()).toBe('turns');
    expect($('main').children().first().text()).toBe('top');
  });

  it('keeps every byte that was sealed, and is known as the same page; any other is not', () => {
    expect(fillPage(content, nothing)).toBe(content);
    expect(isPageAsSealed(content, content)).toBe(true);
    const filled = fillPage(content, fills(number));
    expect(isPageAsSealed(content, filled)).toBe(true);
    fc.assert(
      fc.property(fc.nat(content.length - 1), at => {
        const cut = content.slice(0, at) + content.slice(at + 1);
        expect(isPageAsSealed(content, cut)).toBe(false);
        // A letter more is only met where something may stand.
        const more = `${content.slice(0, at)}\u0007${content.slice(at)}`;
        const places = fillPage(content, everywhere).split('\u0007').length - 1;
        expect(places).toBeGreaterThan(0);
        expect(isPageAsSealed(content, more)).toBe(openings.has(at));
      }),
      { numRuns: 300 },
    );
  });

  const numbers = [...content.matchAll(/<article id="fact-(\d+-\d+)"/g)].map(([, found = '']) => found);
  const anchors = [...content.matchAll(/<article id="(correction-[^"]+)"/g)].map(([, found = '']) => found);
  const one = { mark: '\u0007', said: '\u0007', beside: '\u0007', cited: '\u0007' };
  const everywhere: PageFills = {
    ...named,
    ...{ head: '\u0007', header: '\u0007', top: '\u0007' },
    facts: new Map(numbers.map(found => [found, one])),
    corrections: new Map(anchors.map(found => [found, '\u0007'])),
  };
  const openings = new Set<number>();
  let before = 0;
  for (const piece of fillPage(content, everywhere).split('\u0007').slice(0, -1)) {
    before += piece.length;
    openings.add(before);
  }
});

it('a new page marks each place, so that no later version has to look for one', () => {
  const count = (mark: string) => page.split(mark).length - 1;
  const articles = count('<article id="fact-');
  const corrections = count('<article id="correction-');
  expect(articles).toBeGreaterThan(1);
  expect([places.head, places.header, places.top].map(count)).toEqual([1, 1, 1]);
  expect([places.mark, places.said, places.cited].map(count)).toEqual([
    articles + corrections,
    articles,
    articles,
  ]);
});

it('says of a fact whose words look like a place nothing in the wrong one', () => {
  const digest = aDigest();
  const hostile = `${places.mark}</head><article id="fact-9-99">`;
  const [first] = digest.sections;
  const [fact] = first?.facts ?? [];
  if (!first || !fact) throw new Error('no fact');
  const sections = [{ ...first, facts: [{ ...fact, statement: { text: hostile, language: 'en' } }] }];
  const { page: made } = render({
    ...digest,
    sections,
    views: [],
    inBrief: [],
    corrections: [],
    daysAhead: [],
  });
  const $ = load(fillPage(made, fills('9-99', fact.number)));
  expect($('.standing')).toHaveLength(1);
  expect($('.standing').text()).toBe(`mark ${fact.number}`);
});
