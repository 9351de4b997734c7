import { load } from 'cheerio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WordsIn } from '../../../../core/articles/own-words.ts';
import {
  fillRuns,
  framed,
  listRuns,
  listText,
  plainRun,
  plainText,
  runIn,
} from '../../../../core/rendering/language/runs.ts';
import { aDigestFact, aDigestSource } from '../../../support/builders/a-digest-fact.ts';
import { aDayAhead, aDigestCorrection, aFullDigest } from '../../../support/builders/a-full-digest.ts';
import { render } from '../shipped-templates.ts';

const arabic = runIn({ text: 'وزارة', language: 'ar' }, 'en');

describe('words', () => {
  it('keep a language or a link apart, and nothing else', () => {
    expect(
      fillRuns('According to: {who}. {source}', { who: arabic, source: plainRun('A', 'https://a.example') }),
    ).toEqual([
      plainRun('According to: '),
      { text: 'وزارة', language: 'ar', direction: 'rtl', url: null },
      plainRun('. '),
      plainRun('A', 'https://a.example'),
    ]);
    const own = runIn({ text: 'the ministry', language: 'en' }, 'en');
    expect(fillRuns('According to: {who}.', { who: own })).toEqual([plainRun('According to: the ministry.')]);
    expect(framed('“{text}”', arabic)).toEqual({ ...arabic, text: '“وزارة”' });
  });

  it('end with one full stop where a name has its own', () => {
    const words = fillRuns('According to: {who}. {source}', { who: 'Acme Inc.', source: 'Source A' });
    expect(plainText(words)).toBe('According to: Acme Inc. Source A');
    expect(plainText(fillRuns('{who}. {source}', { who: { ...arabic, text: 'Inc.' }, source: 'A' }))).toBe(
      'Inc. A',
    );
  });

  it('say together what the message says filled in, whatever the values', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom('en', 'ar', 'zh-Hans'), (a, b, language) => {
        const words = fillRuns('{a}-{b}', { a: runIn({ text: a, language }, 'en'), b });
        expect(plainText(words)).toBe(`${a}-${b}`);
        expect(words.every(({ text }) => text !== '')).toBe(true);
      }),
    );
  });

  it('set Han and Latin letters of different languages apart', () => {
    const english = runIn({ text: 'Trade Board', language: 'en' }, 'zh-Hans');
    expect(plainText(fillRuns('据{who}称', { who: english }))).toBe('据 Trade Board 称');
    expect(plainText(fillRuns('（{who}）', { who: english }))).toBe('（Trade Board）');
    expect(plainText(fillRuns('据{who}', { who: 'Trade Board' }))).toBe('据Trade Board');
  });

  it('are listed as the locale does', () => {
    expect(listText(['中国', '美国', '日本'], 'zh-CN')).toBe('中国、美国、日本');
    expect(listText(['China', 'Japan'], 'en-GB')).toBe('China, Japan');
    expect(listRuns([[arabic], [plainRun('B')]], 'en-GB')).toEqual([arabic, plainRun(', B')]);
  });
});

describe('whatever we say in another language', () => {
  const mark = (what: string): WordsIn => ({ text: `مرحبا ${what}`, language: 'ar' });
  const known = { date: '2026-11', basis: 'inferred', because: mark('because') } as const;
  const fact = aDigestFact({
    number: '2-01',
    statement: mark('statement'),
    attribution: { who: mark('who'), how: 'unnamed' },
    quote: 'مرحبا quote',
    quoteLanguage: 'ar',
    instrument: mark('instrument'),
    occurred: known,
    why: { remark: mark('remark'), by: 'A. Editor' },
    also: [{ id: 'b.1', source: 'B', attribution: { who: mark('other'), how: 'named' } }],
  });
  const correction = aDigestCorrection({
    said: {
      statement: mark('said'),
      short: null,
      label: 'said',
      attribution: { who: mark('whoever'), how: 'unnamed' },
    },
    right: aDigestFact({ number: '1-04', statement: mark('right') }),
    reason: mark('reason'),
  });
  const source = { published: known, originalTitle: mark('original'), note: mark('note') };
  const digest = aFullDigest({
    inBrief: ['2-01'],
    sections: [{ topic: { id: 'a', title: 'A' }, facts: [fact] }],
    views: [],
    corrections: [correction],
    daysAhead: [aDayAhead('2026-12-01', { what: mark('day') })],
    sources: [
      aDigestSource(source),
      aDigestSource({ letter: 'B', title: mark('title'), url: 'https://b.example/1' }),
    ],
    old: ['A'],
  });
  const everything =
    'statement who quote instrument because remark other said whoever right reason original note title day'.split(
      ' ',
    );
  const { html, page, text } = render(digest);

  it.each([
    ['the message', html],
    ['the page', page],
  ])('is marked with its language and direction in %s, and nothing of ours with it', (_, part) => {
    const $ = load(part);
    // The hidden line beside the subject is cut from a subject's words, which mark nothing.
    $('head, body > div:first-child:not([lang])').remove();
    const marked = $('[lang=ar]')
      .toArray()
      .map(element => $(element).text());
    for (const what of everything) expect(marked.join('\n'), what).toContain(`مرحبا ${what}`);
    expect($('[lang=ar]').not('[dir=rtl]')).toHaveLength(0);
    for (const words of marked) expect(words).toMatch(/^“?مرحبا [a-z]+”?$/);
    $('[lang=ar]').remove();
    expect($('body').text()).not.toContain('مرحبا');
  });

  it('is said in the text part', () => {
    for (const what of everything) expect(text.replace(/\s+/g, ' ')).toContain(`مرحبا ${what}`);
  });
});
