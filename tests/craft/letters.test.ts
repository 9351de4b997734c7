import { describe, expect, it } from 'vitest';
import { accessFindings, overflowFindings, rulesOfPages, targetFindings, widths } from '../browser/looks.ts';
import { stageOfTests } from '../browser/stage-of-tests.ts';
import { chineseFonts, chromium, describeWith } from '../support/programs/needed-programs.ts';
import { sampleOf } from '../support/run/sample.ts';
import { allChecks } from './all-checks.ts';
import baseline from './caniemail-baseline.json' with { type: 'json' };
import { findingsOf } from './check.ts';
import { clientErrors, errorsBeyond } from './client-support.ts';
import { findingsIn } from './html-validator.ts';
import { everyLetter, leftOut, letterChecks, letterNamed, sharedChecks } from './letters.ts';
import { readMessage } from './message.ts';

describe.each(everyLetter)('the letter "%s" in %s, about %i', (...name) => {
  it('is all that the message of an edition must be, but for what only editions have', async () => {
    expect(findingsOf(sharedChecks, (await letterNamed(name)).message)).toEqual([]);
  });

  it.each(letterChecks)('has $name', async ({ find }) => {
    expect(find(await letterNamed(name))).toEqual([]);
  });

  it('is HTML in which a validator finds nothing', async () => {
    expect(findingsIn((await letterNamed(name)).message.html, 'message')).toEqual([]);
  });

  it('uses nothing that a mail program does not support, beyond what editions use', async () => {
    const { html } = (await letterNamed(name)).message;
    expect(errorsBeyond(clientErrors(html), baseline)).toEqual([]);
  });
});

describe('what is broken in a letter is found', () => {
  type Breaking = [
    what: string,
    of: (typeof everyLetter)[number],
    change: (raw: string) => string,
    found: string,
  ];
  const broken: Breaking[] = [
    [
      'a header of a list',
      ['confirmation', 'en', 1],
      raw => `List-Unsubscribe: <https://links.example/>\r\n${raw}`,
      'its headers are',
    ],
    [
      'no word to autoresponders',
      ['manage', 'en', 1],
      raw => raw.replace('auto-generated', 'no'),
      'no Auto-Submitted',
    ],
    [
      'a link of somebody else',
      ['confirmation', 'en', 1],
      raw => raw.replaceAll('https://links.example/privacy', 'https://other.example/privacy'),
      'inText: ',
    ],
    [
      'no sender',
      ['manage', 'en', 1],
      raw => raw.replaceAll('Sent by', 'From').replaceAll('digest@', '@'),
      'text lacks',
    ],
    [
      'a title in no language',
      ['alreadyReading', 'en', 2],
      raw => raw.replaceAll('lang=3D"zh-Hans"', ''),
      ' is not marked',
    ],
    [
      'many words',
      ['manage', 'en', 1],
      raw => raw.replace('Manage what you get', `Manage${'\r\na word or two '.repeat(40)}`),
      'it has ',
    ],
  ];

  it.each(broken)('%s', async (_, of, change, found) => {
    const letter = await letterNamed(of);
    const { raw, edition } = letter.message;
    const changed = change(raw.toString('latin1'));
    expect(changed).not.toBe(raw.toString('latin1'));
    const message = await readMessage(Buffer.from(changed, 'latin1'), edition);
    const findings = letterChecks.flatMap(({ find }) => find({ ...letter, message }));
    expect(findings).toContainEqual(expect.stringContaining(found));
  });
});

describe('the checks that letters are spared', () => {
  it('are checks of editions', () => {
    expect(leftOut.filter(name => !allChecks.some(check => check.name === name))).toEqual([]);
  });

  it('would find that a letter is none of a list', async () => {
    const { message } = await letterNamed(['confirmation', 'en', 1]);
    const found = new Set(findingsOf(allChecks, message).map(({ check }) => check));
    expect([...found].filter(name => !leftOut.includes(name))).toEqual([]);
    expect(found.has('leaving with one click')).toBe(true);
  });
});

describeWith([chromium, chineseFonts], 'a letter in a browser', () => {
  const stage = stageOfTests();

  it.each(sampleOf('letters', everyLetter, 'looks at editions'))(
    'can be read by everybody, and fits every width: "%s" in %s, about %i',
    async (...name) => {
      const { html } = (await letterNamed(name)).message;
      await stage.show(html, { scheme: 'light', width: 1200 });
      expect(await accessFindings(stage.page, { without: rulesOfPages })).toEqual([]);
      for (const view of [{ scheme: 'dark' }, { scheme: 'light', styles: false }] as const) {
        await stage.show(html, { ...view, width: 375 });
        expect(await accessFindings(stage.page, { only: 'color-contrast' })).toEqual([]);
        for (const width of widths) {
          await stage.resize(width);
          expect(await overflowFindings(stage.page)).toEqual([]);
        }
      }
      await stage.show(html, { scheme: 'light', width: 375 });
      expect(await targetFindings(stage.page)).toEqual([]);
      expect(stage.requests).toEqual([]);
    },
  );
});
