import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSearchedArchive, serveArchive } from '../support/archives/a-searched-archive.ts';
import { chineseFonts, chromium, describeWith, pathOf } from '../support/programs/needed-programs.ts';
import { launchBrowser } from './browser.ts';
import { accessFindings, overflowFindings, targetFindings } from './looks.ts';

/** CSS pixels: two phones, a tablet, a desktop. */
const widths = [320, 360, 768, 1200];

/** Every kind of page of an archive: its path below `archive/`, given the paths of all files. */
const pages: [name: string, path: (files: readonly string[]) => string][] = [
  ['the front', () => 'weekly/index.html'],
  [
    'the page of a month',
    files => files.findLast(path => /^weekly\/all\/\d{4}-\d\d\.html$/.test(path)) ?? '',
  ],
  ['what a year put right', () => 'weekly/all/2028-corrections.html'],
  ['the days ahead', () => 'weekly/all/dates.html'],
  ['the search', () => 'weekly/all/search.html?q=Shenzhen&who=Ministry'],
  ['an edition with neighbours', files => files.filter(path => /^old\/.*\/index\.html$/.test(path))[2] ?? ''],
];
const isSearch = (name: string) => name === 'the search';

describeWith([chromium, chineseFonts], 'the pages of an archive, in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser(pathOf(chromium));
  });
  afterAll(() => browser?.close());

  describe.each(['en', 'zh-Hans'])('in %s', language => {
    let served: Awaited<ReturnType<typeof serveArchive>>;
    let files: string[];
    let looked: Page;
    beforeAll(async () => {
      const archive = await aSearchedArchive(6, language);
      files = [...archive.files.keys()].sort();
      served = await serveArchive(archive);
      // axe runs in the page, which the policy of the page forbids.
      looked = await (await browser.newContext({ bypassCSP: true })).newPage();
    }, 300_000);
    afterAll(async () => {
      await looked?.context().close();
      served?.close();
    });

    const open = async (name: string, path: (files: readonly string[]) => string) => {
      const answer = await looked.goto(served.url + path(files));
      expect(answer?.status(), path(files)).toBe(200);
      if (isSearch(name)) await looked.locator('#hits li').nth(5).waitFor();
    };

    it.each(pages)(
      '%s can be read and used by everybody, at every width, in light and dark',
      async (name, path) => {
        await open(name, path);
        for (const colorScheme of ['light', 'dark'] as const) {
          await looked.emulateMedia({ colorScheme });
          for (const width of widths) {
            await looked.setViewportSize({ width, height: 900 });
            expect(await overflowFindings(looked)).toEqual([]);
          }
          expect(await accessFindings(looked, { without: [] })).toEqual([]);
        }
        await looked.setViewportSize({ width: 360, height: 900 });
        // What is hidden has no height.
        expect((await targetFindings(looked)).filter(one => !one.endsWith(' 0 px high'))).toEqual([]);
      },
    );

    it.each(pages)(
      '%s prints on paper: black on white, nothing wider, all that it says and no way to elsewhere',
      async (name, path) => {
        await open(name, path);
        const says = await looked.locator('main').innerText();
        await looked.setViewportSize({ width: 680, height: 900 });
        await looked.emulateMedia({ media: 'print', colorScheme: 'dark' });
        expect(await overflowFindings(looked)).toEqual([]);
        const { color, background } = await looked.evaluate<{ color: string; background: string }>(
          `(({ color, backgroundColor }) => ({ color, background: backgroundColor }))(getComputedStyle(document.body))`,
        );
        expect([color, background]).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
        for (const nav of await looked.locator('nav').all()) expect(await nav.isVisible()).toBe(false);
        const printed = await looked.locator('main').innerText();
        if (!isSearch(name))
          for (const line of says.split('\n').filter(isSaid)) expect(printed).toContain(line);
        expect((await looked.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
        await looked.emulateMedia({ media: 'screen', colorScheme: 'light' });
      },
    );

    it.each(pages.filter(([name]) => !isSearch(name)))(
      '%s says all without a script, and every link on it leads somewhere',
      async (_, path) => {
        const context = await browser.newContext({ javaScriptEnabled: false });
        const plain = await context.newPage();
        await plain.goto(served.url + path(files));
        expect(await plain.locator('script').count()).toBe(0);
        expect((await plain.locator('main').innerText()).length).toBeGreaterThan(50);
        const links = await plain
          .locator('a[href]')
          .evaluateAll(all => all.map(a => (a as unknown as { href: string }).href));
        const own = links
          .filter(link => link.startsWith(served.url))
          .map(link => link.slice(served.url.length));
        expect(own.length).toBeGreaterThan(3);
        for (const link of own) expect(files, link).toContain(link.replace(/[?#].*$/, ''));
        await context.close();
      },
    );

    it('the days ahead and what a year put right lead to the place that says so', async () => {
      for (const path of ['weekly/all/dates.html', 'weekly/all/2028-corrections.html']) {
        await looked.goto(served.url + path);
        const links = await looked
          .locator('main a[href*="#"]')
          .evaluateAll(all => all.map(a => (a as unknown as { href: string }).href));
        expect(links.length).toBeGreaterThan(0);
        for (const link of links) {
          await looked.goto(link);
          expect(await looked.locator('article:target').count(), link).toBe(1);
        }
      }
    });
  });
});

/** Of the page of an edition, the way to cite is not printed. */
function isSaid(line: string): boolean {
  return line.trim() !== '' && !/^(?:Cite |引用)/.test(line);
}
