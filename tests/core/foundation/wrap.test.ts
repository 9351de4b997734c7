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

describe('wrapping at signs that bind', () => {
  const signs = ['\u00a0', '\u202f', '\u2007', '\u2011', '\u2060', '\ufeff'];
  const sign = fc.constantFrom(...signs);
  const isSign = new RegExp(`[${signs.join('')}]`, 'u');
  const word = fc.constantFrom(
    'ab',
    'cde',
    '国语',
    '一二三四',
    '12',
    'e\u0301e',
    'incomprehensibilities',
    '“ab”',
  );

  it.each([
    ['one 4\u00a0% two', 6, ['one', '4\u00a0%', 'two']],
    ['one two\u202fk', 7, ['one', 'two\u202fk']],
    ['well\u2011known', 20, ['well\u2011known']],
    ['一二三5\u00a0月四', 8, ['一二三', '5\u00a0月四']],
    ['一二\u2011三四', 6, ['一', '二\u2011三', '四']],
    [' \u00a0one two\u00a0 ', 3, ['one', 'two']],
    ['abcdef\u00a0ghijkl', 8, ['abcdef\u00a0g', 'hijkl']],
    ['\u00a0', 8, ['']],
  ])('%j on %d columns keeps them with what is on either side', (text, columns, lines) => {
    expect(wrap(text, '', columns)).toEqual(lines);
  });

  it('ends and begins no line at one, and keeps each, however long the lines are', () => {
    const parts = fc.array(fc.tuple(word, fc.oneof(sign, fc.constant(' '))), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(parts, fc.integer({ min: 8, max: 80 }), (pairs, columns) => {
        const text = `${pairs.flat().join('')}end`;
        const lines = wrap(text, '- ', columns).map(line => line.slice(2));
        for (const line of lines) {
          expect(isSign.test(line.slice(0, 1)) || isSign.test(line.slice(-1)), JSON.stringify(lines)).toBe(
            false,
          );
          expect(columnsOf(line)).toBeLessThanOrEqual(columns - 2);
        }
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it('breaks what no line can hold together', () => {
    const run = 'a\u00a0'.repeat(9);
    for (const line of wrap(run, '', 4)) expect(columnsOf(line)).toBeLessThanOrEqual(4);
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
