import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { bannerPlace, withBanner } from '../../../../core/archive/banners.ts';
import { messagesFrom } from '../../../../core/rendering/language/messages.ts';
import { type BannerItem, renderBanner } from '../../../../core/rendering/pages/banner.ts';
import { UnsafeLinkError } from '../../../../core/rendering/rendering-errors.ts';
import { aDigest } from '../../../support/builders/a-digest.ts';
import { tagsOf, visibleWords } from '../digest/html-tags.ts';
import { messages, render, sources, templates } from '../shipped-templates.ts';

const item: BannerItem = {
  kind: 'correction',
  number: '2-05',
  edition: '2026-11-30',
  editionNumber: 3,
  page: '../2026-11-30/index.html#correction-2-05',
};
const moved: BannerItem = {
  kind: 'retraction',
  number: '2-09',
  edition: '2026-12-07',
  editionNumber: 4,
  page: '../../china-chips/2026-12-07/index.html#correction-2-09',
};
const banner = renderBanner([item, moved], { templates, messages });

describe('the banner of a page', () => {
  it('says which facts were put right or withdrawn, and where, the newest last', () => {
    expect(visibleWords(banner).trim()).toBe(
      'Put right since Fact 2-05 was corrected in No. 3 of Monday 30 November 2026 . ' +
        'Fact 2-09 was withdrawn in No. 4 of Monday 7 December 2026 .',
    );
    const hrefs = tagsOf(banner).flatMap(({ attributes }) => attributes.href ?? []);
    expect(hrefs).toEqual(['#fact-2-05', item.page, '#fact-2-09', moved.page]);
  });

  it('leads to facts that are on the page, at whose top it stands', () => {
    const { page } = render(aDigest());
    expect(page).toMatch(new RegExp(`<main id="facts">\\n${bannerPlace}\\n`));
    const $ = load(withBanner(page, banner));
    expect($('main').children().first().hasClass('banner')).toBe(true);
    for (const number of ['2-05', '2-09']) expect($(`#fact-${number}`)).toHaveLength(1);
  });

  it('has a frame on pages sealed by any version, in colours of the page or, without these, in that of its text', () => {
    expect(banner).not.toContain('<style');
    const style = load(banner)('aside').attr('style') ?? '';
    expect(style).toContain('border:2px solid');
    for (const [used] of style.matchAll(/var\([^)]*\)/g))
      expect(used).toMatch(/,(currentColor|transparent)\)$/);
    expect(style).not.toMatch(/#[0-9a-f]{3}/);
  });

  it('is in the language of the publication, marked, as the page may be in another', () => {
    const chinese = renderBanner([item], { templates, messages: messagesFrom(sources, 'zh-Hans') });
    expect(chinese).toContain('<aside class="banner" lang="zh-CN" dir="ltr" style=');
    expect(visibleWords(chinese)).toContain('第3期（2026年11月30日星期一） 中更正。');
  });

  it('refuses a link that leads out of the archive', () => {
    for (const page of ['//elsewhere.example/x', 'javascript:x', '../x/index.html']) {
      expect(() => renderBanner([{ ...item, page }], { templates, messages })).toThrow(UnsafeLinkError);
    }
  });
});
