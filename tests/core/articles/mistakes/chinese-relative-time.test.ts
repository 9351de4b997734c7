import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeTimeWords } from '../../../../core/articles/mistakes/relative-time.ts';

describe('words of passing time in Chinese', () => {
  it.each([
    ['习近平本周再次强调自立。', '本周'],
    ['商务部上周五公布了名单。', '上周五'],
    ['会议将于下个星期三举行。', '下个星期三'],
    ['新规自今日起施行。', '今日'],
    ['出口昨天下降。', '昨天'],
    ['新规明日生效。', '明日'],
    ['去年出口有所增长。', '去年'],
    ['新规将于明年三月生效。', '明年'],
    ['上个月产量下降。', '上个月'],
    ['下季度将公布细则。', '下季度'],
    ['本世纪中叶建成科技强国。', '本世纪'],
    ['商务部日前宣布新规。', '日前'],
    ['最近公布了名单。', '最近'],
    ['近年来投资增加。', '近年来'],
    ['近三年投资增加。', '近三年'],
    ['最近五年投资增加。', '最近五年'],
    ['未来五年是关键时期。', '未来五年'],
    ['今后10至15年发展产业集群。', '今后10至15年'],
    ['过去十年投资增加。', '过去十年'],
    ['三天前公布了名单。', '三天前'],
    ['两个月之前公布了名单。', '两个月之前'],
    ['他在星期日讲话。', '星期日'],
    ['周五公布了名单。', '周五'],
  ])('are found: %s', (statement, words) => {
    expect(relativeTimeWords(statement, 'zh-Hans')).toEqual([words]);
  });

  it.each([
    '他于2022年10月16日（星期日）讲话。',
    '他于2022年10月16日星期日讲话。',
    '他于星期日（10月16日）讲话。',
    '委员会每周一开会。',
    '报告一周一次。',
    '黑色星期五销售下降。',
    '新规于2030年前生效。',
    '新规于二〇三〇年前生效。',
    '申请须在10月16日前提交。',
    '申请须在生效日前提交。',
    '该文发表后的五年是关键时期。',
    '在其后五年，投资有所增加。',
    '2022年上半年，投资有所增加。',
    '规划列出近期目标。',
    '日本年轻人减少，资本周转加快，样本年龄下降。',
    '以上年份均有增长，该周期以上周期为准。',
    '今日头条发表了声明。',
    '《星期日报》报道了此事。',
    '面向未来产业的规划。',
    '他领导中国的头十年。',
    '此前年度的数据未公布，2020年前年均增长为零。',
  ])('are not found where the time is fixed, or none is meant: %s', statement => {
    expect(relativeTimeWords(statement, 'zh-Hans')).toEqual([]);
  });

  it('are found wherever they stand among other words, and in no other language', () => {
    const filler = fc
      .array(fc.constantFrom('商务部', '宣布', '出口', '下降，', '措施', '。'))
      .map(a => a.join(''));
    const words = fc.constantFrom('本周', '昨日', '明年', '上周二', '两个月前', '未来五年');
    fc.assert(
      fc.property(filler, words, filler, (before, relative, after) => {
        expect(relativeTimeWords(before + relative + after, 'zh-Hans')).toEqual([relative]);
        expect(relativeTimeWords(before + relative + after, 'ja')).toEqual([]);
      }),
    );
  });

  it('are all found, in the order of the text', () => {
    expect(relativeTimeWords('去年和今年一样，上周公布，周五生效。', 'zh-CN')).toEqual([
      '去年',
      '今年',
      '上周',
      '周五',
    ]);
  });

  it('are in none of the statements that ship, of which each is there in Chinese', async () => {
    const file = new URL('../../../../facts/llx-domestic-innovation.json', import.meta.url);
    const { facts } = JSON.parse(await readFile(file, 'utf8'));
    for (const { id, statement } of facts) {
      expect([id, typeof statement['zh-Hans']]).toEqual([id, 'string']);
      expect([id, relativeTimeWords(statement['zh-Hans'], 'zh-Hans')]).toEqual([id, []]);
    }
  });
});
