import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArticleFile, Fact } from '../../../core/articles/article-file.ts';
import type { OwnWords } from '../../../core/articles/own-words.ts';
import { compile } from '../../../core/digest/compile.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { factsOf } from '../../support/builders/a-series.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const plan = {
  publication: 'weekly',
  edition: '2026-11-23',
  number: 1,
  previous: null,
  window: { from: null, to: '2026-11-23T06:00:00Z' as Instant },
};

function editionIn(language: string, files: readonly ArticleFile[]) {
  return compile({
    publication: aPublication({ language }),
    plan,
    records: files.map(file => aRecord('2026-11-20T00:00:00Z', file)),
    previousManifest: null,
    oldAfterDays: 30,
  });
}

const en = { statement: { en: 'Said' } };
const both = { statement: { en: 'Said', 'zh-Hans': '说了' } };
const idsOf = (digest: ReturnType<typeof editionIn>) => [
  ...digest.sections.map(({ facts }) => facts.map(({ id }) => id)),
  digest.views.map(({ id }) => id),
];

describe('a fact without a statement in the edition’s language', () => {
  const facts = [
    aFact('a', 1, { ...en, importance: 3 }),
    aFact('a', 2, { ...both, importance: 1 }),
    aFact('a', 3, { ...both, importance: 3, topics: ['talent'] }),
    aFact('a', 4, { ...en, kind: 'opinion', importance: 3 }),
    aFact('a', 5, { ...both, kind: 'opinion', importance: 1, topics: ['talent'] }),
  ];

  it('comes last in its section, and leads nothing', () => {
    const chinese = editionIn('zh-Hans', [anArticleFile('a', facts)]);
    expect(idsOf(chinese)).toEqual([['a.2', 'a.1'], ['a.3'], ['a.5', 'a.4']]);
    expect(chinese.inBrief).toEqual(['1-03']);
    const english = editionIn('en', [anArticleFile('a', facts)]);
    expect(idsOf(english)).toEqual([['a.1', 'a.2'], ['a.3'], ['a.4', 'a.5']]);
    expect(english.inBrief).toEqual(['1-01', '1-03']);
  });

  it('stands beside one that says the same and has such a statement', () => {
    const files = [
      anArticleFile('a', [aFact('a', 1, en)]),
      anArticleFile('b', [aFact('b', 1, { ...both, sameAs: 'a.1' })]),
    ];
    const leader = (language: string) =>
      factsOf(editionIn(language, files)).map(({ id, also }) => [id, also[0]?.id]);
    expect(leader('zh-Hans')).toEqual([['b.1', 'a.1']]);
    expect(leader('en')).toEqual([['a.1', 'b.1']]);
  });

  it('changes neither which facts there are nor their order among those that have one or lack it', () => {
    const made = fc.array(
      fc.record({
        hasChinese: fc.boolean(),
        kind: fc.constantFrom('event', 'opinion') as fc.Arbitrary<Fact['kind']>,
        topics: fc.constantFrom('controls', 'strategy', 'talent').map(topic => [topic]),
        importance: fc.constantFrom(1, 2, 3) as fc.Arbitrary<Fact['importance']>,
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(made, all => {
        const facts = all.map(({ hasChinese, ...fact }, index) =>
          aFact('a', index + 1, { ...fact, ...(hasChinese ? both : en) }),
        );
        const [english, chinese] = ['en', 'zh-Hans'].map(language =>
          factsOf(editionIn(language, [anArticleFile('a', facts)])).map(({ id }) => id),
        );
        expect(chinese?.toSorted()).toEqual(english?.toSorted());
        const isSpoken = (id: string) => all[Number(id.slice(2)) - 1]?.hasChinese;
        const isView = (id: string) => all[Number(id.slice(2)) - 1]?.kind === 'opinion';
        for (const spoken of [true, false])
          for (const view of [true, false]) {
            const among = (ids: string[] = []) =>
              ids.filter(id => isSpoken(id) === spoken && isView(id) === view);
            expect(among(chinese)).toEqual(among(english));
          }
      }),
    );
  });
});

describe('words of an article by language', () => {
  const publisher = { en: 'Xinhua', 'zh-Hans': '新华社' };
  const quoted = { ...both, quote: '到此为止', quoteIn: { en: 'no further', de: 'nicht weiter' } };
  const file = anArticleFile('a', [aFact('a', 1, quoted)], { publisher, language: 'zh-Hans' });
  const shown = (language: string, of = file) => {
    const digest = editionIn(language, [of]);
    const [fact, source] = [factsOf(digest)[0], digest.sources[0]];
    return [source?.publisher, source?.publisherLanguage, fact?.quote, fact?.quoteLanguage, fact?.quoteIn];
  };

  it('name the publisher, and translate a quote beside the original', () => {
    expect(shown('en')).toEqual([
      'Xinhua',
      'en',
      '到此为止',
      'zh-Hans',
      { text: 'no further', language: 'en' },
    ]);
    expect(shown('zh-Hans')).toEqual(['新华社', 'zh-Hans', '到此为止', 'zh-Hans', null]);
  });

  it('sign a remark, and a plain signature is one in every language', () => {
    const why = (by: OwnWords) => ({ why: { remark: both.statement, by } });
    const signed = (language: string, by: OwnWords) =>
      factsOf(editionIn(language, [anArticleFile('a', [aFact('a', 1, { ...both, ...why(by) })])]))[0]?.why
        ?.by;
    const by = { en: 'the editors', 'zh-Hans': '编者' };
    expect([signed('en', by), signed('zh-Hans', by)]).toEqual(['the editors', '编者']);
    expect([signed('en', 'A. Editor'), signed('zh-Hans', 'A. Editor')]).toEqual(['A. Editor', 'A. Editor']);
  });

  it('that are plain are the name as it is, and a quote without a translation in the language has none', () => {
    const plain = anArticleFile('a', [aFact('a', 1, { ...quoted, quoteIn: { de: 'nicht weiter' } })], {
      language: 'zh-Hans',
      publisher: '新华社',
    });
    expect(shown('en', plain)).toEqual(['新华社', null, '到此为止', 'zh-Hans', null]);
  });
});
