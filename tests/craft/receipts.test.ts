import { describe, expect, it } from 'vitest';
import { accessFindings, overflowFindings, rulesOfPages, targetFindings, widths } from '../browser/looks.ts';
import { stageOfTests } from '../browser/stage-of-tests.ts';
import { chromium, describeWith } from '../support/programs/needed-programs.ts';
import baseline from './caniemail-baseline.json' with { type: 'json' };
import { findingsOf } from './check.ts';
import { clientErrors, errorsBeyond } from './client-support.ts';
import { findingsIn } from './html-validator.ts';
import { sharedChecks } from './letters.ts';
import { headerValue } from './message.ts';
import { everyReceipt, receiptNamed } from './receipts.ts';

describe.each(everyReceipt)('the mail of a receipt, "%s"', name => {
  it('is all that a letter must be', async () => {
    expect(findingsOf(sharedChecks, await receiptNamed(name))).toEqual([]);
  });

  it('is HTML in which a validator finds nothing, and which mail programs support', async () => {
    const { html } = await receiptNamed(name);
    expect(findingsIn(html, 'message')).toEqual([]);
    expect(errorsBeyond(clientErrors(html), baseline)).toEqual([]);
  });

  it('says that a program wrote it, and bears no header of a list', async () => {
    const { headers } = await receiptNamed(name);
    expect(headerValue(headers, 'auto-submitted')).toBe('auto-generated');
    expect(headerValue(headers, 'content-language')).toBe('en');
    expect(headers.filter(({ name: header }) => /^list-|^precedence/i.test(header))).toEqual([]);
  });

  it('has text in lines that fit a narrow window, commands and addresses of pages aside', async () => {
    const { text } = await receiptNamed(name);
    const lines = text.split('\n').filter(line => !line.trimStart().startsWith('https:'));
    expect(lines.filter(line => line.length > 76)).toEqual([]);
  });
});

describeWith([chromium], 'the mail of a receipt in a browser', () => {
  const stage = stageOfTests();

  it.each(everyReceipt)('can be read by everybody, and fits every width: "%s"', async name => {
    const { html } = await receiptNamed(name);
    await stage.show(html, { scheme: 'light', width: 1200 });
    expect(await accessFindings(stage.page, { without: rulesOfPages })).toEqual([]);
    for (const view of [{ scheme: 'dark' }, { scheme: 'light', styles: false }] as const) {
      await stage.show(html, { ...view, width: 360 });
      expect(await accessFindings(stage.page, { only: 'color-contrast' })).toEqual([]);
      for (const width of widths) {
        await stage.resize(width);
        expect(await overflowFindings(stage.page)).toEqual([]);
      }
    }
    await stage.show(html, { scheme: 'light', width: 360 });
    expect(await targetFindings(stage.page)).toEqual([]);
    expect(stage.requests).toEqual([]);
  });
});
