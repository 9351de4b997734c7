import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveApp } from '../../local/serve/serve-app.ts';
import { anApi, mailed } from '../lambdas/subscriptions/an-api.ts';
import { chromium, describeWith, pathOf } from '../support/programs/needed-programs.ts';
import { launchBrowser } from './browser.ts';

describeWith([chromium], 'in a browser without script', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser(pathOf(chromium));
  });
  afterAll(() => browser?.close());

  it('forms say which site they are sent from, so that those of other sites can be refused', async () => {
    const told = await anApi([]);
    const { path } = await mailed(told, 'subscribe');
    const server = await serveApp(told.api, 0);
    try {
      const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
      await page.goto(`${server.url}/subscribe`);
      await page.fill('[type=email]', 'anna@mail.example');
      await page.click('button');
      expect(await page.textContent('h1')).toBe('Look into your inbox');
      await page.goto(server.url + path);
      await page.click('button');
      expect(await page.textContent('h1')).toBe('You are subscribed');
      expect(told.calls).toEqual(['put', 'enqueue', 'confirm']);
    } finally {
      await server.stop();
    }
  });
});
