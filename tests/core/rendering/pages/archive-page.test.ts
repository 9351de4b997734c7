import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { aDigest } from '../../../support/builders/a-digest.ts';
import { aFullDigest } from '../../../support/builders/a-full-digest.ts';
import { tagsOf } from '../digest/html-tags.ts';
import { marker, messages, render } from '../shipped-templates.ts';

const { page } = render(aDigest());
const tags = tagsOf(page);

describe('the page of the archive', () => {
  it('holds no place of a reader and no way to leave', () => {
    expect(page).not.toContain(marker);
    expect(page).not.toContain(messages.words.leave);
    expect(page).not.toContain(messages.foot.why.slice(0, 12));
  });

  it('lets each fact be cited by its number', () => {
    const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
    expect(ids.filter(id => /^fact-\d+-\d+$/.test(id))).toHaveLength(12);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has each fact in a list, as an article that is named by its statement', () => {
    const $ = load(page);
    const articles = $('article');
    expect(articles).toHaveLength(12);
    for (const article of articles.toArray()) {
      const heading = $(article).children('h3').first();
      expect($(article).attr('aria-labelledby')).toBe(heading.attr('id'));
      expect(heading.text().length).toBeGreaterThan(10);
      expect($(article).parent('li').parent('ul')).toHaveLength(1);
    }
    expect($('[aria-label]').filter((_, element) => element.tagName !== 'nav')).toHaveLength(0);
  });

  it('leads past what stands before the facts', () => {
    const $ = load(page);
    const skip = $('body').children().first();
    expect(skip.is('a')).toBe(true);
    expect($(skip.attr('href') ?? '').is('main')).toBe(true);
  });

  it('leads to the data beside it', () => {
    const links = tags.flatMap(({ attributes }) => attributes.href ?? []);
    const folder = 'https://archive.example/archive/china-tech-controls/2026-11-23';
    expect(links).toContain(`${folder}/digest.json`);
    expect(links).toContain(`${folder}/manifest.json`);
    for (const link of links) expect(link).toMatch(/^(https:\/\/|mailto:|#[\w-]+$)/);
  });

  it('has one h1 and one main, loads nothing, and can be printed', () => {
    for (const name of ['h1', 'main', 'header', 'footer']) {
      expect(tags.filter(tag => tag.name === name)).toHaveLength(1);
    }
    expect(page).not.toMatch(/<script|src=|url\(|@import|<link/);
    expect(page).toContain('@media print');
    expect(page).toContain('prefers-color-scheme:dark');
  });

  it('lists what is in it, in order, and leads there', () => {
    const { page } = render(aFullDigest());
    const found = tagsOf(page);
    const ids = found.flatMap(({ attributes }) => attributes.id ?? []);
    const contents = /<nav[\s\S]*<\/nav>/.exec(page)?.[0] ?? '';
    const anchors = [...contents.matchAll(/href="#([^"]+)"/g)].map(([, anchor = '']) => anchor);
    const topics = ['topic-controls', 'topic-strategy', 'topic-regions'];
    expect(anchors).toEqual([
      ...['corrections', 'in-brief', 'dates-ahead'],
      ...topics,
      ...['views', 'sources', 'about'],
    ]);
    expect(ids.filter(id => anchors.includes(id))).toEqual(anchors);
    const inside = found.flatMap(({ attributes }) => /^#(.+)/.exec(attributes.href ?? '')?.[1] ?? []);
    for (const anchor of inside) expect(ids, anchor).toContain(anchor);
  });

  it('leads to other editions as they lie beside it, wherever the archive is', () => {
    const links = tagsOf(render(aFullDigest()).page).flatMap(({ attributes }) => attributes.href ?? []);
    expect(links.filter(link => link.startsWith('..')).sort()).toEqual(
      ['02', '04', '04', '07', '09'].map(fact => `../2026-11-16/index.html#fact-1-${fact}`),
    );
  });
});
