import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { type PageSurroundings, renderPageFrame } from '../../../../core/rendering/pages/page-frame.ts';
import { UnsafeLinkError } from '../../../../core/rendering/rendering-errors.ts';
import { aDigest } from '../../../support/builders/a-digest.ts';
import { messages, places, render, templates } from '../shipped-templates.ts';

const { publication } = aDigest();
const surroundings: PageSurroundings = {
  ...{ publication, number: 2, edition: '2026-11-23' },
  previous: { number: 1, page: '../2026-11-16/index.html' },
  next: { number: 3, page: '../2026-11-30/index.html' },
  ...{ list: '../index.html', address: places.archiveUrl },
  feeds: { atom: '../feed.xml', json: '../feed.json' },
  subscribe: places.subscribeUrl,
};
function frameOf(changes: Partial<PageSurroundings> = {}) {
  const { head, header } = renderPageFrame({ ...surroundings, ...changes }, { templates, messages });
  return load(`<html><head>${head}</head><body><header>${header}</header></body></html>`);
}

describe('a page’s place in the archive', () => {
  it('leads to the edition before, the list and the edition after, for people and in the head', () => {
    const $ = frameOf();
    expect(
      $('nav a')
        .toArray()
        .map(a => [$(a).text(), $(a).attr('href')]),
    ).toEqual([
      ['← No. 1', '../2026-11-16/index.html'],
      ['All editions', '../index.html'],
      ['No. 3 →', '../2026-11-30/index.html'],
      ['Subscribe', places.subscribeUrl],
    ]);
    expect($('head link[rel=prev]').attr('href')).toBe('../2026-11-16/index.html');
    expect($('head link[rel=next]').attr('href')).toBe('../2026-11-30/index.html');
    const alone = frameOf({ previous: null, next: null, subscribe: null });
    expect(alone('nav a, link[rel=prev], link[rel=next]')).toHaveLength(1);
  });

  it('has an address of its own, what is shown of it elsewhere, and the feeds', () => {
    const $ = frameOf();
    expect($('link[rel=canonical]').attr('href')).toBe(places.archiveUrl);
    expect($('meta[property="og:url"]').attr('content')).toBe(places.archiveUrl);
    expect($('meta[property="og:title"]').attr('content')).toBe(
      `${publication.title} · No. 2 of Monday 23 November 2026`,
    );
    expect(
      $('link[rel=alternate]')
        .toArray()
        .map(link => $(link).attr('href')),
    ).toEqual(['../feed.xml', '../feed.json']);
    expect($('.address').text()).toBe(places.archiveUrl);
  });

  it('names no address and no feed where the archive is private, and stays readable from any disk', () => {
    const $ = frameOf({ address: null, feeds: null, subscribe: null });
    expect($('link[rel=canonical], meta[property], link[rel=alternate], .address')).toHaveLength(0);
    expect($.html()).not.toContain('://');
    expect($('nav a')).toHaveLength(3);
  });

  it('has nothing outside the places that are filled which tells of a fact: that could be withdrawn', () => {
    const { page, preheader } = render(aDigest());
    const head = page.slice(0, page.indexOf('</head>'));
    expect(load(head)('meta[name=description]').attr('content')).toBe(publication.description);
    expect(head).not.toContain(preheader.slice(0, 20));
  });

  it('refuses a link that leads elsewhere', () => {
    for (const list of ['/index.html', 'javascript:x', '../../../x/index.html'])
      expect(() => frameOf({ list })).toThrow(UnsafeLinkError);
  });
});

describe('the citation of a fact', () => {
  const citations = (archiveUrl: string | null) => {
    const $ = load(render(aDigest(), { ...places, archiveUrl, allEditionsUrl: null }).page);
    return $('article[id^=fact-] .cite p')
      .toArray()
      .map(cite => $(cite).text());
  };

  it('names publication, number, day and address, and no address where there is none', () => {
    const [first] = citations(places.archiveUrl);
    expect(first).toMatch(
      /^China Tech & Controls 2-\d\d, 23 November 2026, https:\S+\/index\.html#fact-2-\d\d$/,
    );
    expect(citations(null)[0]).toBe(first?.replace(/, https:.*/, ''));
  });
});
