import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { language as tagSchema } from '../../../../core/articles/field.ts';
import { languageOf } from '../../../../core/filing/drafts/language.ts';

const english = 'The ministry said that the rule was in force, and that it is to stay.';
const simplified = '商务部发布了新的出口管制办法，对两用物项实施许可。';

describe('the language of a text', () => {
  it.each([
    ['en-GB', english, 'en-GB'],
    ['pt_br', 'O governo anunciou novas regras.', 'pt-BR'],
    ['zh-CN', simplified, 'zh-Hans'],
    ['zh', simplified, 'zh-Hans'],
    ['zh-TW', '經濟部發布了新的出口管制辦法，對兩用物項實施許可。', 'zh-Hant'],
  ])('is the one that its page states, %s, as tags are written', (stated, text, tag) => {
    expect(languageOf(text, stated)).toMatchObject({ tag, sure: true, from: 'the page’s lang attribute' });
  });

  it.each([
    [simplified, 'zh-Hans', true],
    ['經濟部發布了新的出口管制辦法，對兩用物項實施許可。', 'zh-Hant', true],
    ['経済産業省は新しい規則を発表した。', 'ja', true],
    ['산업부는 새 규정을 발표했다.', 'ko', true],
    ['กระทรวงพาณิชย์ประกาศกฎใหม่', 'th', true],
    [english, 'en', true],
    ['Das Ministerium hat neue Regeln veröffentlicht.', 'en', false],
    ['Министерство опубликовало правила.', 'ru', false],
  ])('is else known by its script: %s', (text, tag, sure) => {
    expect(languageOf(text)).toMatchObject({ tag, sure });
  });

  it('is not the one that a page states by mistake', () => {
    expect(languageOf(simplified, 'en')).toMatchObject({ tag: 'zh-Hans', from: 'its script' });
    expect(languageOf(english, 'x'.repeat(50)).tag).toBe('en');
  });

  it('has always a tag that an article may have', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.option(fc.string(), { nil: undefined }),
        (text, stated) => {
          expect(tagSchema.safeParse(languageOf(text, stated).tag).success).toBe(true);
        },
      ),
    );
  });
});
