import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { editionNamed } from '../support/editions/catalogue.ts';
import { followed, followedPage } from '../support/editions/followed.ts';
import { chineseFonts, chromium, describeWith } from '../support/programs/needed-programs.ts';
import { stageOfTests } from './stage-of-tests.ts';

/** What the box of a permanent link shows, where that is visible and lies inside the box. */
function insideTarget(page: Page, anchor: string): Promise<string[]> {
  return page.evaluate(`(() => {
    location.hash = '#${anchor}';
    const box = document.querySelector(':target');
    if (!box) return ['no target'];
    const { top, bottom, left, right } = box.getBoundingClientRect();
    return [...box.querySelectorAll('.standing, .then')].map(element => {
      const own = element.getBoundingClientRect();
      const isInside = own.top >= top && own.bottom <= bottom && own.left >= left && own.right <= right;
      return own.height > 0 && isInside ? element.innerText.replace(/\\s+/g, ' ').trim() : 'outside';
    });
  })()`);
}

const inEnglish: Record<string, string[]> = {
  'fact-1-01': ['Since then: Suspended, 2-01 (No. 2, 16 November 2026).', 'At the time:'],
  'fact-1-02': [
    'Corrected in No. 2, 16 November 2026. Right is: Proposed: Port Meridian would lend clean rooms to young companies free of charge.',
    'We had said:',
  ],
  'fact-1-03': ['More on this since: 2-02 (No. 2, 16 November 2026).'],
  'fact-1-04': ['Withdrawn in No. 2, 16 November 2026.', 'We had said:'],
};
/** What the boxes say besides: the words that stood there before. */
const oldWords = {
  'in English': [
    'A draft order would put etching tools under licence.',
    'Port Meridian lends clean rooms to young companies free of charge.',
    'Port Meridian has 214 chip companies.',
    'Nine in ten of the city’s engineers were trained abroad.',
  ],
  'in Chinese': [
    '一项命令草案拟将蚀刻工具纳入许可管理。',
    '子午港市向初创企业免费出借洁净室。',
    '子午港市有214家芯片企业。',
    '该市九成工程师在国外受过培训。',
  ],
};
const numbers = ['1-01', '1-02', '1-03', '1-04'];
/** The pages of earlier versions say of each fact that its statement holds. */
const oldWordsOf = (name: keyof typeof followed) =>
  name in oldWords
    ? oldWords[name as keyof typeof oldWords]
    : numbers.map(number => `Statement ${number} of the first edition holds.`);

const inChinese: Record<string, string[]> = {
  'fact-1-01': ['此后状态：暂停实施，见2-01（2026年11月16日第2期）。', '当时情况：'],
  'fact-1-04': ['已由2026年11月16日第2期撤回。', '此前表述：'],
};

describeWith([chromium, chineseFonts], 'a permanent link, in a browser', () => {
  const stage = stageOfTests();

  describe.each(Object.keys(followed) as (keyof typeof followed)[])('to a page %s', name => {
    it.each(Object.entries(name === 'in Chinese' ? inChinese : inEnglish))(
      'shows inside the box of #%s what has become of the fact',
      async (anchor, expected) => {
        const page = await stage.show(await followedPage(name), { scheme: 'light', width: 375 });
        expect(await insideTarget(page, anchor)).toEqual(expected);
      },
    );

    it('leads to where that is said, and the box keeps the old words', async () => {
      const page = await stage.show(await followedPage(name), { scheme: 'light', width: 375 });
      const links = await page
        .locator('.standing a')
        .evaluateAll(all => all.map(a => a.getAttribute('href')));
      const later = '../2026-11-16/index.html';
      expect(links.sort()).toEqual(
        ['#correction-1-02', '#correction-1-04', '#fact-2-01', '#fact-2-02'].map(anchor => later + anchor),
      );
      for (const [index, number] of numbers.entries()) {
        const box = page.locator(`#fact-${number}`);
        const own = await box.evaluate(element => {
          const copy = element.cloneNode(true) as typeof element;
          for (const mark of copy.querySelectorAll('.standing')) mark.remove();
          return copy.textContent;
        });
        expect(own).toContain(oldWordsOf(name)[index]);
      }
    });
  });

  it('says it to who hears the page too: a heading begins with what its words are', async () => {
    const page = await stage.show(await followedPage('in English'), { scheme: 'light', width: 375 });
    const headings = await page.getByRole('heading', { level: 3 }).allInnerTexts();
    expect(headings.map(text => text.replace(/\s+/g, ' '))).toEqual([
      'At the time: Proposed: A draft order would put etching tools under licence.',
      'We had said: Port Meridian lends clean rooms to young companies free of charge.',
      'Port Meridian has 214 chip companies.',
      'We had said: Nobody named: Nine in ten of the city’s engineers were trained abroad.',
    ]);
    const article = page.getByRole('article', { name: /^We had said: Port Meridian lends/ });
    expect(await article.count()).toBe(1);
  });

  it('has a citation to copy that says what became of the fact, without a script', async () => {
    const page = await stage.show(await followedPage('in English'), { scheme: 'light', width: 375 });
    expect(await page.locator('script').count()).toBe(0);
    const cite = page.locator('#fact-1-02 details');
    expect(await cite.locator('p').isVisible()).toBe(false);
    await cite.locator('summary').click();
    expect(await cite.locator('p').innerText()).toBe(
      'China Tech & Controls 1-02, 9 November 2026, https://archive.example/archive/china-tech-controls/2026-11-09/index.html#fact-1-02, as corrected in No. 2',
    );
  });

  it('prints with the address of the page, and with what has become of its facts', async () => {
    const page = await stage.show(await followedPage('in English'), { scheme: 'light', width: 680 });
    await page.emulateMedia({ media: 'print' });
    const address = page.locator('.address');
    expect(await address.innerText()).toBe(
      'https://archive.example/archive/china-tech-controls/2026-11-09/index.html',
    );
    expect(await address.isVisible()).toBe(true);
    expect(await page.locator('.standing').first().isVisible()).toBe(true);
    for (const hidden of ['nav', '.cite summary'])
      expect(await page.locator(hidden).first().isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    expect(await address.isVisible()).toBe(false);
  });

  it('prints the address of a source once, in the list of sources, and no line wider than the paper', async () => {
    const { page: html } = await editionNamed('usual');
    const page = await stage.show(html, { scheme: 'light', width: 360 });
    await page.emulateMedia({ media: 'print' });
    const printed: string[] = await page.evaluate(`[...document.querySelectorAll('main a')].flatMap(a => {
      const { content } = getComputedStyle(a, '::after');
      return content.includes('://') ? [a.closest('.sources, .original') ? 'once' : 'in a line'] : [];
    })`);
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    await page.emulateMedia({ media: 'screen' });
    expect(new Set(printed)).toEqual(new Set(['once']));
    expect(wide).toBe(360);
  });
});
