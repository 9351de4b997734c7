import * as cheerio from 'cheerio';
import { describe, expect, it } from 'vitest';
import { completeSite } from '../../../core/archive/site-files.ts';
import { MemorySiteFiles } from '../../support/memory/memory-archive.ts';

const open = { archive: 'https://archive.example', publications: ['weekly', 'former'] };

async function completed() {
  const site = new MemorySiteFiles();
  await completeSite(site, open);
  return site.files;
}

describe('the pages of the installation', () => {
  it('are those that CloudFront and robots ask for', async () => {
    expect([...(await completed()).keys()]).toEqual(['404.html', 'favicon.ico', 'sitemap.xml', 'robots.txt']);
  });

  it('leave what an operator put in their place', async () => {
    const site = new MemorySiteFiles();
    for (const name of ['404.html', 'robots.txt', 'sitemap.xml'] as const) site.files.set(name, 'mine');
    await completeSite(site, open);
    expect([...site.files.values()].filter(content => content === 'mine')).toHaveLength(3);
    expect(site.files.has('favicon.ico')).toBe(true);
  });

  it('say in both languages, each marked as such, that nothing is there, and load nothing', async () => {
    const page = cheerio.load((await completed()).get('404.html') ?? '');
    expect(page('html').attr('lang')).toBe('en');
    expect(page('main > h1').text()).toMatch(/nothing/);
    expect(page('[lang=zh-Hans] h1').text()).toMatch(/没有/);
    expect(page('meta[name=robots]').attr('content')).toBe('noindex');
    expect(page('script, link, img, iframe, form, [src], [style], [onload]')).toHaveLength(0);
    expect(page.html()).not.toMatch(/url\(|@import|https?:/);
  });

  it('keep robots from pages behind links in mails, and from nothing else, and lead them to the map of the site', async () => {
    const leading = 'User-agent: *\nDisallow: /leave/\nSitemap: https://archive.example/sitemap.xml\n';
    expect((await completed()).get('robots.txt')).toBe(leading);
  });

  it('name a map of each publication that has editions, and come up to date with them', async () => {
    const site = new MemorySiteFiles();
    site.files.set('robots.txt', 'User-agent: *\nDisallow: /leave/\n');
    const mapped = () =>
      [...(site.files.get('sitemap.xml') ?? '').matchAll(/<loc>([^<]*)</g)].map(([, url]) => url);
    for (const publications of [['weekly'], ['weekly', 'other']]) {
      await completeSite(site, { ...open, publications });
      expect(mapped()).toEqual(publications.map(id => `https://archive.example/archive/${id}/sitemap.xml`));
    }
    expect(site.files.get('robots.txt')).toContain('Sitemap: ');
  });

  it.each([
    ['the archive is private', { archive: null, publications: ['weekly'] }],
    ['there is no edition yet', { archive: 'https://archive.example', publications: [] }],
  ])('lead nowhere while %s', async (_, content) => {
    const site = new MemorySiteFiles();
    await completeSite(site, content);
    expect(site.files.has('sitemap.xml')).toBe(false);
    expect(site.files.get('robots.txt')).toBe('User-agent: *\nDisallow: /leave/\n');
  });
});
