import * as cheerio from 'cheerio';
import { describe, expect, it } from 'vitest';
import { completeSite } from '../../../core/archive/site-files.ts';
import { MemorySiteFiles } from '../../support/memory/memory-archive.ts';

async function completed() {
  const site = new MemorySiteFiles();
  await completeSite(site);
  return site.files;
}

describe('the pages of the installation', () => {
  it('are those that CloudFront and robots ask for', async () => {
    expect([...(await completed()).keys()]).toEqual(['404.html', 'robots.txt']);
  });

  it('leave what an operator put in their place', async () => {
    const site = new MemorySiteFiles();
    site.files.set('404.html', 'mine');
    await completeSite(site);
    expect(site.files.get('404.html')).toBe('mine');
    expect(site.files.has('robots.txt')).toBe(true);
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

  it('keep robots from pages behind links in mails, and from nothing else', async () => {
    expect((await completed()).get('robots.txt')).toBe('User-agent: *\nDisallow: /leave/\n');
  });
});
