import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, graphemesOf } from '../../../../core/foundation/wrap.ts';
import { shorten } from '../../../../core/rendering/language/shorten.ts';
import { anyText } from './any-text.ts';

describe('shortening', () => {
  it('takes no more columns than there are, and leaves alone what fits', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 120 }), (text, max) => {
        const short = shorten(text, max);
        expect(columnsOf(short)).toBeLessThanOrEqual(max);
        if (columnsOf(text) <= max) expect(short).toBe(text);
        else if (max > 0) expect(short.endsWith('…')).toBe(true);
        else expect(short).toBe('');
      }),
    );
  });

  it('keeps whole graphemes from the front', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 120 }), (text, max) => {
        if (columnsOf(text) <= max) return;
        const all = graphemesOf(text);
        const starts = all.map((_, at) => all.slice(0, at).join(''));
        expect(starts).toContain(shorten(text, max).slice(0, -1));
      }),
    );
  });

  it('ends where a word ends, if that is near', () => {
    expect(shorten('one two three', 9)).toBe('one two…');
    expect(shorten('one two, three', 9)).toBe('one two…');
    expect(shorten('incomprehensibilities', 9)).toBe('incompre…');
    expect(shorten('It exports so-called rules', 18)).toBe('It exports…');
    expect(shorten('He said “no more” to it', 13)).toBe('He said “no…');
  });

  it('ends where a word ends in Chinese, which has no spaces', () => {
    expect(shorten('商务部宣布暂停实施该规则', 14)).toBe('商务部宣布…');
    expect(shorten('商务部宣布暂停实施该规则', 15)).toBe('商务部宣布暂停…');
    expect(shorten('商务部，宣布暂停', 8)).toBe('商务部…');
  });

  it('keeps no figure without what it counts', () => {
    expect(shorten('It exports 2.5% of all', 15)).toBe('It exports…');
    expect(shorten('It spends US$5 billion a year', 16)).toBe('It spends…');
    expect(shorten('增加了50亿美元的设备出口', 9)).toBe('增加了…');
    expect(shorten('In the year 2022 it was so', 18)).toBe('In the year…');
  });
});
