import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../../core/articles/own-words.ts';
import { parseArticleFile } from '../../../core/filing/check-article.ts';
import { refusalOf } from '../filing/refusal.ts';
import { sampleFact, sampleFile } from '../filing/sample-article.ts';

/** What is said of a name that is written so, as place, expectation and finding. */
function mistakesIn(who: unknown): string[][] {
  const fact = { ...sampleFact(), attribution: { who, how: 'named' } };
  const mistakes = refusalOf(() => parseArticleFile({ ...sampleFile(), facts: [fact] }, 'a.json'));
  return mistakes.map(({ path, expected, found }) => [
    path.replace('facts[0].attribution.', ''),
    expected,
    found,
  ]);
}

const form = 'text, or text by language tag';
const control = 'one line of text, without control or direction characters';
const tag = 'as the name of the field: a language tag (BCP 47) such as en or zh-Hans';

describe('words of ours', () => {
  it.each([
    ['', [['who', 'at least 1 characters', '""']]],
    ['a\tb', [['who', control, '"a\\tb"']]],
    [{ en: 'a\tb' }, [['who.en', control, '"a\\tb"']]],
    [{ en: 7 }, [['who.en', 'string', '7']]],
    [{ en_GB: 'x' }, [['who.en_GB', tag, '"en_GB"']]],
    [{}, [['who', 'words in at least one language', '{}']]],
    [7, [['who', form, '7']]],
    [['text'], [['who', form, '["text"]']]],
    [null, [['who', form, 'null']]],
    [undefined, [['who', form, 'nothing']]],
    [
      { en_GB: 'x', fr: ' a', de: 'b' },
      [
        ['who.en_GB', tag, '"en_GB"'],
        ['who.fr', 'no white space at the ends', '" a"'],
      ],
    ],
  ])('that are %j are refused for what is wrong in the form that was meant', (who, mistakes) => {
    expect(mistakesIn(who)).toEqual(mistakes);
  });

  it('are shown in the wanted language, in English where they name none, else in the first that there is', () => {
    expect(wordsIn('plain', 'zh-Hans')).toEqual({ text: 'plain', language: 'en' });
    expect(wordsIn({ en: 'a', fr: 'b' }, 'fr')).toEqual({ text: 'b', language: 'fr' });
    expect(wordsIn({ fr: 'b', en: 'a' }, 'de')).toEqual({ text: 'a', language: 'en' });
  });

  it('are never left out, and the same whatever order they stand in', () => {
    const tags = fc.constantFrom('en', 'fr', 'zh-Hans', 'zh-Hant', 'pt-BR');
    const words = fc.dictionary(tags, fc.string({ minLength: 1 }), { minKeys: 1 });
    fc.assert(
      fc.property(words, tags, (all, wanted) => {
        const shown = wordsIn(all, wanted);
        expect(all[shown.language]).toBe(shown.text);
        expect(shown.language === wanted || !Object.hasOwn(all, wanted)).toBe(true);
        expect(wordsIn(Object.fromEntries(Object.entries(all).reverse()), wanted)).toEqual(shown);
      }),
    );
  });
});
