import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresIn } from '../../../../core/filing/notes/reading/read-figures.ts';
import { notesOn, wordsOf } from './of-one-fact.ts';

const figures = (statement: Record<string, string>, capture: string) =>
  wordsOf(notesOn({ statement }, capture), 'figure');

describe('figures that the capture has, in another notation', () => {
  it.each([
    ['75 firms were listed.', 'The list names seventy-five firms.'],
    ['75 firms were listed.', '清单列入七十五家企业。'],
    ['Seventy-five firms were listed.', '清单列入75家企业。'],
    ['The fund has 350 million yuan.', '该基金规模为3.5亿元。'],
    ['The fund has 1.2 trillion yuan.', '该基金规模为1.2万亿元。'],
    ['The fund has $3.5bn.', 'The fund holds US$3.5 billion.'],
    ['The fund has 1,200,000 euros.', 'The fund has €1.2 million.'],
    ['The share is 25 percent.', '占比百分之二十五。'],
    ['The share is 25%.', 'The share is twenty-five per cent.'],
    ['The share is 30%.', '占比三成。'],
    ['The plan runs 10 to 15 years.', 'A plan over the next 10-15 years.'],
    ['Tariffs rise by 10 to 15 percent.', '关税上调10%至15%。'],
    ['Tariffs rise by 10% to 15%.', 'Tariffs rise by 10-15%.'],
    ['The halt lasts two years.', '暂停两年。'],
    ['The halt lasts one year.', 'The halt is for a year.'],
    ['The halt lasts 12 months.', '暂停一年。'],
    ['The halt lasts six months.', '为期半年。'],
    ['It was so in 2022.', '二〇二二年如此。'],
    ['It was so in 2022.', 'It was on 7 October 2022.'],
    ['It costs 80 billion yuan.', '产业规模为800亿元。'],
    ['It costs 80 billion yuan.', '產業規模為800億元。'],
    ['It is worth $50 billion.', 'It could be worth $50B a year.'],
    ['It is worth $5 million.', 'It could be worth $5M a year.'],
    ['It costs 80 billion yuan.', 'It costs RMB 80 billion.'],
    ['It costs 800 dollars.', 'It costs US$800.'],
    ['It has half a million users.', 'It has 500,000 users.'],
    ['Chips below 14nm are meant.', 'Chips of less than 14 nm are meant.'],
    ['Two-thirds of firms agree.', '三分之二的企业同意。'],
  ])('raise nothing: %s | %s', (statement, capture) => {
    expect(figures({ en: statement }, capture)).toEqual([]);
  });

  it.each([
    ['暂停一年。', 'It is suspended for one year.'],
    ['共有七十五家企业。', 'There are 75 firms.'],
    ['规模为35亿美元。', 'It is worth $3.5 billion.'],
    ['关税上调10%至15%。', 'Tariffs rise by 10 to 15 percent.'],
  ])('raise nothing in Chinese: %s | %s', (statement, capture) => {
    expect(figures({ 'zh-Hans': statement }, capture)).toEqual([]);
  });
});

it('a model’s name with a letter behind its number vouches for no figure', () => {
  expect(figures({ en: 'It costs $46 billion.' }, '损失46亿美元，昇腾910B的算力超越H20。')).toEqual([
    '$46 billion',
  ]);
});

describe('numbers that are no figures', () => {
  it.each([
    ['en', 'One of the two firms spoke at the 20th Party Congress of its A100, and of Covid-19.'],
    ['en', 'The 14th Five-Year Plan is one of a kind in the 21st century.'],
    ['zh-Hans', '一些人认为，一份文本第20条十分重要，“十四五”规划和中共二十大亦然，21世纪中叶也一样。'],
    ['zh-Hans', '第十四个五年规划提出，三家企业和四川省参加5G建设。'],
  ])('raise nothing in %s: %s', (language, text) => {
    expect(figures({ [language]: text }, 'A text without any number.')).toEqual([]);
  });
});

describe('figures that the capture does not have', () => {
  it.each([
    ['It is suspended for five years.', 'It is suspended for one year, as five firms asked.', ['five years']],
    ['It is suspended for 5 months.', 'It is suspended for 5 years.', ['5 months']],
    ['It listed 76 firms.', '清单列入七十五家企业。', ['76']],
    ['The share is 75%.', 'It listed 75 firms.', ['75%']],
    ['It costs $4 billion.', 'It costs $3.5 billion.', ['$4 billion']],
    ['It will be so by 2031.', 'It will be so by 2026.', ['2031']],
    ['It costs 3 dollars.', 'Of 3 firms one pays.', ['3 dollars']],
    ['It costs 80 billion dollars.', '产业规模为800亿元。', ['80 billion dollars']],
    ['It costs €80 billion.', 'It costs $80 billion.', ['€80 billion']],
  ])('are noted: %s | %s', (statement, capture, words) => {
    expect(figures({ en: statement }, capture)).toEqual(words);
  });

  it.each([
    ['暂停五年。', 'It is suspended for one year.', ['五年']],
    ['清单列入七十六家企业。', '清单列入75家企业。', ['七十六']],
    ['规模为3.5万亿元。', '规模为3.5亿元。', ['3.5万亿元']],
  ])('are noted in Chinese: %s | %s', (statement, capture, words) => {
    expect(figures({ 'zh-Hans': statement }, capture)).toEqual(words);
  });

  it('are not the year that the capture tells by its distance from when it was published', () => {
    const told = (text: string, year: number, date = '2024-08-15') =>
      wordsOf(
        notesOn({ statement: { en: `It was so in ${year}.` } }, text, {
          published: { date, basis: 'inferred', because: 'It says so.' },
        }),
        'figure',
      );
    expect(told('Last year it was so.', 2023)).toEqual([]);
    expect(told('去年如此。', 2023)).toEqual([]);
    expect(told('It will be so next year.', 2025)).toEqual([]);
    expect(told('It was so two years ago.', 2022)).toEqual([]);
    expect(told('Last year it was so.', 2022)).toEqual(['2022']);
    expect(told('Last year it was so.', 2025)).toEqual(['2025']);
    expect(told('It was so.', 2023)).toEqual(['2023']);
  });

  it('are no years, however they look, where they count something', () => {
    const of = (en: string) => wordsOf(notesOn({ statement: { en } }, 'It was so.'), 'figure');
    expect(of('It was so in 2025.')).toEqual([]);
    expect(of('It cost $2025.')).toEqual(['$2025']);
  });

  it('show the statement above the passage of the evidence', () => {
    const fact = { statement: { en: 'It listed 76 firms.' }, evidence: 'the ministry listed 75 firms' };
    const [note] = notesOn(fact, 'It rained. On Friday the ministry listed 75 firms. It rained again.');
    expect(note).toMatchObject({
      path: 'statement.en',
      statement: { text: 'It listed 76 firms.', mark: '76' },
      passage: { text: 'On Friday the ministry listed 75 firms.', mark: 'the ministry listed 75 firms' },
    });
  });
});

/** 1 to 9999 as Chinese writes it. */
function inChinese(value: number): string {
  const names = '零一二三四五六七八九';
  const digits = [...String(value)].map(Number);
  const powers = ['', '十', '百', '千'];
  const text = digits
    .map((digit, index) => (digit === 0 ? '零' : `${names[digit]}${powers[digits.length - 1 - index]}`))
    .join('')
    .replace(/零+/g, '零')
    .replace(/零$/, '');
  return text.replace(/^一十/, '十');
}

describe('any figure', () => {
  const value = fc.integer({ min: 11, max: 1899 });

  it('is found whatever notation the capture has it in', () => {
    fc.assert(
      fc.property(value, number => {
        const grouped = number.toLocaleString('en');
        for (const capture of [
          `It listed ${grouped} firms.`,
          `清单列入${number}家企业。`,
          `清单列入${inChinese(number)}家企业。`,
        ]) {
          expect(figures({ en: `${grouped} firms were listed.` }, capture)).toEqual([]);
          expect(figures({ 'zh-Hans': `共有${inChinese(number)}家企业。` }, capture)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is noted when the capture has another one', () => {
    fc.assert(
      fc.property(value, value, (ours, theirs) => {
        fc.pre(ours !== theirs);
        expect(figures({ en: `It listed ${ours} firms.` }, `清单列入${inChinese(theirs)}家企业。`)).toEqual([
          `${ours}`,
        ]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('figures of a sentence that goes on for pages', () => {
  it('are those of its parts, wherever it is cut to be read', () => {
    const parts = fc.array(
      fc.constantFrom(
        '75 firms',
        '清单列入七十五家企业',
        'US$3.5 billion',
        'a share of 12.5%',
        'no firm',
        '暂停',
      ),
      {
        minLength: 100,
        maxLength: 300,
      },
    );
    const valuesIn = (text: string) => figuresIn(text).map(({ value, unit }) => [value, unit]);
    fc.assert(
      fc.property(parts, some => {
        expect(valuesIn(some.join(', '))).toEqual(some.flatMap(valuesIn));
      }),
      { numRuns: 20 },
    );
  });

  it('are read in time where nothing ends it', () => {
    expect(figuresIn('一二三四五六七八九十百千'.repeat(3_000)).length).toBeGreaterThan(0);
  });
});
