import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, wrap } from '../../../core/foundation/wrap.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.constantFrom('word', 'a', '国', '。', '“', '👩‍🚀', 'é', ' ', '\n', 'incomprehensibilities'), {
      maxLength: 200,
    })
    .map(parts => parts.join('')),
);

describe('wrapping', () => {
  it('keeps every character and no line wider than it may be', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 8, max: 80 }), (text, columns) => {
        const lines = wrap(text, '- ', columns);
        for (const line of lines.slice(1)) expect(line.startsWith('  ') || line === '').toBe(true);
        expect(
          lines
            .map(line => line.slice(2))
            .join('')
            .replace(/\s/gu, ''),
        ).toBe(text.replace(/\s/gu, ''));
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('breaks between words, and fills its lines', () => {
    expect(wrap('one two three', '', 8)).toEqual(['one two', 'three']);
    expect(wrap('one two three', '> ', 9)).toEqual(['> one two', '  three']);
    expect(wrap('one two', '', 7)).toEqual(['one two']);
    expect(wrap('A: two three', '', 9, '   ')).toEqual(['A: two', '   three']);
  });

  it('counts East Asian characters twice and breaks between them, but not before a closing mark', () => {
    expect(wrap('一二三四五六', '', 8)).toEqual(['一二三四', '五六']);
    expect(wrap('一二三四。', '', 8)).toEqual(['一二三', '四。']);
    expect(wrap('一二三「四」', '', 8)).toEqual(['一二三', '「四」']);
  });

  it('breaks a word that no line can hold', () => {
    expect(wrap('abcdefghij', '', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrap('', 'x ', 10)).toEqual(['x']);
  });
});

describe('the width of text', () => {
  it.each([
    ['abc', 3],
    ['国语', 4],
    ['ｆｕ', 4],
    ['e\u0301', 1],
    ['👩‍🚀', 2],
    ['한글', 4],
    ['', 0],
  ])('of %s is %d', (text, width) => expect(columnsOf(text)).toBe(width));
});
