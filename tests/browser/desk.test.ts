import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { articleText } from '../../core/filing/drafts/article-text.ts';
import { openFiling } from '../../local/desk/filing/filing.ts';
import { aDesk, anEmptyProject, pasted } from '../local/desk/a-desk.ts';
import { chromium, describeWith, pathOf } from '../support/programs/needed-programs.ts';
import { launchBrowser } from './browser.ts';
import { accessFindings, overflowFindings, targetFindings } from './looks.ts';

/** How what has the focus is called: by its label, or by what it says. */
const nameOfFocused = `(() => {
  const at = document.activeElement;
  return (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '').trim();
})()`;

/** Goes on by Tab to what has a name; nothing here is reached in another way. */
async function tabTo(page: Page, name: RegExp | string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let n = 0; n < 150; n += 1) {
    await page.keyboard.press(key);
    const found = await page.evaluate<string>(nameOfFocused);
    if (typeof name === 'string' ? found === name : name.test(found)) return;
    passed.push(found.slice(0, 40));
  }
  throw new Error(`${name} is not reached by ${key}; passed were ${passed.join(' | ')}`);
}

async function press(page: Page, name: RegExp | string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

describeWith([chromium], 'the desk, in a browser', () => {
  let browser: Browser;
  const ending: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    browser = await launchBrowser(pathOf(chromium));
  });
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end();
  });
  afterAll(() => browser?.close());

  it('writes and files an article of two facts from an empty folder, by the keyboard alone, and loses no word', async () => {
    const root = await anEmptyProject();
    const filing = openFiling(undefined, join(root, '.courant'));
    let desk = await aDesk(root, { filing });
    ending.push(async () => desk[Symbol.asyncDispose]());
    const file = join(root, 'drafts/chip-licences.json');
    const onDisk = () => JSON.parse(readFileSync(file, 'utf8'));
    const complaints: string[] = [];
    const page = await browser.newPage();
    ending.push(() => page.close());
    page.on('pageerror', error => complaints.push(error.message));
    const kept = () => page.getByText(/^Kept in drafts/).waitFor();
    const counts = (text: RegExp) => page.locator('#count', { hasText: text });
    const isUsable = async () => {
      // Of what lies below the part that stays in the window, nobody could tell the contrast.
      await page.evaluate('scrollTo(0, 0)');
      expect(await accessFindings(page, { without: [] })).toEqual([]);
    };

    await page.goto(desk.url);
    await isUsable();
    await tabTo(page, 'Id');
    await page.keyboard.insertText('chip-licences');
    await tabTo(page, 'Text of the article');
    await page.keyboard.insertText(pasted);
    await press(page, 'Begin the article');
    await page.getByText(/candidates? to keep or drop/).waitFor();
    expect(readFileSync(join(root, 'drafts/chip-licences.txt'), 'utf8')).toBe(pasted);

    await tabTo(page, 'Publisher');
    await page.keyboard.insertText('The Example Post');
    await tabTo(page, 'Published');
    await page.keyboard.insertText('2026-11-20');

    await press(page, /^1 /);
    await press(page, 'Keep: take what is suggested');
    await page.keyboard.insertText('Export of lithography machines needs a licence from 1 December 2026.');
    // No pause, in which the server would have been told.
    await page.reload();
    await page.getByText(/^Kept in drafts/).waitFor();
    expect(await page.getByLabel('Statement, English').inputValue()).toMatch(/^Export of lithography/);
    expect(onDisk().facts[0].statement.en).toMatch(/^Export of lithography/);

    await tabTo(page, 'Find in the text');
    await page.keyboard.insertText('every lithography machine needs an export licence');
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>(nameOfFocused)).toBe('Captured text');
    await page.keyboard.press('e');
    await page.getByText('Evidence of fact 1: every lithography machine needs an export licence').waitFor();

    // The server ends while somebody writes, and comes back.
    await desk[Symbol.asyncDispose]();
    await tabTo(page, 'Statement, Simplified Chinese');
    await page.keyboard.insertText('2026年12月1日起，出口光刻机须取得许可证。');
    await page
      .getByText(/^Not connected/)
      .first()
      .waitFor();
    await tabTo(page, 'strategy Strategy and planning · 战略与规划', 'Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    desk = await aDesk(root, { filing, port: Number(new URL(desk.url).port) });
    await kept();
    expect(onDisk().facts[0]).toMatchObject({
      statement: { 'zh-Hans': '2026年12月1日起，出口光刻机须取得许可证。' },
      evidence: 'every lithography machine needs an export licence',
      topics: ['controls'],
    });

    await press(page, 'Take it: New licences for chip tools');
    await press(page, 'Take it: other');
    await tabTo(page, 'Status');
    await page.keyboard.press('ArrowDown');
    await counts(/^0 mistakes, 0 notes\. 3 candidates/).waitFor();

    // A figure that the text does not have is noted where it stands; who accepts it says why, and other words make that void.
    const accept = async () => {
      await press(page, 'Accept this note');
      await tabTo(page, 'The fact holds because');
      await page.keyboard.insertText('The text has it in a chart.');
      // A reason that is not given yet is no part of the file, and is not lost either.
      await page.reload();
      await page.getByText('Accept this note').waitFor();
      await press(page, 'Accept this note');
      await tabTo(page, 'The fact holds because');
      expect(await page.getByLabel('The fact holds because').inputValue()).toBe(
        'The text has it in a chart.',
      );
      await tabTo(page, 'Your name');
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText('A. Editor');
      await page.keyboard.press('Enter');
      await page.getByText('A. Editor: The text has it in a chart.').first().waitFor();
    };
    await press(page, /^4 /);
    await press(page, 'Keep: take what is suggested');
    await page.keyboard.insertText('Shares of three makers of machines fell by 5 percent.');
    await tabTo(page, 'controls Export controls · 出口管制');
    await page.keyboard.press('Space');
    await counts(/^0 mistakes, 1 note\./).waitFor();
    await page.keyboard.press('F8');
    expect(await page.evaluate(nameOfFocused)).toBe('Statement, English');
    await isUsable();
    await accept();
    await counts(/^0 mistakes, 0 notes\./).waitFor();
    await page.keyboard.press('F8');
    await tabTo(page, 'Statement, English', 'Shift+Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('Shares of three makers of machines fell by 6 percent.');
    await page.getByText(/^Void:/).waitFor();
    await press(page, /^Remove what is accepted/);
    await accept();

    await press(page, 'Drop the 2 candidates without a statement');
    await counts(/^0 mistakes, 0 notes\.$/).waitFor();
    await kept();
    for (const width of [360, 1200]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await overflowFindings(page)).toEqual([]);
      expect(await targetFindings(page)).toEqual([]);
      await isUsable();
    }
    const shown = page.frameLocator('iframe');
    await shown.getByText('fell by 6 percent').first().waitFor();

    const text = readFileSync(file, 'utf8');
    expect(articleText(JSON.parse(text))).toBe(text);
    expect(onDisk().facts.map(({ id }: { id: string }) => id)).toEqual([
      'chip-licences.1',
      'chip-licences.4',
    ]);
    expect(onDisk().accepted).toEqual([
      {
        fact: 'chip-licences.4',
        note: 'figure',
        words: '6 percent',
        because: 'The text has it in a chart.',
        by: 'A. Editor',
      },
    ]);

    await press(page, 'File on this machine');
    expect(await page.evaluate(nameOfFocused)).toBe('File now');
    await page.keyboard.press('Enter');
    await page.getByText(/^2 facts filed, at /).waitFor();
    await page.reload();
    await page.getByText(/^Filed on this machine at /).waitFor();
    expect(await page.getByLabel('Statement, English').isDisabled()).toBe(true);
    await isUsable();
    expect(complaints).toEqual([]);
  }, 120_000);

  /** The page of an article that was begun with the text, and what its file holds. */
  async function aBegunArticle() {
    const root = await anEmptyProject();
    const desk = await aDesk(root);
    ending.push(async () => desk[Symbol.asyncDispose]());
    const body = new FormData();
    for (const [name, value] of Object.entries({
      id: 'chip-licences',
      retrieved: '2026-11-30',
      text: pasted,
    }))
      body.append(name, value);
    await fetch(`${desk.url}/articles`, {
      method: 'POST',
      headers: { origin: desk.url },
      body,
      redirect: 'manual',
    });
    const page = await browser.newPage();
    ending.push(() => page.close());
    const file = join(root, 'drafts/chip-licences.json');
    const open = async () => {
      await page.goto(`${desk.url}/article/chip-licences`);
      await page.getByText(/^(Kept in drafts|As in facts)/).waitFor();
    };
    await open();
    const onDisk = () => JSON.parse(readFileSync(file, 'utf8'));
    return { root, page, file, onDisk, open };
  }

  it('takes what is selected in the text by the keyboard, and no key changes a word of the text', async () => {
    const { page, onDisk } = await aBegunArticle();
    // The link to the text, and then the text.
    await press(page, 'Captured text');
    await tabTo(page, 'Captured text');
    const text = page.getByRole('textbox', { name: 'Captured text' });
    await page.keyboard.insertText('words of somebody else');
    for (const key of ['x', 'Enter', 'Backspace', 'Control+X', 'Control+V']) await page.keyboard.press(key);
    expect(await text.inputValue()).toBe(pasted);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    for (let n = 0; n < 12; n += 1) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('e');
    // Whole words: the selection ends in the middle of one.
    await page.getByText('Evidence of fact 1: On 20 November.').waitFor();
    await expect.poll(() => onDisk().facts[0].evidence).toBe('On 20 November');
    expect(await page.getByLabel('Evidence', { exact: true }).inputValue()).toBe('On 20 November');
  });

  it('puts back what was dropped, and asks whose words count where a file was changed elsewhere', async () => {
    const { page, file, onDisk, open } = await aBegunArticle();
    const before = onDisk();
    await press(page, /^2 /);
    await tabTo(page, /^2 /, 'Shift+Tab');
    await page.keyboard.press('Delete');
    await expect.poll(() => onDisk().facts.length).toBe(before.facts.length - 1);
    await press(page, 'Put fact 2 back');
    await expect.poll(onDisk).toEqual(before);

    const elsewhere = (statement: string) => {
      const changed = onDisk();
      changed.facts[2].statement.en = statement;
      writeFileSync(file, articleText(changed));
    };
    elsewhere('Of a text editor.');
    await tabTo(page, 'Publisher', 'Shift+Tab');
    await page.keyboard.insertText('Mine');
    await page.getByText('was changed elsewhere').waitFor();
    expect(onDisk().article.publisher).toBe('');
    await tabTo(page, 'Keep what is here', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => onDisk().article.publisher).toBe('Mine');
    expect(onDisk().facts[2].statement.en).toBe('');

    elsewhere('Of a text editor, again.');
    await tabTo(page, 'Publisher');
    await page.keyboard.insertText('Mine again');
    await page.getByText('was changed elsewhere').waitFor();
    // Also over a reload the words wait for an answer.
    await open();
    expect(await page.getByLabel('Publisher').inputValue()).toBe('Mine again');
    await page.getByText('was changed elsewhere').waitFor();
    await press(page, 'Take what is there');
    await page.getByText('Of a text editor, again.').first().waitFor();
    expect(await page.getByLabel('Publisher').inputValue()).toBe('Mine');
  });

  it('goes into facts/ and opens from there, also without its text, which it then takes', async () => {
    const { root, page, onDisk, file, open } = await aBegunArticle();
    const { article, facts, $schema } = onDisk();
    const head = { ...article, title: 'New licences', publisher: 'The Example Post', type: 'news' };
    const fact = {
      ...facts[0],
      statement: { en: 'Machines need a licence.' },
      kind: 'event',
      topics: ['controls'],
    };
    const attribution = { who: 'the article', how: 'the article itself' };
    const whole = {
      $schema,
      article: { ...head, published: { date: '2026-11-20', basis: 'stated' } },
      facts: [{ ...fact, attribution }],
    };
    writeFileSync(file, articleText(whole));
    await open();
    await press(page, 'Write into facts/');
    await page.getByText(/^facts\/chip-licences\.json is written/).waitFor();
    const inFacts = readFileSync(join(root, 'facts/chip-licences.json'), 'utf8');
    expect(inFacts).toBe(articleText({ ...whole, $schema: './article.schema.json' }));
    expect(existsSync(file)).toBe(false);

    rmSync(join(root, 'drafts/chip-licences.txt'));
    await open();
    await page.getByText(/^No file in drafts\/ has the text/).waitFor();
    expect(await accessFindings(page, { without: [] })).toEqual([]);
    await tabTo(page, 'or the text itself');
    await page.keyboard.insertText('Another text');
    await press(page, 'Give this text');
    await page.getByText(/^Expected the captured text whose SHA-256 is/).waitFor();
    await tabTo(page, 'or the text itself', 'Shift+Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(pasted);
    await press(page, 'Give this text');
    await page.getByRole('textbox', { name: 'Captured text' }).waitFor();
    expect(readFileSync(join(root, 'drafts/chip-licences.txt'), 'utf8')).toBe(pasted);
  });
});
