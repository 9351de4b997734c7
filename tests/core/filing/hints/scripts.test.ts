import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scriptMisfit } from '../../../../core/filing/hints/scripts.ts';

describe('a text in the script of its tag', () => {
  it.each([
    ['The ministry suspends the rule.', 'en'],
    ['The Party (中国共产党) met.', 'en'],
    ['港务局公布结果。', 'zh-Hans'],
    ['ASML、TSMC、Intel和Samsung加入SEMI', 'zh-Hans'],
    ['發展國家學術', 'zh-Hant'],
    ['港が静かなクレーンを使う', 'ja'],
    ['Порт испытывает краны', 'ru'],
    ['2026', 'zh-Hans'],
    ['anything', 'xx'],
    ['陳明', 'zh-Hans'],
  ])('is nothing to hint at: %s (%s)', (text, tag) => {
    expect(scriptMisfit(text, tag, false)).toBeUndefined();
  });

  it.each([
    ['港务局公布结果。', 'en', 'Latin'],
    ['《条例》 EAR 修订后生效', 'en', 'Latin'],
    ['The ministry suspends the rule.', 'zh-Hans', 'Chinese characters'],
    ['The ministry suspends the rule.', 'ru', 'Cyrillic'],
    ['Порт испытывает краны', 'en', 'Latin'],
    ['發展國家學術', 'zh-Hans', '發, 國, 學'],
    ['发展国家学术', 'zh-Hant', 'in Simplified use only'],
  ])('is hinted at: %s (%s)', (text, tag, says) => {
    expect(scriptMisfit(text, tag, false)).toContain(says);
  });

  it('may be Latin in any language if it is a name', () => {
    expect(scriptMisfit('IBM Research', 'zh-Hans', true)).toBeUndefined();
    expect(scriptMisfit('商务部', 'en', true)).toContain('Latin');
  });

  it('is all that ships with the project', () => {
    const file = new URL('../../../../facts/llx-domestic-innovation.json', import.meta.url);
    const { facts } = JSON.parse(readFileSync(file, 'utf8')) as {
      facts: { statement: Record<string, string> }[];
    };
    const all = facts.flatMap(({ statement }) => Object.entries(statement));
    expect(all.length).toBeGreaterThan(50);
    expect(all.flatMap(([tag, text]) => scriptMisfit(text, tag, false) ?? [])).toEqual([]);
  });
});
