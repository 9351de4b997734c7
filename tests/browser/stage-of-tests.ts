import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { chromium, pathOf } from '../support/programs/needed-programs.ts';
import { launchBrowser, type Stage, setStage } from './browser.ts';

/** The stage of the tests that stand where this is called, in a browser of their own: set before the first, closed after the last. */
export function stageOfTests(): Stage {
  let browser: Browser | undefined;
  let stage: Stage;
  beforeAll(async () => {
    browser = await launchBrowser(pathOf(chromium));
    stage = await setStage(browser);
  });
  afterAll(() => browser?.close());
  return {
    get page() {
      return stage.page;
    },
    get requests() {
      return stage.requests;
    },
    show: (html, view) => stage.show(html, view),
    resize: width => stage.resize(width),
  };
}
