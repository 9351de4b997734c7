import { describe, expect, it } from 'vitest';
import { headlineText } from '../../../../core/rendering/headlines/line.ts';

describe('words as a headline has them', () => {
  it.each(['\u200b。', '\u200b', '。', ' . ', '\u2060.'])(
    'are empty if nothing of them can be seen: %j',
    text => {
      expect(headlineText({ text })).toBe('');
    },
  );

  it('have no full stop', () => {
    expect(headlineText({ text: ' A rule is final. ' })).toBe('A rule is final');
    expect(headlineText({ text: '新规生效。' })).toBe('新规生效');
  });
});
