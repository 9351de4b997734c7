import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../core/articles/article-file.ts';
import type { OwnWords } from '../../../../core/articles/own-words.ts';
import groups from '../../../../core/filing/notes/naming/aliases.json' with { type: 'json' };
import { notesOn, wordsOf } from './of-one-fact.ts';

const speaker = (who: OwnWords, capture: string, language = 'en') =>
  wordsOf(notesOn({ attribution: { who, how: 'named' } }, capture, { language }), 'named');

describe('speakers', () => {
  it.each<[OwnWords, string, string]>([
    ['the Ministry of Commerce', '商务部新闻发言人表示。', 'zh-Hans'],
    ['MOFCOM', 'The Commerce Ministry said so.', 'en'],
    ['US Department of Commerce', '美国商务部宣布。', 'zh-Hans'],
    ['Bureau of Industry and Security', 'BIS said so.', 'en'],
    ['Ministry of Industry and Information Technology', '工信部发布通知。', 'zh-Hans'],
    [{ en: 'He Yongqian', 'zh-Hans': '何咏前' }, '发言人何咏前说。', 'zh-Hans'],
    ['Ada Example, director of the port', 'The director, Ada Example, said so.', 'en'],
    ['Ada Example of the Ministry of Commerce', 'Ada Example of MOFCOM said so.', 'en'],
    ['Ada Example and Bo Sample', 'Ada Example agreed. So did Bo Sample.', 'en'],
    ['Department of Examples and Samples', 'The Samples and Examples Department said so.', 'en'],
    ['Shenzhen Development and Reform Commission', '深圳市发展和改革委员会发布措施。', 'zh-Hans'],
    ['Development and Reform Commission of Shenzhen Municipality', '深圳发改委发布措施。', 'zh-Hans'],
    ['Hangzhou Municipal Government', '杭州市人民政府办公厅发布意见。', 'zh-Hans'],
    ['上海市商务委员会', 'The Shanghai Municipal Commission of Commerce said so.', 'en'],
    [{ en: 'Dutch government' }, 'In the Netherlands, the government said so.', 'en'],
  ])('that the capture names raise nothing: %o | %s', (who, capture, language) => {
    expect(speaker(who, capture, language)).toEqual([]);
  });

  it.each<[OwnWords, string, string]>([
    ['the Ministry of Commerce', '美国商务部宣布。', 'zh-Hans'],
    ['Ministry of Commerce', 'The ministry said so.', 'en'],
    ['BIS', 'Tennis was played.', 'en'],
    ['Ada Example and Bo Sample', 'Ada Example agreed.', 'en'],
    ['Bo Sample of the Ministry of Commerce', 'Ada Example of MOFCOM said so.', 'en'],
    [{ en: 'He Yongqian', 'zh-Hans': '何亚东' }, '发言人何咏前（He Yongqian）说。', 'zh-Hans'],
    ['Shenzhen Development and Reform Commission', '上海市发展和改革委员会发布措施。', 'zh-Hans'],
    ['Shenzhen Development and Reform Commission', '深圳市商务局发布措施。', 'zh-Hans'],
    ['Hangzhou Municipal Government', '政府发布意见。', 'zh-Hans'],
  ])('that it does not name are noted: %o | %s', (who, capture, language) => {
    expect(speaker(who, capture, language)).toHaveLength(1);
  });

  it('are not looked for unless they are "named", but for bodies and places that readers would take for them', () => {
    const of = (who: string, how: Fact['attribution']['how']) =>
      wordsOf(notesOn({ attribution: { who, how } }, 'The ministry said so.'), 'named');
    expect(of('Ada Example, or somebody else', 'unclear')).toEqual([]);
    for (const how of ['unclear', 'unnamed', 'the article itself'] as const) {
      expect(of('some at the State Council', how)).toEqual(['State Council']);
      expect(of('people in Japan', how)).toEqual(['Japan']);
    }
  });

  it('are another body in no other language', () => {
    const of = (en: string) => speaker({ en, 'zh-Hans': '商务部' }, '商务部公布公告。', 'zh-Hans');
    expect(of('US Department of Commerce')).toEqual(['US Department of Commerce']);
    expect(of('MOFCOM')).toEqual([]);
  });

  it('are found under any name that a body has', () => {
    const names = fc
      .constantFrom(...groups)
      .chain(group => fc.tuple(fc.constantFrom(...group), fc.constantFrom(...group)));
    fc.assert(
      fc.property(names, ([ours, theirs]) => {
        expect(speaker(ours, `“${theirs}” said so.`)).toEqual([]);
        expect(speaker(ours, 'Nobody said so.')).toEqual([ours]);
      }),
    );
  });

  it('have every name in one group only', () => {
    const all = groups.flat().map(name => name.toLowerCase());
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });
});

describe('rules and citations', () => {
  const of = (fact: object, capture: string, language = 'en') =>
    wordsOf(notesOn(fact, capture, { language }), 'named');

  it('that the capture names raise nothing', () => {
    const announcement = {
      instrument: { en: 'Announcement No. 61 of 2025', 'zh-Hans': '商务部公告2025年第61号' },
    };
    expect(of(announcement, '根据《商务部公告2025年第61号》。', 'zh-Hans')).toEqual([]);
    expect(of(announcement, 'It is announcement no. 61, of the year 2025.')).toEqual([]);
    expect(of({ citation: '87 FR 62186' }, 'See 87 Fed. Reg. 62186.')).toEqual([]);
  });

  it.each([
    ['Announcement No. 18 of 2025', '商务部 海关总署公告2025年第18号公布。', 'zh-Hans'],
    ['MOFCOM Announcement No. 18 of 2025', '商务部公告2025年第18号公布。', 'zh-Hans'],
    ['Circular No. 11 (2025) of the State Council', '《意见》（国发〔2025〕11号）由国务院印发。', 'zh-Hans'],
    ['公告2025年第18号', 'It is in Announcement No. 18 of 2025.', 'en'],
    ['Customs Law of the People’s Republic of China', '根据《中华人民共和国海关法》。', 'zh-Hans'],
  ])(
    'are known by number and year, or as laws, in the other language: %s | %s',
    (instrument, capture, language) => {
      expect(of({ instrument }, capture, language)).toEqual([]);
    },
  );

  it.each([
    ['Announcement No. 18 of 2025', '商务部公告2025年第81号公布。', 'zh-Hans'],
    ['Announcement No. 18 of 2025', '商务部公告2024年第18号公布。', 'zh-Hans'],
    ['MIIT Announcement No. 18 of 2025', '商务部公告2025年第18号公布。', 'zh-Hans'],
    ['MOFCOM Announcement No. 18 of 2025', '商务部公布了公告。', 'zh-Hans'],
    ['Port Announcement No. 18 of 2025', '商务部公告2025年第18号公布。', 'zh-Hans'],
  ])('are not known by another number, year or body: %s | %s', (instrument, capture, language) => {
    expect(of({ instrument }, capture, language)).toEqual([instrument]);
  });

  it('that it does not name are noted', () => {
    expect(of({ instrument: 'Announcement No. 70 of 2025' }, 'It is announcement no. 61, of 2025.')).toEqual([
      'Announcement No. 70 of 2025',
    ]);
    expect(of({ citation: '87 FR 6218' }, 'See 87 FR 62186.')).toEqual(['87 FR 6218']);
  });
});
