import { describe, expect, it } from 'vitest';
import { messageOf } from '../craft/message.ts';
import { catalogue, editionNamed } from '../support/editions/catalogue.ts';
import { followed, followedPage } from '../support/editions/followed.ts';
import { everyReaderPage } from '../support/pages/reader-pages.ts';
import { chineseFonts, chromium, describeWith } from '../support/programs/needed-programs.ts';
import { sampleOf } from '../support/run/sample.ts';
import type { View } from './browser.ts';
import {
  accessFindings,
  overflowFindings,
  rulesOfPages,
  targetFindings,
  widestText,
  widths,
} from './looks.ts';
import { stageOfTests } from './stage-of-tests.ts';

const names = Object.keys(catalogue);
const schemes = ['light', 'dark'] as const;

/** Every page of the web: of an edition, the list of all, and those for readers. */
const pages: [name: string, html: () => Promise<string>][] = [
  ...names.map((name): [string, () => Promise<string>] => [
    `of the edition "${name}"`,
    async () => (await editionNamed(name)).page,
  ]),
  [
    'of an edition that was put right twice',
    async () => (await editionNamed('corrected')).pagesBefore[0] ?? '',
  ],
  [
    'of an edition whose correction was put right',
    async () => (await editionNamed('corrected')).pagesBefore[1] ?? '',
  ],
  ...(Object.keys(followed) as (keyof typeof followed)[]).map((name): [string, () => Promise<string>] => [
    `of which later editions say much, ${name}`,
    () => followedPage(name),
  ]),
  ...['usual', 'chinese'].map((name): [string, () => Promise<string>] => [
    `of all editions, as of "${name}"`,
    async () => (await editionNamed(name)).list,
  ]),
  ...everyReaderPage.map(([name, html]): [string, () => Promise<string>] => [
    `for readers, ${name}`,
    async () => html,
  ]),
];

describeWith([chromium, chineseFonts], 'in a browser', () => {
  const stage = stageOfTests();

  const htmlOf = async (name: string) => (await messageOf(await editionNamed(name))).html;

  /** Shows something at every width, and asks at each whether all of it is to be seen. */
  async function expectToFit(html: string, view: Omit<View, 'width'>): Promise<void> {
    await stage.show(html, { ...view, width: widths[0] });
    for (const width of widths) {
      await stage.resize(width);
      expect(await overflowFindings(stage.page)).toEqual([]);
    }
    expect(stage.requests).toEqual([]);
  }

  describe.each(sampleOf('messages', names, 'looks at editions'))('the message "%s"', name => {
    // The document is the same at every width and in both schemes: all rules are asked once, on a desktop; in the dark, and where
    // there are no styles, only what goes by colours, on a phone.
    it('can be read by everybody', async () => {
      const page = await stage.show(await htmlOf(name), { scheme: 'light', width: 1200 });
      expect(await accessFindings(page, { without: rulesOfPages })).toEqual([]);
    });

    it('has contrast in the dark, and without styles', async () => {
      for (const view of [{ scheme: 'dark' }, { scheme: 'light', styles: false }] as const) {
        const page = await stage.show(await htmlOf(name), { ...view, width: 375 });
        expect(await accessFindings(page, { only: 'color-contrast' })).toEqual([]);
      }
    });

    it('fits every width, and loads nothing', async () => {
      const html = await htmlOf(name);
      for (const scheme of schemes) await expectToFit(html, { scheme });
      await expectToFit(html, { scheme: 'light', styles: false });
      expect(await widestText(stage.page)).toBeLessThanOrEqual(600);
    });

    it('has links that a finger hits', async () => {
      const page = await stage.show(await htmlOf(name), { scheme: 'light', width: 375 });
      expect(await targetFindings(page)).toEqual([]);
    });
  });

  describe.each(sampleOf('pages', pages, 'looks at editions'))('the page %s', (_, html) => {
    it('can be read by everybody, in light and dark', async () => {
      const page = await stage.show(await html(), { scheme: 'light', width: 1200 });
      expect(await accessFindings(page, { without: [] })).toEqual([]);
      await stage.show(await html(), { scheme: 'dark', width: 375 });
      expect(await accessFindings(page, { only: 'color-contrast' })).toEqual([]);
    });

    it('fits every width, and loads nothing', async () => {
      for (const scheme of schemes) await expectToFit(await html(), { scheme });
    });

    it('has links that a finger hits', async () => {
      const page = await stage.show(await html(), { scheme: 'light', width: 375 });
      expect(await targetFindings(page)).toEqual([]);
    });
  });

  describe('what is broken is found', () => {
    const broken = async (what: string | RegExp, by: string, view: Partial<View> = {}) => {
      const html = await htmlOf('usual');
      expect(html).toMatch(what);
      return stage.show(html.replace(what, by), { scheme: 'light', width: 375, ...view });
    };

    it('where a text is too pale', async () => {
      const page = await broken('</h1>', '</h1><p style="color:#c0c0c0">Pale</p>');
      expect(await accessFindings(page, { only: 'color-contrast' })).toEqual([
        expect.stringMatching(/^color-contrast: .* insufficient color contrast of 1\.\d/),
      ]);
    });

    it('where a text is too pale in the dark only', async () => {
      const page = await broken('</h1>', '</h1><p><span style="color:#211e1a">Dark</span></p>', {
        scheme: 'dark',
      });
      expect(await accessFindings(page, { only: 'color-contrast' })).toHaveLength(1);
      await stage.show(await page.content(), { scheme: 'light', width: 375 });
      expect(await accessFindings(page, { only: 'color-contrast' })).toEqual([]);
    });

    it('where a contrast cannot be told', async () => {
      const page = await broken('</h1>', '</h1><p style="background:linear-gradient(#000,#fff)">Where?</p>');
      expect(await accessFindings(page, { only: 'color-contrast' })).toHaveLength(1);
    });

    it('where the language is missing', async () => {
      const page = await broken(/<html lang="en"/, '<html');
      expect(await accessFindings(page, { without: rulesOfPages })).toEqual([
        expect.stringMatching(/^html-has-lang: html/),
      ]);
    });

    it('where something is too wide', async () => {
      const page = await broken('</h1>', '</h1><p style="width:700px">Wide</p>');
      expect(await overflowFindings(page)).toEqual([
        expect.stringMatching(/px in a window of 375: P "Wide"$/),
      ]);
      await stage.resize(1200);
      expect(await overflowFindings(page)).toEqual([]);
    });

    it('where something is loaded', async () => {
      await broken('</h1>', '</h1><img alt="" src="https://tracker.example/p.gif">');
      expect(stage.requests).toEqual(['https://tracker.example/p.gif']);
    });

    it('where something runs', async () => {
      await broken('</h1>', '</h1><img alt="" src="data:," onerror="alert(1)">');
      await expect.poll(() => stage.requests).toContain('a dialog: 1');
    });

    it('where a link is too small', async () => {
      const page = await broken(
        '</h1>',
        '</h1><p><a href="https://a.example/" style="padding:0;line-height:12px">Small</a></p>',
      );
      expect(await targetFindings(page)).toContainEqual(expect.stringMatching(/^"Small" is \d+ px high$/));
    });
  });
});
