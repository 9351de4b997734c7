import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article, Fact } from '../../../../core/articles/article-file.ts';
import bodies from '../../../../core/filing/notes/naming/aliases.json' with { type: 'json' };
import places from '../../../../core/filing/notes/naming/places.json' with { type: 'json' };
import { notesOn, wordsOf } from './of-one-fact.ts';

/** Characters as they are written in Hong Kong and Taiwan: what names there look like. */
const traditionalOf = new Map(
  ['国國', '务務', '华華', '业業', '经經', '总總', '发發', '会會', '员員', '财財'].map(([a = '', b = '']) => [
    a,
    b,
  ]),
);

/** The names that are noted in an English statement. */
const names = (
  statement: string,
  capture: string,
  language = 'en',
  fact: Partial<Fact> = {},
  article: Partial<Article> = {},
) => wordsOf(notesOn({ statement: { en: statement }, ...fact }, capture, { language, ...article }), 'named');

describe('bodies and places in a statement', () => {
  it.each([
    ['The Ministry of Commerce said so.', '商务部表示。', 'zh-Hans'],
    ['The US Department of Commerce listed firms.', '美国商务部列入企业。', 'zh-Hans'],
    ['US rules changed.', 'The Commerce Department changed rules.', 'en'],
    ['Dutch rules changed.', 'In the Netherlands, rules changed.', 'en'],
    ['Europe and Japan were told.', '中方向美、欧、日等国家和地区通报。', 'zh-Hans'],
    ['China told the EU.', '中方通过中欧对话渠道通报。', 'zh-Hans'],
    ['Shenzhen plans it.', '深圳市计划如此。', 'zh-Hans'],
    ['The Ministry of Commerce told Korea.', '大陸商務部向韓國通報。', 'zh-Hant'],
    ['Washington may act.', 'The United States may act.', 'en'],
    ['They met in Virginia.', 'They met in Sterling, Va., on Friday.', 'en'],
  ])('that the capture names raise nothing: %s | %s', (statement, capture, language) => {
    expect(names(statement, capture, language)).toEqual([]);
  });

  it.each([
    ['The State Council said so.', '商务部表示。', 'zh-Hans', ['State Council']],
    ['The US banned exports to Japan.', 'The US banned exports.', 'en', ['Japan']],
    ['India agreed.', '中方同意。', 'zh-Hans', ['India']],
    ['They met in Seoul.', 'They met in Busan.', 'en', ['Seoul']],
    ['Japan was told.', '本月26日、27日通报。', 'zh-Hans', ['Japan']],
  ])('that it does not name are noted: %s | %s', (statement, capture, language, words) => {
    expect(names(statement, capture, language)).toEqual(words);
  });

  it('are noted in Chinese on an English text', () => {
    const fact = { statement: { 'zh-Hans': '中国禁止向美国出口。' } };
    expect(wordsOf(notesOn(fact, 'China restricts exports.'), 'named')).toEqual(['美国']);
    expect(wordsOf(notesOn(fact, 'China restricts exports to America.'), 'named')).toEqual([]);
  });

  it('may be those of who speaks, and of the rule', () => {
    // Noted once, at who says so.
    const attribution = { who: 'State Council', how: 'unclear' } as const;
    const noted = notesOn({ statement: { en: 'The State Council said so.' }, attribution }, 'It said so.');
    expect(noted.map(({ path }) => path)).toEqual(['attribution.who']);
  });

  it('are vouched for by no title, whatever it names: the capture alone is the ground', () => {
    fc.assert(
      fc.property(fc.constantFrom('Japan', 'State Council', 'Example Chips'), name => {
        const of = (capture: string) =>
          names(`Today ${name} said so.`, capture, 'en', {}, { title: `What ${name} said` });
        expect(of('It said so.')).toEqual([name]);
        expect(of(`What ${name} said\nIt said so.`)).toEqual([]);
      }),
    );
  });

  it('are vouched for by the publisher where the publisher speaks, by its whole name, and nowhere else', () => {
    const publisher = { en: 'Japan Weekly', 'zh-Hans': '日本周刊' };
    const of = (statement: string, fact: Partial<Fact> = {}) =>
      names(statement, 'It said so.', 'en', fact, { publisher });
    expect(of('Reporters of Japan Weekly said so.')).toEqual([]);
    expect(of('Exports to Japan end.')).toEqual(['Japan']);
    const attribution = { who: 'officials', how: 'unnamed' } as const;
    expect(of('Reporters of Japan Weekly said so.', { attribution })).toEqual(['Japan']);
    const who = { en: 'Japan Weekly', 'zh-Hans': '日本周刊' };
    expect(of('It said so.', { attribution: { who, how: 'the article itself' } })).toEqual([]);
    expect(of('It said so.', { attribution: { who: 'Japan', how: 'the article itself' } })).toEqual([
      'Japan',
    ]);
    expect(of('It said so.', { instrument: 'Japan Weekly' })).toEqual(['Japan Weekly']);
  });

  it('are those of a body that published it, under any name that it has', () => {
    const article = { publisher: 'Ministry of Commerce' };
    const capture = 'From now on exports need a licence.';
    const fact = { statement: { en: 'Exports need a licence.', 'zh-Hans': '商务部要求出口许可。' } };
    expect(wordsOf(notesOn(fact, capture, article), 'named')).toEqual([]);
    const attribution = { who: 'officials', how: 'unnamed' } as const;
    expect(wordsOf(notesOn({ ...fact, attribution }, capture, article), 'named')).toEqual(['商务部']);
  });

  it('are looked for wherever readers see words of ours', () => {
    const capture = 'The rule “ends soon”, as the ministry said.';
    const date = '2031-11-10';
    const of = (fact: Partial<Fact>) => notesOn(fact, capture).map(({ path, words }) => [path, words]);
    expect(of({ dates: [{ date, what: 'The 45% duty of Japan ends' }] })).toEqual([
      ['dates[0].what', '45%'],
      ['dates[0].date', date],
      ['dates[0].what', 'Japan'],
    ]);
    expect(of({ dates: [{ date, what: { 'zh-Hans': '美国的规则终止' } }] })).toContainEqual([
      'dates[0].what.zh-Hans',
      '美国',
    ]);
    expect(of({ quote: 'ends soon', quoteIn: { 'zh-Hans': '三百万美元的规则即将终止' } })).toEqual([
      ['quoteIn.zh-Hans', '三百万美元'],
    ]);
  });

  it('are found under any name that a place has', () => {
    const inWords = places.map(group => group.filter(name => !/^\p{Script=Han}$/u.test(name)));
    const pair = fc
      .constantFrom(...inWords)
      .chain(group => fc.tuple(fc.constantFrom(...group), fc.constantFrom(...group)));
    fc.assert(
      fc.property(pair, ([ours, theirs]) => {
        const statement = { [/\p{Script=Han}/u.test(ours) ? 'zh-Hans' : 'en']: `“${ours}”` };
        expect(wordsOf(notesOn({ statement }, `They spoke of “${theirs}”.`), 'named')).toEqual([]);
      }),
    );
  });

  it('are not looked for in a text in another language', () => {
    expect(names('The State Council spoke in Seoul.', 'Sie sprachen.', 'de')).toEqual([]);
  });
});

it('every name of a body is found in a text in Traditional characters', () => {
  const inHan = bodies
    .map(group => group.filter(name => /\p{Script=Han}/u.test(name)))
    .filter(({ length }) => length > 0);
  fc.assert(
    fc.property(fc.constantFrom(...inHan.flat()), name => {
      const statement = { 'zh-Hans': `“${name}”` };
      const traditional = [...name].map(character => traditionalOf.get(character) ?? character).join('');
      expect(
        wordsOf(notesOn({ statement }, `他們提到「${traditional}」。`, { language: 'zh-Hant' }), 'named'),
      ).toEqual([]);
    }),
  );
});

describe('other names in a statement', () => {
  it.each([
    ['They spoke of Example Chips.', 'Example Chips is a firm.'],
    ['They spoke of AI.', 'They spoke of artificial intelligence.'],
    ['They spoke of the Harbour Trade Board.', 'They spoke of the HTB.'],
    ['In Moscow’s view the Chinese agree.', 'Moscow says that China agrees.'],
    ['It was President Example who came on Monday.', 'Example came.'],
    ['Tools of the A-type Example-maker matter.', 'The A type of Example matters.'],
  ])('raise nothing where an English capture has them: %s | %s', (statement, capture) => {
    expect(names(statement, capture)).toEqual([]);
  });

  it.each([
    ['They spoke of Sample Chips.', 'They spoke of Example Chips.', ['Sample Chips']],
    ['They spoke of Ada Example.', 'They spoke of Bo Example.', ['Ada Example']],
    ['They spoke of the XYZ.', 'They spoke of artificial intelligence.', ['XYZ']],
  ])('are noted where it has not: %s | %s', (statement, capture, words) => {
    expect(names(statement, capture)).toEqual(words);
  });

  it('are not looked for in a Chinese capture, which writes them in its own signs', () => {
    expect(names('They spoke of Sample Chips.', '他们谈到样品公司。', 'zh-Hans')).toEqual([]);
  });
});
