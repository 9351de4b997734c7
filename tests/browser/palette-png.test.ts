import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromium, describeWith, pathOf } from '../support/programs/needed-programs.ts';
import { launchBrowser, setStage } from './browser.ts';
import { decode, withPalette } from './palette-png.ts';

const text = '<h1 style="color:#8f1d14">Ägypten & more</h1><hr><p>Text, in black.</p>';
const drawn = (ground: string, on: string) => `<body style="margin:0;background:${ground}">${on}`;
/** Fifty blocks, each of another colour and width. */
const blocks = Array.from(
  { length: 50 },
  (_, at) =>
    `<div style="background:rgb(${at * 5},${at},${255 - at});width:${at * 6}px;height:${3 + (at % 2)}px"></div>`,
).join('');

describeWith([chromium], 'a picture with a palette', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser(pathOf(chromium));
  });
  afterAll(() => browser?.close());

  async function pictureOf(html: string): Promise<Buffer> {
    const { page } = await setStage(browser);
    await page.setViewportSize({ width: 301, height: 203 });
    await page.setContent(html);
    return page.screenshot();
  }
  const shown = (png: Buffer) =>
    pictureOf(
      `<body style="margin:0"><img alt="" style="display:block" src="data:image/png;base64,${png.toString('base64')}">`,
    );

  it('is the same picture to a browser, and smaller', async () => {
    const whole = await pictureOf(drawn('#fffdf8', blocks));
    const small = withPalette(whole);
    expect(new Set(decode(whole).pixels).size).toBeGreaterThan(40);
    expect(decode(await shown(small))).toEqual(decode(whole));
    expect(small.length).toBeLessThan(whole.length);
  });

  it('comes near where there are more colours than it can have', async () => {
    const whole = await pictureOf(drawn('linear-gradient(90deg, #ff0000, #00ff80)', text));
    const [before, after] = [decode(whole).pixels, decode(await shown(withPalette(whole))).pixels];
    expect(new Set(before).size).toBeGreaterThan(256);
    expect(new Set(after).size).toBeLessThanOrEqual(256);
    const far = before.filter((colour, at) =>
      [16, 8, 0].some(
        shift => Math.abs(((colour >> shift) & 255) - (((after[at] ?? 0) >> shift) & 255)) > 40,
      ),
    );
    expect(far.length / before.length).toBeLessThan(0.01);
  });
});
