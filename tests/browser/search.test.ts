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
import { accessFindings, overflowFindings, targetFindings, widths } from './looks.ts';

const editions = 12;

/** Each fact's line, by id, as the months have them. */
function linesOf({ files }: SearchedArchive) {
  const all = [...files].flatMap(([path, content]) =>
    path.endsWith('.jsonl') ? readFactLines(content, path) : [],
  );
  return new Map(all.map(line => [line.id, line]));
}

describeWith(
  [chromium, chineseFonts],
  'searching an archive of three years and two languages, in a browser',
  () => {
    let browser: Browser;
    let page: Page;
    let archive: SearchedArchive;
    let served: Awaited<ReturnType<typeof serveArchive>>;
    const complaints: string[] = [];
    beforeAll(async () => {
      archive = await aSearchedArchive(editions);
      served = await serveArchive(archive);
      browser = await launchBrowser(pathOf(chromium));
      page = await browser.newPage();
      page.on('console', message => complaints.push(message.text()));
      page.on('pageerror', error => complaints.push(error.message));
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      served?.close();
    });

    const open = (query = '') => page.goto(`${served.url}weekly/all/search.html${query}`);
    const found = (n: number) => page.getByText(new RegExp(`^${n} facts? found$`)).waitFor();
    const links = () =>
      page.locator('#hits .say').evaluateAll(all => all.map(a => (a as unknown as { href: string }).href));

    it.each(['Shenzhen', '深圳'])(
      'finds for %s every fact in whose text or entities it stands, and its link lands on it',
      async word => {
        const lines = linesOf(archive);
        const expected = archive.filed.filter(({ id, statement, entities }) => {
          const right = lines.get(id)?.standing?.right?.statement ?? {};
          return JSON.stringify([statement, entities, right]).toLowerCase().includes(word.toLowerCase());
        });
        expect(expected.length).toBeGreaterThan(2 * editions - 1);
        await open();
        await page.getByRole('searchbox', { name: 'Words' }).fill(word);
        await page.keyboard.press('Enter');
        await found(expected.length);
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
          expect(await box.innerText()).toContain(line?.statement.en ?? line?.statement['zh-Hans']);
          expect(await box.locator('.standing').count(), link).toBe(line?.standing ? 1 : 0);
        }
        await visitor.close();
        expect(complaints).toEqual([]);
      },
      60_000,
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
      const gone = [...archive.files.keys()].filter(path => path.endsWith('.jsonl'))[1] ?? '';
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

    it.each(['light', 'dark'] as const)(
      'can be read and used by everybody at every width, %s, and so can the months',
      async scheme => {
        const visitor = await browser.newPage({ colorScheme: scheme });
        // axe runs in the page, which the policy of the page forbids.
        const context = await browser.newContext({ colorScheme: scheme, bypassCSP: true });
        const looked = await context.newPage();
        const month = [...archive.files.keys()].filter(path => /^weekly\/all\/\d.*html$/.test(path))[2];
        for (const path of ['weekly/all/search.html?q=Shenzhen&who=Ministry', month, 'weekly/index.html']) {
          await looked.goto(served.url + path);
          if (path?.includes('search')) await looked.getByText(/facts found$/).waitFor();
          for (const width of widths) {
            await looked.setViewportSize({ width, height: 900 });
            expect(await overflowFindings(looked)).toEqual([]);
          }
          expect(await accessFindings(looked, { without: [] })).toEqual([]);
          // What is hidden has no height.
          const targets = await targetFindings(looked);
          expect(targets.filter(one => !one.endsWith(' 0 px high'))).toEqual([]);
        }
        await context.close();
        await visitor.close();
      },
      60_000,
    );
  },
);
