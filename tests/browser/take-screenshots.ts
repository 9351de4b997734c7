// Takes the pictures of docs/images/ anew: npm run screenshots. The usual edition of each publication of cdk.json, as its readers
// see it on a phone and on a desktop, by day and by night. The same templates, browser and fonts give the same pictures.
import { mkdir, writeFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { messageOf } from '../craft/message.ts';
import type { BuiltEdition } from '../support/editions/build.ts';
import { usualOfEachPublication } from '../support/editions/catalogue.ts';
import { chineseFonts, chromium, pathOf } from '../support/programs/needed-programs.ts';
import { launchBrowser, setStage } from './browser.ts';
import { withPalette } from './palette-png.ts';

/** CSS pixels: the window, and what of it is in the picture. On a desktop that is the column with some of the ground beside it. */
const frames = {
  phone: { window: 375, width: 375, height: 1400, scale: 1.5 },
  desktop: { window: 1200, width: 720, height: 1400, scale: 1.25 },
};
const folder = new URL('../../docs/images/', import.meta.url);

async function takePictures(browser: Browser, edition: BuiltEdition): Promise<void> {
  const { html } = await messageOf(edition);
  for (const [frame, { window, width, height, scale }] of Object.entries(frames)) {
    const stage = await setStage(browser, scale);
    for (const scheme of ['light', 'dark'] as const) {
      const page = await stage.show(html, { scheme, width: window });
      const clip = { x: (window - width) / 2, y: 0, width, height };
      const picture = withPalette(await page.screenshot({ clip, fullPage: true, animations: 'disabled' }));
      const name = `digest-${edition.publication.language}-${frame}-${scheme}.png`;
      await writeFile(new URL(name, folder), picture);
      process.stdout.write(`docs/images/${name}: ${Math.round(picture.length / 1000)} kB\n`);
    }
  }
}

// Without them Chinese would be boxes.
pathOf(chineseFonts);
await mkdir(folder, { recursive: true });
const browser = await launchBrowser(pathOf(chromium));
try {
  for (const edition of await Promise.all(usualOfEachPublication())) await takePictures(browser, edition);
} finally {
  await browser.close();
}
