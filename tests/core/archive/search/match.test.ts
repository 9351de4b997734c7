import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactLine } from '../../../../core/archive/data/fact-line.ts';
import {
  answering,
  asksAnything,
  mayHold,
  nothingAsked,
  searchable,
  termsOf,
  wordsToShow,
} from '../../../../core/archive/search/match.ts';
import { aFactLine } from '../../../support/archives/a-fact-line.ts';

const finds = (line: FactLine, question: Partial<typeof nothingAsked>) =>
  answering({ ...nothingAsked, ...question })(searchable(line));

describe('searching facts', () => {
  it('finds words as they are written, without case, anywhere in a text and in any language', () => {
    const line = aFactLine({ statement: { en: 'Shenzhen lends rooms.', 'zh-Hans': '深圳出借洁净室。' } });
    for (const words of [
      'shenzhen',
      'SHENZHEN rooms',
      '深圳',
      'enz',
      '"lends rooms"',
      '“lends rooms”',
      'ＳＨＥＮzhen',
    ])
      expect(finds(line, { words }), words).toBe(true);
    for (const words of ['Shanghai', 'shenzhen Shanghai', '"rooms lends"', '这为中华'])
      expect(finds(line, { words }), words).toBe(false);
  });

  it('finds no word that only two fields together have', () => {
    expect(finds(aFactLine({ statement: { en: '这' }, entities: ['为中华'] }), { words: '这为' })).toBe(
      false,
    );
    expect(finds(aFactLine({ statement: { en: '华' }, entities: ['为'] }), { words: '华为' })).toBe(false);
  });

  it('looks into speakers, sources, places, entities, quotes, what is right by now, and those that say the same', () => {
    const source = { ...aFactLine().source, publisher: 'Paper', title: { en: 'Headline' } };
    const who = { en: 'Speaker' };
    const line = aFactLine({
      ...{ source, attribution: { who, how: 'named' }, entities: ['Entity'], places: ['CN'] },
      quote: { text: 'Quoted words', language: 'en' },
      also: [
        {
          ...{ id: 'x.1', statement: { 'zh-Hans': '别的说法' }, entities: ['Other'], evidence: null },
          attribution: { who: { en: 'Second speaker' }, how: 'named' },
          source: { ...source, publisher: 'Second paper' },
        },
      ],
      standing: {
        ...{ kind: 'corrected', publisher: null },
        by: { publication: 'weekly', edition: '2026-11-30', editionNumber: 2, number: '1-01', page: '' },
        right: { statement: { en: 'Right by now' }, label: 'said', attribution: { who, how: 'named' } },
      },
    });
    for (const words of [
      'speaker',
      'paper',
      'headline',
      'entity',
      'cn',
      'quoted',
      '别的说法',
      'other',
      'second speaker',
      'right by now',
      '1-01',
    ])
      expect(finds(line, { words }), words).toBe(true);
  });

  it('narrows by topic, kind, who, source and years', () => {
    const line = aFactLine({ topics: ['controls'], kind: 'measure', edition: '2026-11-23' });
    const yes = [
      { topic: 'controls' },
      { kind: 'measure' },
      { who: 'MINI' },
      { source: 'times' },
      { from: '2026' },
      { to: '2026' },
    ];
    const no = [
      { topic: 'chips' },
      { kind: 'plan' },
      { who: 'x' },
      { source: 'xyz' },
      { from: '2027' },
      { to: '2025' },
    ];
    for (const one of yes) expect(finds(line, one), JSON.stringify(one)).toBe(true);
    for (const one of no) expect(finds(line, { words: 'ministry', ...one }), JSON.stringify(one)).toBe(false);
    expect(mayHold('2026-11', { from: '2026', to: '' })).toBe(true);
    // As a Chinese keyboard types figures.
    expect(mayHold('2026-11', { from: '２０２６', to: '２０２６' })).toBe(true);
    expect(finds(line, { from: '２０２０', to: '２０９９' })).toBe(true);
  });

  it('answers nothing to a question that asks nothing', () => {
    for (const words of ['', '  ', '""']) {
      expect(asksAnything({ ...nothingAsked, words })).toBe(false);
      expect(finds(aFactLine(), { words })).toBe(false);
    }
  });

  it('shows the words that answer, else those that are wanted', () => {
    const line = aFactLine({ statement: { en: 'Shenzhen.', 'zh-Hans': '深圳。' }, language: 'en' });
    expect(wordsToShow(line, { words: '深圳' }, 'en').language).toBe('zh-Hans');
    expect(wordsToShow(line, { words: 'shenzhen' }, 'zh-Hans').language).toBe('en');
    expect(wordsToShow(line, { words: 'ministry' }, 'zh-Hans').language).toBe('zh-Hans');
    expect(wordsToShow(line, { words: '' }, 'de').language).toBe('en');
  });

  it('finds every part of a text that is asked for as it stands there', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (statement, from, length) => {
        const part = statement.slice(from % statement.length, (from % statement.length) + 1 + (length % 10));
        fc.pre(termsOf(part).length > 0 && part.isWellFormed() && !/["“”「」]/u.test(part));
        fc.pre(part.normalize('NFKC') === part && statement.normalize('NFKC') === statement);
        fc.pre(statement.toLowerCase().includes(part.toLowerCase()));
        expect(finds(aFactLine({ statement: { en: statement } }), { words: part })).toBe(true);
      }),
    );
  });
});
