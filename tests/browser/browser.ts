import { type Browser, chromium as driver, type Page } from 'playwright-core';

/** How a message or page is looked at; `styles: false` takes every style block away, as several Chinese and older programs do. */
export type View = { scheme: 'light' | 'dark'; width: number; styles?: boolean };

/** A page that is cut off from every network, and what it tried to load all the same. */
export type Stage = {
  page: Page;
  requests: string[];
  show(html: string, view: View): Promise<Page>;
  resize(width: number): Promise<void>;
};

const height = 900;

/** Starts Debian's browser, without a window; without its sandbox, which root has none of: what it shows is ours and offline. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return driver.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  });
}

/** Sets a stage. Each time that something is shown, `requests` begins anew. */
export async function setStage(browser: Browser, deviceScaleFactor = 1): Promise<Stage> {
  const context = await browser.newContext({ offline: true, serviceWorkers: 'block', deviceScaleFactor });
  const requests: string[] = [];
  await context.route('**/*', route => {
    requests.push(route.request().url());
    return route.abort();
  });
  const page = await context.newPage();
  page.on('dialog', async dialog => {
    requests.push(`a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  return {
    page,
    requests,
    async show(html, { scheme, width, styles = true }) {
      requests.length = 0;
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height });
      await page.setContent(styles ? html : withoutStyles(html));
      return page;
    },
    resize: width => page.setViewportSize({ width, height }),
  };
}

/** HTML without its style blocks; style attributes stay. */
export function withoutStyles(html: string): string {
  return html.replace(/<style\b[\s\S]*?<\/style>/g, '');
}
