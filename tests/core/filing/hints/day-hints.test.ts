import { describe, expect, it } from 'vitest';
import { dayHints, isFragment } from '../../../../core/filing/hints/day-hints.ts';
import { sampleFact } from '../sample-article.ts';

describe('what a day ahead is', () => {
  it.each([
    ['takes effect', 'en'],
    ['Expires at midnight', 'en'],
    ['due', 'en'],
    ['ends for all exporters', 'en'],
    ['deadline for comments', 'en'],
    ['public hearing', 'en'],
    ['Hearing on the new tariffs', 'en-GB'],
    ['生效', 'zh-Hans'],
    ['正式施行', 'zh-Hans'],
    ['自该日起适用新规定的期限', 'zh-Hans'],
    ['征求意见截止日期', 'zh-Hans'],
    ['听证会', 'zh-Hant'],
  ])('is no whole sentence in %j (%s)', (text, tag) => {
    expect(isFragment(text, tag)).toBe(true);
  });

  it.each([
    ['The suspension of the affiliates rule ends', 'en'],
    ['the rule takes effect.', 'en'],
    ['Comments on the draft close', 'en'],
    ['Reports on the exports are due', 'en'],
    ['The board has decided by then', 'en'],
    ['The two countries hold talks', 'en'],
    ['The licence won’t be needed any more', 'en'],
    ['暂停期结束', 'zh-Hans'],
    ['该规则生效。', 'zh-Hans'],
    ['首批洁净室出借', 'zh-Hans'],
    ['港务局公布试验结果', 'zh-Hans'],
    ['tritt in Kraft', 'de'],
  ])('is, or may be, one in %j (%s)', (text, tag) => {
    expect(isFragment(text, tag)).toBe(false);
  });

  it('is hinted at where it is none, in its place, and where its day had passed', () => {
    const dates = [
      { date: '2026-03-01', what: 'The trials begin' },
      { date: '2026-03-02', what: 'takes effect' },
      { date: '2026-03-03', what: { en: 'The trials end', 'zh-Hans': '结束' } },
    ];
    const hints = dayHints(sampleFact({ dates }), 'facts[0]', '2026-03-02');
    expect(hints.map(({ path }) => path)).toEqual([
      'facts[0].dates[0].date',
      'facts[0].dates[1].what',
      'facts[0].dates[2].what.zh-Hans',
    ]);
    expect(hints[0]?.says).toContain('had passed when the article was captured (2026-03-02)');
    expect(hints[1]?.says).toContain('"takes effect" seems to be no whole sentence');
    expect(dayHints(sampleFact({ dates }), 'corrected', null)).toHaveLength(2);
    expect(dayHints(sampleFact({ dates: undefined }), 'corrected', '2026-03-02')).toEqual([]);
  });
});
