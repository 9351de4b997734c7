import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffPart, wordDiff } from '../../../../core/rendering/language/word-diff.ts';

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
  });

  it('is marked by whole words', () => {
    expect(marked('It is proof of it.', 'It is evidence of it.')).toBe('It is [-proof-]{+evidence+} of it.');
    expect(marked('It rose by 2.5%.', 'It rose by 2.7%.')).toBe('It rose by [-2.5-]{+2.7+}%.');
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
    expect(marked('The old rule ends', 'The new law ends')).toBe('The [-old rule-]{+new law+} ends');
  });
});
