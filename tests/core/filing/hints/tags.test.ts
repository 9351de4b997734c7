import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameLanguage, tagMeant } from '../../../../core/filing/hints/tags.ts';

const wanted = ['en', 'zh-Hans'];

describe('a language tag', () => {
  it.each([
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-Hans-SG', 'zh-Hans'],
    ['en-GB', 'en'],
    ['zh-TW', 'zh-Hant'],
    ['iw', 'he'],
  ])('%s is meant as %s', (tag, meant) => {
    expect(tagMeant(tag, wanted)).toBe(meant);
  });

  it.each(['en', 'zh-Hans', 'zh-Hant', 'zh-Hant-HK', 'de', 'de-CH', 'pt-BR', 'xx'])(
    '%s is meant as it is',
    tag => {
      expect(tagMeant(tag, wanted)).toBeUndefined();
    },
  );

  it('of another script is another language', () => {
    expect(isSameLanguage('zh-TW', 'zh-Hans')).toBe(false);
    expect(tagMeant('zh-Hant-TW', ['zh-Hant'])).toBe('zh-Hant');
  });

  it('that is meant is meant as it is', () => {
    const tag = fc.stringMatching(/^[a-z]{2,3}(-(Hans|Hant|Latn|Cyrl))?(-[A-Z]{2})?$/);
    fc.assert(
      fc.property(tag, fc.subarray(wanted), (written, tags) => {
        const meant = tagMeant(written, tags);
        if (meant !== undefined) expect(tagMeant(meant, tags)).toBeUndefined();
      }),
    );
  });
});
