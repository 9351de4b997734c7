import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../core/articles/fact.ts';
import {
  isNearlyTheSame,
  likenessOf,
  similarAcross,
  similarPairs,
} from '../../../core/filing/similar-statements.ts';
import { sampleFact } from './sample-article.ts';

const alike = (one: string, other: string) => isNearlyTheSame(likenessOf(one, other));
const licence = 'The ministry requires a licence for the export of lithography machines.';

describe('two statements', () => {
  it.each([
    [licence, licence],
    [licence, 'A LICENCE is required by the ministry for the export of lithography machines'],
    [licence, 'The ministry requires licences for exporting lithography machines.'],
    [licence, 'The ministry’s rule of 2026 requires licences for exporting lithography machines.'],
    ['It added 4,000 firms to the list.', 'To the list it added 4000 firms.'],
    ['商务部要求出口光刻机须获得许可证。', '商务部要求光刻机出口必须获得许可证。'],
  ])('are nearly the same: %s %s', (one, other) => {
    expect(alike(one, other)).toBe(true);
  });

  it.each([
    [licence, 'The ministry requires a permit for the import of steel.'],
    ['It was on the list of the ministry.', 'It is on the desk of the director, with the others.'],
    ['Exports rose by 5 per cent in October.', 'Exports rose by 7 per cent in October.'],
    ['Exports rose by 5 per cent in October.', 'Exports rose by 5 per cent in November.'],
    ['商务部10月1日要求出口光刻机须获得许可证。', '商务部10月8日要求出口光刻机须获得许可证。'],
    ['商务部要求出口光刻机须获得许可证。', '外交部要求各国尊重国际规则。'],
  ])('are not: %s %s', (one, other) => {
    expect(alike(one, other)).toBe(false);
  });

  it('are told how many words they share', () => {
    expect(likenessOf('Exports of steel fell.', 'Exports of steel and copper rose.')).toEqual({
      shared: 2,
      all: 5,
    });
  });

  const word = fc.constantFrom(
    'ministry',
    'exports',
    'the',
    'fell',
    '5',
    '7',
    'May',
    '出口',
    '光刻机',
    "port's",
  );
  const statement = fc.array(word, { maxLength: 8 }).map(words => words.join(' '));
  const text = fc.oneof(statement, fc.string({ unit: 'grapheme' }));

  it('are as alike one way as the other, and no statement is more like another than like itself', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { shared, all } = likenessOf(one, other);
        expect(likenessOf(other, one)).toEqual({ shared, all });
        expect(shared).toBeGreaterThanOrEqual(0);
        expect(shared).toBeLessThanOrEqual(all);
        const itself = likenessOf(one, one);
        expect(itself.shared).toBe(itself.all);
        expect(shared).toBeLessThanOrEqual(itself.all);
      }),
    );
  });

  it('stay as alike whatever the order and the case of their words', () => {
    const words = fc.array(word, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, statement, (own, other) => {
        const turned = own.toReversed().join(', ').toUpperCase();
        expect(likenessOf(turned, other)).toEqual(likenessOf(own.join(', '), other));
      }),
    );
  });
});

describe('facts that come, and those that were there', () => {
  const words = fc.constantFrom(
    'ministry',
    'requires',
    'licence',
    'export',
    'steel',
    '5',
    'May',
    '出口光刻机',
  );
  const statement = fc.array(words, { minLength: 1, maxLength: 5 }).map(all => ({ en: all.join(' ') }));
  const factsOf = (article: string) =>
    fc
      .array(statement, { maxLength: 6 })
      .map(all => all.map((each, index) => sampleFact({ id: `${article}.${index + 1}`, statement: each })));

  it('are the pairs of all of them that have one of each, of every one that comes the most alike first', () => {
    fc.assert(
      fc.property(factsOf('old'), factsOf('new'), (before, coming) => {
        const across = similarAcross(before, coming);
        const names = ({ first, second }: (typeof across)[number]) => `${first.id} ${second.id}`;
        const among = similarPairs([...before, ...coming]).map(names);
        expect(across.map(names).sort()).toEqual(among.filter(pair => /^old.*new/.test(pair)).sort());
        for (const [index, { second, likeness }] of across.entries()) {
          const next = across[index + 1];
          if (next?.second.id === second.id)
            expect(likeness.shared * next.likeness.all).toBeGreaterThanOrEqual(
              next.likeness.shared * likeness.all,
            );
        }
      }),
    );
  });
});

describe('facts', () => {
  const fact = (id: string, more: Partial<Fact> = {}) =>
    sampleFact({ id, statement: { en: licence }, ...more });
  const ids = (facts: readonly Fact[]) =>
    similarPairs(facts).map(({ first, second }) => [first.id, second.id]);

  it('that say nearly the same are found, each pair once, in the order given', () => {
    const other = fact('b.2', { statement: { en: 'It rained.' } });
    expect(ids([fact('b.1'), other, fact('a.1'), fact('a.2')])).toEqual([
      ['b.1', 'a.1'],
      ['b.1', 'a.2'],
      ['a.1', 'a.2'],
    ]);
  });

  it('are compared in every language that both have, and in no other', () => {
    const [zh, de] = [{ 'zh-Hans': '商务部要求出口许可证。' }, { de: '商务部要求出口许可证。' }];
    const english = { en: 'It rained.' };
    expect(ids([fact('a.1', { statement: { ...english, ...zh } }), fact('b.1', { statement: zh })])).toEqual([
      ['a.1', 'b.1'],
    ]);
    expect(ids([fact('a.1', { statement: zh }), fact('b.1', { statement: de })])).toEqual([]);
    expect(similarPairs([fact('a.1'), fact('b.1')])).toMatchObject([
      { language: 'en', likeness: { all: 6 } },
    ]);
  });

  it.each<[string, Partial<Fact>, Partial<Fact>]>([
    ['one says that it is the same as the other', { sameAs: 'b.1' }, {}],
    ['the other says so', {}, { sameAs: 'a.1' }],
    ['one updates the other', {}, { follows: 'a.1' }],
    ['one updates several, the other among them', {}, { follows: ['c.1', 'a.1'] }],
    ['both are the same as a third', { sameAs: 'c.1' }, { sameAs: 'c.1' }],
  ])('are passed over when %s', (_, one, other) => {
    expect(ids([fact('a.1'), fact('b.1')])).toHaveLength(1);
    expect(ids([fact('a.1', one), fact('b.1', other)])).toEqual([]);
  });

  it('of the project say nearly the same nowhere', () => {
    const file = new URL('../../../facts/llx-domestic-innovation.json', import.meta.url);
    const { facts } = JSON.parse(readFileSync(file, 'utf8')) as { facts: Fact[] };
    expect(ids(facts)).toEqual([]);
  });
});
