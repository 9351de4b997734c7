import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chineseFonts, chromium, describeWith, pathOf } from '../support/programs/needed-programs.ts';
import { serving } from '../support/programs/npm-serve.ts';
import { installationIn } from '../support/programs/npm-start.ts';
import { isChosen } from '../support/run/sample.ts';
import { launchBrowser, type Stage, setStage } from './browser.ts';
import { accessFindings, overflowFindings } from './looks.ts';

const people = [
  {
    language: 'en',
    first: 'china-tech-controls',
    other: 'china-tech-controls-zh',
    width: 360,
    scheme: 'light',
  },
  {
    language: 'zh-Hans',
    first: 'china-tech-controls-zh',
    other: 'china-tech-controls',
    width: 1200,
    scheme: 'dark',
  },
] as const;

describeWith([chromium, chineseFonts], 'a person and an installation, without a script', () => {
  let scratch = '';
  let browser: Browser;
  let stage: Stage;
  let child: ChildProcess;
  let url = '';
  beforeAll(async () => {
    if (!isChosen('round trip', 'long tests')) return;
    scratch = await mkdtemp(join(tmpdir(), 'courant-round-trip-'));
    browser = await launchBrowser(pathOf(chromium));
    stage = await setStage(browser);
    ({ child, url } = await serving(await installationIn(join(scratch, 'served'))));
  }, 300_000);
  afterAll(async () => {
    child?.kill('SIGINT');
    if (child) await once(child, 'exit');
    await browser?.close();
    await rm(scratch, { recursive: true, force: true });
  });

  it.runIf(isChosen('round trip', 'long tests')).each(people)(
    'sign up, confirm, read, manage, join, leave, come back and are erased ($language)',
    { timeout: 600_000 },
    async ({ language, first, other, width, scheme }) => {
      const address = `reader-${language.toLowerCase()}@mail.example`;
      const context = await browser.newContext({
        javaScriptEnabled: false,
        colorScheme: scheme,
        viewport: { width, height: 900 },
      });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      // What looks at a page is a script: it does so at a copy.
      const look = async () => {
        const copy = await stage.show(await page.content(), { scheme, width });
        expect(await accessFindings(copy, { without: [] })).toEqual([]);
        expect(await overflowFindings(copy)).toEqual([]);
      };
      const person = personAt(page, url, address, look);

      await person.signUp(first, language);
      await person.confirm();
      await person.nextEdition(2);
      const editions = (await person.inbox()).length - 1;
      expect(editions).toBe(2);

      // What they get, by a link that is mailed.
      await person.manage();
      expect(await page.locator('h3').count()).toBeGreaterThanOrEqual(1);
      await person.press(`form[action$="/join"]:has(input[value="${other}"]) button`);
      await person.confirm();
      await person.nextEdition();
      expect(await person.inbox()).toHaveLength(2 + 1 + 1 + 1 + 2);

      // The mail program's own button: of one publication, and for good.
      await person.openNewest();
      await person.press('.one-click button');
      const back = /\/leave\/([a-z-]+)\//.exec(page.url())?.[1] ?? '';
      await person.nextEdition(4);
      expect(await person.inbox()).toHaveLength(7 + 4);

      await person.signUp(back, language);
      await person.confirm();
      await person.nextEdition();
      expect(await person.inbox()).toHaveLength(11 + 1 + 2);

      await person.manage();
      await person.press('section a[href*="/erase"]');
      await person.press('form button');
      const erased = (await person.inbox()).length;
      await person.nextEdition();
      expect(await person.inbox()).toHaveLength(erased);
      await context.close();
    },
  );
});

/** What somebody does in a browser; every page that they come to is looked at. */
function personAt(page: Page, url: string, address: string, look: () => Promise<void>) {
  const go = async (path: string) => {
    await page.goto(url + path);
    await look();
  };
  /** The first of what a selector names, and waits for the page that it leads to. */
  const press = async (selector: string) => {
    const arrived = page.waitForEvent('framenavigated', frame => frame === page.mainFrame());
    await page.locator(selector).first().click();
    await arrived;
    await page.waitForLoadState();
    await look();
  };
  const inbox = async () => {
    await go(`/inbox?to=${address}`);
    return page.locator('.mails .subject').allTextContents();
  };
  const openNewest = async () => {
    await inbox();
    await press('.mails .subject');
  };
  const followIn = async (path: string) => {
    await openNewest();
    await page.frameLocator('iframe').locator(`a[href*="${path}"]`).first().click();
    await page.waitForURL(`**${path}**`);
    await look();
  };
  return {
    press,
    inbox,
    openNewest,
    async signUp(publication: string, language: string) {
      await go(`/subscribe?publication=${publication}&language=${language}`);
      await page.fill('input[name="address"]', address);
      await press('form button');
    },
    async confirm() {
      await followIn('/confirm/');
      await press('form button');
    },
    async manage() {
      await followIn('/leave/');
      await press('form[action="/manage"] button');
      await followIn('/manage/');
    },
    async nextEdition(times = 1) {
      for (let time = 0; time < times; time += 1) {
        await go('/');
        await press('form[action="/next-edition"] button');
      }
    },
  };
}
