import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counted, wordCount } from '../../../core/foundation/counts.ts';

describe('counting words', () => {
  it('counts runs between white space that have a letter or digit', () => {
    expect(wordCount('“AI, Health – and biotech”')).toBe(4);
    expect(wordCount('10-15 years')).toBe(2);
    expect(wordCount(' … ')).toBe(0);
  });

  it('counts two Chinese or Japanese characters as a word, beside others', () => {
    expect(wordCount('港务局说')).toBe(2);
    expect(wordCount('在ACME工作了')).toBe(3);
    expect(wordCount('ひらがな')).toBe(2);
    expect(wordCount('サーバー')).toBe(2);
  });

  it('counts the words that a dictionary finds, where a script has letters and no spaces', () => {
    expect(wordCount('กระทรวงพาณิชย์ประกาศ')).toBe(3);
    expect(wordCount('ใน 2026 กระทรวงพาณิชย์ กับ ACME')).toBe(6);
    expect(wordCount('ក្រសួងពាណិជ្ជកម្ម')).toBeGreaterThan(1);
  });

  it('counts words of spaced scripts as they are joined', () => {
    const words = fc.array(fc.stringMatching(/^[a-zé0-9]{1,8}$/));
    fc.assert(
      fc.property(words, list => {
        expect(wordCount(list.join(' \n'))).toBe(list.length);
      }),
    );
  });
});

describe('a number with its thing', () => {
  it('is written as people write it', () => {
    expect([0, 1, 2, 1200].map(number => counted(number, 'reader'))).toEqual([
      '0 readers',
      '1 reader',
      '2 readers',
      '1,200 readers',
    ]);
  });

  it('takes a plural of its own, with the words that go with it', () => {
    expect(counted(1, 'delivery is', 'deliveries are')).toBe('1 delivery is');
    expect(counted(2, 'delivery is', 'deliveries are')).toBe('2 deliveries are');
  });
});
