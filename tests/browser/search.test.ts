import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readFactLines } from '../../core/archive/data/fact-line.ts';
import {
  aSearchedArchive,
  type SearchedArchive,
  serveArchive,
} from '../support/archives/a-searched-archive.ts';
import { chineseFonts, chromium, describeWith, pathOf } from '../support/programs/needed-programs.ts';
import { launchBrowser } from './browser.ts';

const editions = 12;

/** What the page says, by the language of the publication. */
const said = {
  en: { words: 'Words', found: (n: number) => `${n} facts found` },
  'zh-Hans': { words: '词语', found: (n: number) => `找到${n}条事实` },
};

const isOfMonth = (path: string) => /\/\d{4}-\d\d\.jsonl$/.test(path);

/** Each fact's line, by id, as the months have them. */
function linesOf({ files }: SearchedArchive) {
  const all = [...files].flatMap(([path, content]) => (isOfMonth(path) ? readFactLines(content, path) : []));
  return new Map(all.map(line => [line.id, line]));
}

describeWith(
  [chromium, chineseFonts],
  'searching an archive of three years and two languages, in a browser',
  () => {
    let browser: Browser;
    let page: Page;
    let archives: Record<'en' | 'zh-Hans', SearchedArchive>;
    let servedBy: Record<'en' | 'zh-Hans', Awaited<ReturnType<typeof serveArchive>>>;
    let archive: SearchedArchive;
    let served: Awaited<ReturnType<typeof serveArchive>>;
    const complaints: string[] = [];
    beforeAll(async () => {
      archives = {
        en: await aSearchedArchive(editions),
        'zh-Hans': await aSearchedArchive(editions, 'zh-Hans'),
      };
      servedBy = { en: await serveArchive(archives.en), 'zh-Hans': await serveArchive(archives['zh-Hans']) };
      archive = archives.en;
      served = servedBy.en;
      browser = await launchBrowser(pathOf(chromium));
      page = await browser.newPage();
      page.on('console', message => complaints.push(message.text()));
      page.on('pageerror', error => complaints.push(error.message));
    }, 300_000);
    afterAll(async () => {
      await browser?.close();
      for (const one of Object.values(servedBy ?? {})) one.close();
    });

    const open = (query = '') => page.goto(`${served.url}weekly/all/search.html${query}`);
    const found = (n: number) => page.getByText(new RegExp(`^${n} facts? found$`)).waitFor();
    const links = () =>
      page.locator('#hits .say').evaluateAll(all => all.map(a => (a as unknown as { href: string }).href));

    it.each([
      ['Shenzhen', 'en'],
      ['深圳', 'en'],
      ['Shenzhen', 'zh-Hans'],
      ['深圳', 'zh-Hans'],
    ] as const)(
      'finds for %s every fact in whose text or entities it stands, and its link lands on it, in %s',
      async (word, language) => {
        const archive = archives[language];
        const served = servedBy[language];
        const lines = linesOf(archive);
        const expected = archive.filed.filter(({ id, statement, entities }) => {
          const right = lines.get(id)?.standing?.right?.statement ?? {};
          return JSON.stringify([statement, entities, right]).toLowerCase().includes(word.toLowerCase());
        });
        expect(expected.length).toBeGreaterThan(2 * editions - 1);
        await page.goto(`${served.url}weekly/all/search.html`);
        await page.getByRole('searchbox', { name: said[language].words }).fill(word);
        await page.keyboard.press('Enter');
        await page.getByText(said[language].found(expected.length), { exact: true }).waitFor();
        const all = await links();
        const placeOf = (id: string) => lines.get(id)?.page.replace('../', `${lines.get(id)?.publication}/`);
        const places = all.map(link => link.slice(served.url.length));
        expect(places.toSorted()).toEqual(expected.map(({ id }) => placeOf(id)).sort());
        const byPlace = new Map([...lines.values()].map(line => [placeOf(line.id), line]));
        const visitor = await browser.newPage();
        for (const link of all) {
          await visitor.goto(link);
          const box = visitor.locator(':target');
          const line = byPlace.get(link.slice(served.url.length));
          const other = language === 'en' ? 'zh-Hans' : 'en';
          expect(await box.innerText()).toContain(line?.statement[language] ?? line?.statement[other]);
          expect(await box.locator('.standing').count(), link).toBe(line?.standing ? 1 : 0);
        }
        await visitor.close();
        expect(complaints).toEqual([]);
      },
      300_000,
    );

    it('shows newest first, with number, edition, label, who says so, source and standing', async () => {
      await open('?q=Shenzhen');
      await page.getByText(/facts found$/).waitFor();
      const years = (await links()).map(link => /\/(\d{4}-\d\d-\d\d)\//.exec(link)?.[1]);
      expect(years).toEqual([...years].sort().reverse());
      expect(years.some(year => year?.startsWith('2026'))).toBe(true);
      const old = page.locator('#hits li', { hasText: 'Order 1 stands' });
      expect(await old.innerText()).toMatch(/Since then: Suspended, 9-03 \(No\. 9/);
      expect(await old.innerText()).toMatch(
        /1-03 · No\. 1, .* · In force · according to Ministry of Examples · The Example Post/,
      );
      expect(await page.locator('#hits li', { hasText: 'Shenzhen pays for course 2.' }).innerText()).toMatch(
        /Corrected in No\. 3[\s\S]*Right is: Shenzhen pays for course 3\./,
      );
      const chinese = page.locator('#hits span[lang="zh-Hans"]');
      await open('?q=%E6%B7%B1%E5%9C%B3');
      await page.getByText(/facts found$/).waitFor();
      expect(await chinese.count()).toBeGreaterThan(editions);
    });

    it('is used by the keyboard alone: what has the focus shows it, in the order of the page', async () => {
      await open('?q=Shanghai');
      await found(editions);
      const focused: (string | null)[] = [];
      for (let n = 0; n < 7; n += 1) {
        await page.keyboard.press('Tab');
        const at = page.locator(':focus');
        focused.push(await at.evaluate(element => element.id || element.tagName));
        const outline = await page.evaluate(
          `(({ outlineStyle, outlineWidth }) => outlineStyle + ' ' + outlineWidth)(getComputedStyle(document.activeElement))`,
        );
        expect(outline, focused.at(-1) ?? '').toBe('solid 3px');
      }
      // The link to all editions, then the form, then the hits.
      expect(focused).toEqual(['A', 'q', 'SUMMARY', 'BUTTON', 'A', 'A', 'A']);
      await page.keyboard.press('Enter');
      await page.locator('article:target').waitFor();
    });

    it('keeps the question in the address: to be sent, and by back and forward', async () => {
      await open('?q=Order&kind=measure&from=2028&to=2028');
      await found(4);
      expect(await page.getByLabel('Kind').inputValue()).toBe('measure');
      await page.getByRole('searchbox').fill('nothing of the kind');
      await page.getByRole('button', { name: 'Search' }).click();
      await found(0);
      expect(page.url()).toContain('q=nothing+of+the+kind');
      await page.goBack();
      await found(4);
      expect(await page.getByRole('searchbox').inputValue()).toBe('Order');
      await page.goForward();
      await found(0);
    });

    it('says to who hears the page how far it is, and how many it found; the next hundred is a button away', async () => {
      await open('?q=Shenzhen');
      await page.getByText(/facts found$/).waitFor();
      expect(await page.getByRole('status').innerText()).toMatch(/^\d+ facts found$/);
      await open('?q=0 1 2');
      expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
    });

    it('names the months that could not be read, and what was found in the others', async () => {
      const gone = [...archive.files.keys()].filter(isOfMonth)[1] ?? '';
      const { files, filed } = archive;
      const other = await serveArchive({
        files: new Map([...files].filter(([path]) => path !== gone)),
        filed,
      });
      const visitor = await browser.newPage();
      await visitor.goto(`${other.url}weekly/all/search.html?q=Shanghai`);
      const month = gone.replace(/^.*\/(.*)\.jsonl$/, '$1');
      await visitor.getByText(`${editions - 1} facts found. Not all could be read: ${month}.`).waitFor();
      await visitor.close();
      other.close();
    });

    it('leads to the months where no script runs', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const plain = await context.newPage();
      await plain.goto(`${served.url}weekly/all/search.html`);
      expect(await plain.locator('form').isVisible()).toBe(false);
      await plain.getByRole('link', { name: 'all months' }).click();
      await plain.getByRole('link', { name: 'August' }).first().click();
      expect(plain.url()).toMatch(/weekly\/all\/\d{4}-08\.html$/);
      await plain.getByRole('link', { name: /^← / }).click();
      await plain.locator('.facts .say').first().click();
      expect(await plain.locator('article:target').count()).toBe(1);
      await context.close();
    });
  },
);
