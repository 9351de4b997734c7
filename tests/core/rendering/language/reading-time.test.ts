import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minutesToRead, shownText, wordsOf } from '../../../../core/rendering/language/reading-time.ts';

describe('the text that a browser shows', () => {
  it('is all but the head, comments, the preheader and what waits for the keyboard', () => {
    const html =
      '<!doctype html><html><head><title>T</title><style>p{}</style></head><body><!--[if mso]>O<![endif]-->' +
      '<div class="pre">Hidden</div><a class="skip" href="#x">Skip</a><p>One&nbsp;&amp;<br>two</p><p>thr<b>ee</b></p></body></html>';
    expect(shownText(html)).toBe('One & two three');
  });

  it('keeps apostrophes inside words', () => {
    expect(wordsOf(shownText('<p>Xi&#x27;s words</p>'), 'en')).toBe(2);
  });

  it('has all words of any paragraphs', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(
        fc.array(fc.array(word, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 9 }),
        paragraphs => {
          const html = paragraphs.map(words => `<p style="x">${words.join(' <i>')}</p>`).join('');
          expect(wordsOf(shownText(html), 'en')).toBe(paragraphs.flat().length);
        },
      ),
    );
  });
});

describe('the time that a text takes', () => {
  it('is that of its words, or of its characters in Chinese', () => {
    expect(minutesToRead('word '.repeat(2300), 'en-GB')).toBe(10);
    expect(minutesToRead('字'.repeat(2550), 'zh-CN')).toBe(10);
    expect(minutesToRead(`${'word '.repeat(230)}${'字'.repeat(510)}`, 'zh-CN')).toBe(3);
    expect(minutesToRead('', 'en')).toBe(1);
  });

  it('counts what is said, not what is only seen', () => {
    expect(wordsOf('Said by Xi Jinping on 16 Oct 2022 (date inferred) · source A · 1-06', 'en')).toBe(14);
    expect(wordsOf('表态：习近平', 'zh')).toBeGreaterThan(1);
  });
});
