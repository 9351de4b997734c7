import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../core/foundation/wrap.ts';

describe('the columns of a text', () => {
  it.each([
    ['', 0],
    ['US suspends affiliates rule', 27],
    ['美国暂停关联规则', 16],
    ['港务局 2026', 11],
    ['，。「」：', 10],
    ['ＡＢ', 4],
    ['ｱｲ', 2],
    ['한국', 4],
    ['“rule”', 6],
    ['…–—', 3],
  ])('of %j are %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });

  it('are those of what is seen, however it is written', () => {
    expect(columnsOf('e\u0301')).toBe(columnsOf('\u00e9'));
    expect(columnsOf('\u1112\u1161\u11ab')).toBe(columnsOf('\ud55c'));
    expect(columnsOf('a\u200bb\u00adc\ufeff')).toBe(3);
  });

  it('are two for an emoji, of however many code points it is made', () => {
    for (const emoji of ['🚢', '👩‍🔬', '🇨🇳', '❤️', '1️⃣', '👍🏽'])
      expect([emoji, columnsOf(emoji)]).toEqual([emoji, 2]);
  });

  it('are one a printable ASCII character, two a Chinese one, and add up beside each other', () => {
    const latin = fc.stringMatching(/^[ -~]*$/);
    const han = fc.stringMatching(/^[\u4e00-\u9fff]*$/);
    fc.assert(
      fc.property(latin, han, latin, (before, chinese, after) => {
        expect(columnsOf(before + chinese + after)).toBe(before.length + 2 * chinese.length + after.length);
      }),
    );
  });

  it('are at most two a character, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(columnsOf(text)).toBeGreaterThanOrEqual(0);
        expect(columnsOf(text)).toBeLessThanOrEqual(2 * Array.from(text).length);
      }),
    );
  });
});
