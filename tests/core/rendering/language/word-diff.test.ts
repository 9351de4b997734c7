import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedWords, type DiffPart, wordDiff } from '../../../../core/rendering/language/word-diff.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom('a', 'b', 'rule', '2022', ' ', ', ', '-', '证据', '表明', '。', '👨‍👩‍👧', 'e\u0301'),
      {
        maxLength: 20,
      },
    )
    .map(words => words.join('')),
);
const languages = fc.constantFrom('en', 'zh-Hans', 'ar');

const textOf = (parts: readonly DiffPart[], without: DiffPart['change']) =>
  parts.flatMap(({ text, change }) => (change === without ? [] : text)).join('');

/** `It is [-proof-]{+evidence+}` */
const marked = (before: string, after: string, language = 'en') =>
  wordDiff(before, after, language)
    .parts.map(({ text, change }) => ({ same: text, gone: `[-${text}-]`, new: `{+${text}+}` })[change])
    .join('');

describe('what became of a text', () => {
  it('holds both texts letter by letter, in parts that are none empty and alternate', () => {
    fc.assert(
      fc.property(anyText, anyText, languages, (before, after, language) => {
        const { parts } = wordDiff(before, after, language);
        expect(textOf(parts, 'new')).toBe(before);
        expect(textOf(parts, 'gone')).toBe(after);
        const kinds = parts.map(({ change }) => change);
        expect(parts.every(({ text }) => text !== '')).toBe(true);
        expect(kinds.join(' ')).not.toMatch(/(same|gone|new) \1|new gone/);
      }),
    );
  });

  it('measures what stayed: all of the same text, nothing of another', () => {
    fc.assert(
      fc.property(anyText, anyText, languages, (before, after, language) => {
        const { common } = wordDiff(before, after, language);
        expect(common).toBeGreaterThanOrEqual(0);
        expect(common).toBeLessThanOrEqual(1);
        expect(wordDiff(before, before, language).common).toBe(1);
      }),
    );
    expect(wordDiff('one two', 'three four', 'en').common).toBe(0);
    expect(wordDiff('one two', 'one six', 'en').common).toBe(0.5);
    expect(wordDiff('It found proof.', 'It found evidence.', 'en').common).toBeCloseTo(2 / 3);
  });

  it('is marked by whole words', () => {
    expect(marked('It is proof of it.', 'It is evidence of it.')).toBe('It is [-proof-]{+evidence+} of it.');
    expect(marked('It rose by 2.5%.', 'It rose by 2.7%.')).toBe('It rose by [-2.5%-]{+2.7%+}.');
    expect(marked('进口增长4%。', '进口增长6%。', 'zh-Hans')).toBe('进口增长[-4%-]{+6%+}。');
    expect(marked('It takes effect.', 'It takes full effect.')).toBe('It takes {+full +}effect.');
  });

  it('is marked by whole words in Chinese too', () => {
    expect(marked('这是一项证明。', '这是一项证据。', 'zh-Hans')).toBe('这是一项[-证明-]{+证据+}。');
    expect(marked('商务部暂停实施该规则', '商务部废止该规则', 'zh-Hans')).toBe(
      '商务部[-暂停实施-]{+废止+}该规则',
    );
  });

  it('takes changes side by side for one', () => {
    expect(marked('on 2022-10-16, in part', 'on 2023-11-17, in part')).toBe(
      'on [-2022-10-16-]{+2023-11-17+}, in part',
    );
    expect(marked('one two', ' ')).toBe('[-one-] [-two-]');
    expect(marked('The old rule ends', 'The new law ends')).toBe('The [-old rule-]{+new law+} ends');
  });
});

describe('the words that changed', () => {
  const changes = (before: string, after: string, language = 'en') =>
    changedWords(wordDiff(before, after, language), language).map(({ was, is }) => `${was} > ${is}`);

  it('stand with what took their place', () => {
    expect(changes('It is proof.', 'It is evidence.')).toEqual(['proof > evidence']);
    expect(changes('It has 42 of 12.', 'It has 24 of 21.')).toEqual(['42 > 24', '12 > 21']);
    expect(changes('该市有42家企业。', '该市有24家企业。', 'zh-Hans')).toEqual(['42 > 24']);
  });

  it('stand with the word beside them where some were only put in or left out', () => {
    expect(changes('It covers exports.', 'It covers only exports.')).toEqual(['exports > only exports']);
    expect(changes('It covers only exports.', 'It covers exports.')).toEqual(['only exports > exports']);
    expect(changes('It ends', 'It ends soon')).toEqual(['ends > ends soon']);
    expect(changes('该规则禁止出口', '该规则仅禁止出口', 'zh-Hans')).toEqual(['禁止 > 仅禁止']);
  });

  it('are none where only spaces or punctuation changed', () => {
    expect(changes('One, two', 'One two')).toEqual([]);
    expect(changes('One  two', 'One two.')).toEqual([]);
    expect(changes('5 %', '5%')).toEqual([]);
  });

  it('stand without the marks around them', () => {
    expect(changes('这是证明：企业增加', '这是证据，说明企业增加', 'zh-Hans')).toEqual(['证明 > 证据，说明']);
    expect(changes('It ends, in part', 'It begins in part')).toEqual(['ends > begins']);
  });

  it('are two texts that are never blank or the same, found in what was and what is', () => {
    fc.assert(
      fc.property(anyText, anyText, languages, (before, after, language) => {
        for (const { was, is } of changedWords(wordDiff(before, after, language), language)) {
          expect(was).toMatch(/[\p{L}\p{N}]/u);
          expect(is).toMatch(/[\p{L}\p{N}]/u);
          expect(was).not.toBe(is);
          expect(before).toContain(was);
          expect(after).toContain(is);
        }
      }),
    );
  });
});
