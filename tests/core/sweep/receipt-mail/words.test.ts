import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { courantProgram } from '../../../../cli/commands/courant-program.ts';
import { readWords } from '../../../../cli/program/read-words.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { composeReceipt } from '../../../../core/sweep/receipt-mail/compose-receipt.ts';
import { figuresOf } from '../../../../core/sweep/receipt-mail/figures.ts';
import { receiptView } from '../../../../core/sweep/receipt-mail/mail-view.ts';
import { needsOf } from '../../../../core/sweep/receipt-mail/needs.ts';
import type { OperatorNews } from '../../../../core/sweep/receipt-mail/news.ts';
import { changedText, nextText, readersText } from '../../../../core/sweep/receipt-mail/sentences.ts';
import { shellLines, typedAbout } from '../../../../core/sweep/receipt-mail/typing.ts';
import { aReceipt, theNews } from '../../../support/archives/a-receipt.ts';
import { aPublication } from '../../../support/builders/a-publication.ts';
import { templates } from '../../rendering/shipped-templates.ts';

const typing = { publication: 'weekly', local: false };
const writing = { links: { subscriptions: 'https://links.example', archive: null }, local: false };
const viewOf = (news: OperatorNews, given: object = {}) =>
  receiptView(news, aPublication(), { ...writing, ...given });
const due = '2026-11-30T06:00:00Z' as Instant;
/** Counts of an edition of which the tables are lost. */
const tablesLost = { audience: 0, accepted: 0, rejected: {}, later: {}, tablesLost: 'ledger: x' };
const well = aReceipt({ rejected: {}, accepted: 4312, later: { delivered: 4312 } });

describe('the subject of a receipt', () => {
  it.each([
    [theNews({}, well), 'No. 12 went to all 4,312 readers · Weekly'],
    [theNews(), 'No. 12 went to 4,310 of 4,312 readers · Weekly'],
    [theNews({}, aReceipt({ receipt: 2 })), 'No. 12, counted again, went to 4,310 of 4,312 readers · Weekly'],
    [
      theNews({}, aReceipt({ uncertain: 3, accepted: 4307 })),
      'Decide about three readers: No. 12 went to 4,307 of 4,312 readers · Weekly',
    ],
    [
      theNews({ held: [{ edition: '2026-11-20', tablesLost: false }] }, well),
      'The edition of 2026-11-20 is held: No. 12 went to all 4,312 readers · Weekly',
    ],
    [
      theNews({ missing: [{ edition: '2026-11-30', due, late: true }] }, well),
      'The edition of 2026-11-30 is late: No. 12 went to all 4,312 readers · Weekly',
    ],
    // What the sweep does by itself is no trouble of the operator's.
    [
      theNews({ missing: [{ edition: '2026-11-30', due, late: false }] }, well),
      'No. 12 went to all 4,312 readers · Weekly',
    ],
    [
      theNews({}, aReceipt({ audience: 0, accepted: 0, rejected: {} })),
      'No. 12 was mailed to nobody · Weekly',
    ],
    [
      theNews({}, aReceipt({ ...tablesLost, receipt: 2 })),
      'No. 12, counted again: nobody knows who was mailed · Weekly',
    ],
    [
      theNews({ undecided: [{ edition: '2026-11-16', uncertain: 1 }] }, well),
      'Decide about one reader: No. 12 went to all 4,312 readers · Weekly',
    ],
    [theNews({}, aReceipt(tablesLost)), 'No. 12: nobody knows who was mailed · Weekly'],
  ])('%#: %s', (news, subject) => {
    expect(viewOf(news as OperatorNews).subject).toBe(subject);
  });
});

describe('who came and went', () => {
  it('is told with why, and beside the size of the audience before', () => {
    expect(readersText(theNews())).toBe(
      'The audience is 4,312 readers, 22 more than that of the edition before. Since the edition before was due, 31 readers were gained and nine lost ' +
        '(six left, two ended as mail came back and one complained).',
    );
  });

  it('says where the difference is more than that, or not known, and that a first edition has none before it', () => {
    const other = theNews({}, aReceipt({ gained: 1, lost: 0, lostBy: {} }));
    expect(readersText(other)).toContain(
      'The rest of the difference is not in these counts: somebody was erased',
    );
    const { gained: _, ...older } = aReceipt();
    expect(readersText(theNews({}, older))).toMatch(
      /22 more .* How many came and how many went is not known\.$/,
    );
    expect(readersText({ receipt: aReceipt(), earlier: [] })).toBe(
      'The audience is 4,312 readers. Since the edition before was due, 31 readers were gained and nine lost (six left, two ended as mail came back and one complained).',
    );
    expect(readersText(theNews({}, aReceipt({ audience: 4280, lostBy: { left: 6 } })))).toMatch(
      /10 fewer than .*\(six left and three otherwise\)/,
    );
  });
});

describe('an audience', () => {
  const [last, ...others] = theNews().earlier;

  it('that nobody knows is compared with none, and none with it', () => {
    expect(readersText(theNews({}, aReceipt(tablesLost)))).toBe(
      'How many readers it was for is not known. Since the edition before was due, 31 readers were gained and nine lost (six left, two ' +
        'ended as mail came back and one complained).',
    );
    if (!last) throw new Error('no edition before');
    const earlier = [{ ...last, receipt: aReceipt({ ...tablesLost, number: 11 }) }, ...others];
    expect(readersText(theNews({ earlier }))).toMatch(/^The audience is 4,312 readers\. Since/);
  });

  it('of nobody, of one and of a first edition is told as such', () => {
    const of = (audience: number, number = 12) =>
      readersText({ receipt: aReceipt({ audience, number, gained: 1, lost: 0 }), earlier: [] });
    expect(of(0)).toMatch(/^Nobody is in the audience\./);
    expect(of(1)).toBe(
      'The audience is one reader. Since the edition before was due, one reader was gained and none lost.',
    );
    expect(of(1, 1)).toBe(
      'The audience is one reader. Until it was due, one reader was gained and none lost.',
    );
  });

  it('adds up with who came and went, or the text says that there is more', () => {
    const size = fc.nat(50);
    fc.assert(
      fc.property(size, size, size, size, (audience, former, gained, lost) => {
        const receipt = aReceipt({ audience, gained, lost, lostBy: { left: lost } });
        const before = { edition: '2026-11-16', receipt: aReceipt({ audience: former }), damaged: false };
        expect(readersText({ receipt, earlier: [before] }).includes('The rest of the difference')).toBe(
          former + gained - lost !== audience,
        );
      }),
    );
  });
});

describe('a further receipt', () => {
  it('says what changed, and only that', () => {
    const before = aReceipt({ accepted: 4307, uncertain: 3 });
    expect(changedText({ receipt: aReceipt({ receipt: 2 }), before })).toBe(
      'This is receipt 2 of the edition. Changed since the one of 23 November 2026, 06:25 UTC: accepted 4,307 → 4,310, uncertain 3 → 0.',
    );
    expect(changedText({ receipt: aReceipt({ receipt: 2 }), before: aReceipt() })).toContain(
      'nothing in the counts',
    );
    expect(changedText({ receipt: aReceipt({ receipt: 2 }), before: null })).toContain('cannot be read');
    expect(changedText({ receipt: aReceipt(), before: null })).toBeNull();
  });
});

describe('what comes next', () => {
  const { next } = theNews();
  if (!next) throw new Error('nothing comes');
  const pause = { number: 1, decidedAt: due, because: 'holiday', from: due };

  it.each([
    [
      next,
      'No. 13 is due on Monday 30 November 2026 at 07:00 (Europe/Brussels). Nothing has been filed since the last one was due.',
    ],
    [
      { ...next, filed: 3 },
      'No. 13 is due on Monday 30 November 2026 at 07:00 (Europe/Brussels). Since the last one was due, three records were filed, over all publications.',
    ],
    [
      { ...next, pause: { ...pause, until: null } },
      'The publication is paused: no edition comes until you resume it.',
    ],
    [
      { ...next, pause: { ...pause, until: due } },
      'The publication is paused until 30 November 2026, 06:00 UTC. After that, No. 13 is due on Monday 30 November 2026 at 07:00 (Europe/Brussels). Nothing has been filed since the last one was due.',
    ],
    [
      { ...next, number: null },
      'The next edition is due on Monday 30 November 2026 at 07:00 (Europe/Brussels). Nothing has been filed since the last one was due.',
    ],
    [null, null],
  ])('%#', (given, text) => {
    expect(nextText(given)).toBe(text);
  });

  it('is followed by the command that shows it, or that ends the pause', () => {
    expect(viewOf(theNews()).next?.commands[0]?.parts.join(' ')).toBe(
      'npm run courant -- facts pending --publication weekly',
    );
    const paused = theNews({ next: { ...next, pause: { ...pause, until: null } } });
    expect(viewOf(paused).next?.commands[0]?.parts.join(' ')).toBe('npm run courant -- resume weekly');
  });
});

describe('what needs the operator', () => {
  it('stands before what does not wait, each with what to type and the article of the runbook', () => {
    const news = theNews(
      {
        held: [{ edition: '2026-11-20', tablesLost: true }],
        missing: [{ edition: '2026-11-30', due, late: true }],
        damaged: [{ key: 'archive/weekly/x', found: 'other bytes', mended: false }],
      },
      aReceipt({ uncertain: 1, accepted: 4309, uncertainReaders: ['abc'] }),
    );
    const needs = needsOf(news, typing).map(({ article, commands, waits }) => [
      ...[article, waits !== null],
      ...commands.map(({ line }) => line.replace('npm run courant -- ', '')),
    ]);
    expect(needs).toEqual([
      [
        ...['deliveries-uncertain', true],
        ...['resend 2026-11-23 --uncertain --publication weekly', 'stop 2026-11-23 --publication weekly'],
      ],
      ['after-a-restore', true, 'status 2026-11-20 --publication weekly'],
      ['late', true, 'release 2026-11-30 --publication weekly'],
      ['what-the-doctor-finds', false, 'doctor'],
      ['damaged-files', false, 'archive verify --publication weekly'],
      ['damaged-files', false, 'status 2026-11-02 --publication weekly'],
    ]);
  });

  it('is nothing where all went well, which is said', () => {
    const news = theNews({ earlier: [] }, well);
    expect(needsOf(news, typing)).toEqual([]);
    expect(viewOf(news).nothingNeeded).toBe('Nothing of this publication waits for you.');
  });

  it('is not said to be nothing where something could not be looked at', () => {
    const news = theNews({ earlier: [], unknown: ['what is due next'] }, well);
    expect(viewOf(news).nothingNeeded).toBe('Of what could be looked at, nothing waits for you.');
  });

  it('is what other editions wait for, too', () => {
    const [need] = needsOf(
      theNews({ earlier: [], undecided: [{ edition: '2026-11-16', uncertain: 2 }] }, well),
      typing,
    );
    expect(need).toMatchObject({ article: 'deliveries-uncertain', waits: 'Decide about two readers' });
    expect(need?.commands.map(({ line }) => line)).toEqual([
      'npm run courant -- resend 2026-11-16 --uncertain --publication weekly',
      'npm run courant -- stop 2026-11-16 --publication weekly',
    ]);
  });

  it('is not to mail again what is mailed to nobody any more', () => {
    const asOf = '2026-12-24T06:00:00Z' as Instant;
    const [need] = needsOf(
      theNews({ asOf, earlier: [] }, aReceipt({ uncertain: 2, accepted: 4308, rejected: {} })),
      typing,
    );
    expect(need?.waits).toBeNull();
    expect(need?.commands.map(({ line }) => line)).toEqual([
      'npm run courant -- stop 2026-11-23 --publication weekly',
    ]);
  });

  it("is not made by what may be somebody's will: a schedule that was switched off is not made up for", () => {
    const news = theNews({ missing: [{ edition: '2026-11-30', due, late: false }], earlier: [] }, well);
    const lines = needsOf(news, typing).flatMap(({ commands }) => commands.map(({ line }) => line));
    expect(lines).toEqual(['npm run courant -- status 2026-11-30 --publication weekly']);
  });

  it('is the doctor only where an address is on the list that it looks at', () => {
    const refused = aReceipt({ rejected: { 'InvalidParameterValue: Domain ends with dot': 2 } });
    const [need] = needsOf(theNews({ earlier: [] }, refused), typing);
    expect(need?.text).toContain('The reason: InvalidParameterValue: Domain ends with dot (2).');
    expect(need?.commands).toEqual([]);
  });

  it('is not to be decided any more where the tables are lost', () => {
    const lost = theNews({}, aReceipt({ uncertain: 2, accepted: 4308, tablesLost: 'ledger: x' }));
    const [need] = needsOf(lost, typing);
    expect(need).toMatchObject({ waits: null, article: 'after-a-restore' });
    expect(JSON.stringify(needsOf(lost, typing))).not.toContain('resend');
  });
});

describe('commands', () => {
  it.each([false, true])('are all ones that the command line takes, on this machine: %s', local => {
    const news = theNews(
      {
        held: [{ edition: '2026-11-20', tablesLost: true }],
        missing: [true, false].map(late => ({ edition: '2026-11-30', due, late })),
        undecided: [{ edition: '2026-11-16', uncertain: 2 }],
        damaged: [{ key: 'archive/weekly/x', found: 'other bytes', mended: false }],
      },
      aReceipt({ uncertain: 1, accepted: 4309, uncertainReaders: ['abc'] }),
    );
    const view = viewOf(news, { local });
    const lost = viewOf(theNews({ next: null }, aReceipt(tablesLost)), { local });
    const commands = [view, lost].flatMap(({ needs, next, links }) =>
      [...needs, ...(next ? [next] : []), links].flatMap(one => one.commands),
    );
    const names = commands.map(({ parts }) => {
      const [npm, run, courant, dashes, ...typed] = parts.join(' ').split(' ');
      expect([npm, run, courant, dashes]).toEqual(['npm', 'run', 'courant', '--']);
      const line = readWords(typed, courantProgram, { columns: undefined, styled: false });
      if (line.kind === 'text') throw new Error(line.text);
      expect(line.options.local).toBe(local);
      return line.command.name;
    });
    expect(new Set(names)).toEqual(
      new Set([
        ...['resend', 'stop', 'status', 'release', 'archive verify', 'archive get', 'facts pending'],
        ...(local ? [] : ['doctor']),
      ]),
    );
  });

  it('are about the publication, and stay on this machine where the installation is', () => {
    expect(typedAbout('status', { publication: 'weekly', local: true })).toBe(
      'npm run courant -- status --publication weekly --local',
    );
    expect(JSON.stringify(viewOf(theNews(), { local: true }))).not.toContain('-- doctor');
  });

  it('are the same to a shell however they are folded, and fit the columns', () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
    const option = fc.tuple(word, word).map(([name, value]) => ` --${name} ${value}`);
    fc.assert(
      fc.property(
        word,
        fc.array(option, { maxLength: 6 }),
        fc.integer({ min: 34, max: 90 }),
        (first, rest, columns) => {
          const line = `npm run courant -- ${first}${rest.join('')}`;
          const lines = shellLines(line, '  ', columns);
          // A backslash before the end of a line joins it with the next one.
          const joined = lines.join('\n').replace(/ \\\n/g, ' ').trim().split(/ +/);
          expect(joined).toEqual(line.split(' '));
          for (const one of lines.slice(1)) expect(one).toMatch(/^ {4}--/);
          for (const one of lines) expect(one.length).toBeLessThanOrEqual(Math.max(columns + 2, 33));
        },
      ),
    );
  });
});

describe('the figures', () => {
  it('stand beside those of the editions before, with a dash for what is not known', () => {
    const { heads, rows, lines } = figuresOf(theNews());
    expect(heads).toEqual([
      { number: 'No. 12', date: '23 Nov' },
      { number: 'No. 11', date: '16 Nov' },
      { number: 'No. 10', date: '9 Nov' },
      { number: 'No. 9', date: '2 Nov' },
      { number: 'No. 8', date: '26 Oct' },
    ]);
    const row = (name: string) => rows.find(({ label }) => label === name)?.cells;
    expect(row('Audience')).toEqual(['4,312', '4,290', '4,312', '–', '4,312']);
    expect(row('Rejected')).toEqual(['2', '2', '2', '–', '0']);
    expect(row('Gained')).toEqual(['31', '31', '31', '–', '–']);
    expect(row('First after')).toEqual(['41 s', '38 s', '38 s', '–', '38 s']);
    expect(row('Last after')).toEqual(['13 min', '12 min', '12 min', '–', '12 min']);
    expect(row('Size')).toEqual(['92 kB', '92 kB', '92 kB', '–', '–']);
    expect(row('Receipt')).toEqual(['no. 1', 'no. 1', 'no. 2', '–', 'no. 1']);
    expect(new Set(lines.map(line => line.length)).size).toBe(1);
  });

  it('are dashes where the tables that knew them are lost', () => {
    const { rows } = figuresOf(theNews({}, aReceipt(tablesLost)));
    expect(rows.filter(({ cells }) => cells[0] === '–').map(({ label }) => label)).toEqual([
      ...[
        'Audience',
        'Accepted',
        'Rejected',
        'Uncertain',
        'Withheld',
        'Delivered',
        'Came back',
        'Complained',
      ],
    ]);
  });

  it('fit 72 columns for millions of readers too', () => {
    const many = aReceipt({ audience: 1_234_567, accepted: 1_234_565 });
    const earlier = [1, 2, 3, 4].map(n => ({ edition: `2026-11-0${n}`, receipt: many, damaged: false }));
    for (const line of figuresOf({ receipt: many, earlier }).lines)
      expect(line.length).toBeLessThanOrEqual(72);
  });
});

describe('the mail', () => {
  const compose = (news: OperatorNews) =>
    composeReceipt({ ...writing, templates }, aPublication(), news, 'operator@news.example');

  it('has the same bytes whenever it is made of the same', async () => {
    expect(await compose(theNews())).toEqual(await compose(structuredClone(theNews())));
    const { asOf: _, ...news } = theNews();
    expect(await compose({ ...news, asOf: due })).not.toEqual(await compose(theNews()));
  });

  it('has a Message-ID a receipt', async () => {
    const mail = (await compose(theNews({}, aReceipt({ receipt: 2 })))).toString();
    expect(mail).toMatch(/^Message-ID: <weekly\.2026-11-23\.receipt-2@/im);
  });

  it('links the runbook where the configuration has its address, and names its articles elsewhere', async () => {
    const runbook = 'https://git.news.example/courant/docs/runbook.md';
    const parts = async (given: object) =>
      simpleParser(
        await composeReceipt(
          { ...writing, templates, ...given },
          aPublication(),
          theNews({ missing: [{ edition: '2026-11-30', due, late: true }] }),
          'operator@news.example',
        ),
      );
    const linked = await parts({ runbook });
    for (const article of ['late', 'what-the-doctor-finds', 'what-the-receipt-says']) {
      expect(linked.html).toContain(`href="${runbook}#${article}"`);
      expect(linked.text?.split('\n').map(line => line.trim())).toContain(`${runbook}#${article}`);
    }
    const named = await parts({});
    expect(named.html).not.toContain('href="');
    expect(named.text).toContain('More: docs/runbook.md#late');
  });

  it('takes no word of a title, a subject or a reason for markup', async () => {
    const evil = '<img src=x onerror=alert(1)>"&\'';
    const news = theNews({}, aReceipt({ subject: evil, rejected: { [evil]: 2 } }));
    const raw = await composeReceipt(
      { ...writing, templates },
      aPublication({ title: evil }),
      news,
      'operator@news.example',
    );
    const { html, text, subject } = await simpleParser(raw);
    expect(html).not.toContain('<img');
    expect(String(html).match(/&lt;img src/g)?.length).toBeGreaterThanOrEqual(3);
    expect(text).toContain(evil);
    expect(subject).toContain(evil);
  });
});
