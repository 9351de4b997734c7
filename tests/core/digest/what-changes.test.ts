import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../core/articles/article-file.ts';
import { wordsIn } from '../../../core/articles/own-words.ts';
import { showFact } from '../../../core/digest/show-fact.ts';
import { changesAnything, differences } from '../../../core/digest/what-changes.ts';
import { aSeries, editionOf, factsOf, within } from '../../support/builders/a-series.ts';
import { aCorrection } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const short = (en: string, more: object = {}) => ({ short: { en, ...more } });
/** A correction of one.1 that gives it what it had, but for some changes. */
const only = (n: number, changes: Partial<Fact>, sequence = 1) =>
  aCorrection(within(n), 'one.1', { ...aFact('one', 1), ...changes }, sequence);
const first = (changes: Partial<Fact>) => [
  aRecord(within(1), anArticleFile('one', [aFact('one', 1, changes)])),
];
const lead = { importance: 3 } as const;

const { article } = anArticleFile('one');
/** A change of a fact that an edition in a language carried, and was told in full. */
function aChange(before: Fact, fact: Fact, language: string): Parameters<typeof changesAnything>[0] {
  const told = { by: { number: 1, edition: editionOf(1) }, withdrawn: null };
  const said = { ...showFact(before, article, language), short: null };
  const place = { appeared: { number: '1-01', edition: editionOf(1) }, publisher: null, beside: [] };
  const published = { ...place, said, told, mentioned: false, leads: true, sequence: 0 };
  return { published, right: { fact, article }, before };
}

describe('a headline that readers were shown', () => {
  it('is corrected and withdrawn like the statement', async () => {
    const { digest } = await aSeries([
      first({ ...lead, ...short('US ends rule') }),
      [only(2, { ...lead, ...short('US suspends rule') })],
      [only(3, lead, 2)],
    ]);
    expect(
      [2, 3].map(n => digest(n).corrections.map(({ said, right }) => [said.short, right?.short])),
    ).toEqual([
      [
        [
          { text: 'US ends rule', language: 'en' },
          { text: 'US suspends rule', language: 'en' },
        ],
      ],
      [[{ text: 'US suspends rule', language: 'en' }, null]],
    ]);
  });

  it('is no change where they were shown none: of a fact that did not lead, or that had none', async () => {
    const { digest } = await aSeries([
      first({ importance: 2, ...short('US ends rule') }),
      [only(2, short('US suspends rule'))],
    ]);
    expect(digest(2).corrections).toEqual([]);
    const added = await aSeries([
      first(lead),
      [only(2, { ...lead, ...short('US ends rule') })],
      [only(3, { ...lead, ...short('US suspends rule') }, 2)],
    ]);
    expect([2, 3].flatMap(n => added.digest(n).corrections)).toEqual([]);
  });

  it('is in the language of the statement, or there is none', async () => {
    const { digest } = await aSeries([first({ ...lead, short: { 'zh-Hans': '美国暂停规则' } })]);
    expect(factsOf(digest(1))[0]?.short).toBeNull();
    expect(digest(1).inBrief).toEqual(['1-01']);
  });
});

describe('a language that is added', () => {
  const chinese = { language: 'zh-Hans' };
  const english = {
    ...lead,
    ...short('US ends rule'),
    statement: { en: 'The US ends the rule.' },
    attribution: { who: 'The ministry', how: 'named' },
    instrument: 'The rule',
    occurred: { date: '2026-11', basis: 'inferred', because: { en: 'It says so.' } },
    dates: [{ date: '2027-01-01', what: 'The rule ends' }],
    why: { remark: 'It matters.', by: 'A. Editor' },
    quote: 'no more',
  } as const satisfies Partial<Fact>;
  const both: Partial<Fact> = {
    ...lead,
    ...short('US ends rule', { 'zh-Hans': '美国终止规则' }),
    statement: { en: 'The US ends the rule.', 'zh-Hans': '美国终止该规则。' },
    attribution: { who: { en: 'The ministry', 'zh-Hans': '该部' }, how: 'named' },
    instrument: { en: 'The rule', 'zh-Hans': '规则' },
    occurred: {
      date: '2026-11',
      basis: 'inferred',
      because: { en: 'It says so.', 'zh-Hans': '文中如此说。' },
    },
    dates: [{ date: '2027-01-01', what: { en: 'The rule ends', 'zh-Hans': '规则终止' } }],
    why: {
      remark: { en: 'It matters.', 'zh-Hans': '这很重要。' },
      by: { en: 'A. Editor', 'zh-Hans': '编者' },
    },
    quote: 'no more',
    quoteIn: { 'zh-Hans': '到此为止' },
  };

  it('is no public correction, in any publication, and is told with the next one', async () => {
    const wrong = { ...both, statement: { en: 'The US paused the rule.', 'zh-Hans': '美国暂停该规则。' } };
    for (const language of [{}, chinese]) {
      const { digest } = await aSeries([first(english), [only(2, both)], [only(3, wrong, 2)]], language);
      expect(digest(2).corrections).toEqual([]);
      expect(digest(3).corrections[0]).toMatchObject({
        said: { statement: { text: 'The US ends the rule.', language: 'en' } },
        details: null,
        days: { said: [], right: [] },
        told: { by: { number: 1, edition: editionOf(1) } },
      });
    }
  });

  it('hides no change of what readers saw beside it', async () => {
    const { digest } = await aSeries(
      [first(english), [only(2, { ...both, instrument: { en: 'The other rule', 'zh-Hans': '规则' } })]],
      chinese,
    );
    expect(digest(2).corrections[0]?.details).toMatchObject({
      instrument: { text: 'The rule', language: 'en' },
      occurred: null,
      why: null,
    });
  });

  it('was never seen before it was told: what it said first is no change later', async () => {
    const other = { ...both, statement: { en: 'The US ends the rule.', 'zh-Hans': '美国废止该规则。' } };
    const { digest } = await aSeries([first(english), [only(2, both)], [only(3, other, 2)]], chinese);
    expect(digest(3).corrections).toEqual([]);
  });

  it('is a change where the language that readers saw is gone or says something else', () => {
    const before = aFact('one', 1, english);
    const changes = (right: Partial<Fact>) =>
      changesAnything(aChange(before, aFact('one', 1, right), 'zh-Hans'), 'zh-Hans');
    expect(changes(both)).toBe(false);
    expect(changes({ ...both, statement: { 'zh-Hans': '美国终止该规则。' } })).toBe(true);
    expect(changes({ ...both, quote: 'no less' })).toBe(true);
    expect(changes({ ...both, dates: [{ date: '2027-01-02', what: both.dates?.[0]?.what ?? '' }] })).toBe(
      true,
    );
  });

  it('changes nothing, whatever words a fact has and gets, in whatever language readers see it', () => {
    const tags = ['en', 'zh-Hans', 'de', 'ar'];
    const words = fc.dictionary(fc.constantFrom(...tags), fc.constantFrom('a', 'b', 'c'), {
      minKeys: 1,
      noNullPrototype: true,
    });
    const pair = fc.tuple(words, words).map(([was, more]) => ({ was, is: { ...more, ...was } }));
    const record = fc.record({
      statement: pair,
      who: pair,
      instrument: pair,
      because: pair,
      what: pair,
      remark: pair,
    });
    const factOf = (of: 'was' | 'is', made: typeof record extends fc.Arbitrary<infer Made> ? Made : never) =>
      aFact('one', 1, {
        statement: made.statement[of],
        attribution: { who: made.who[of], how: 'named' },
        instrument: made.instrument[of],
        occurred: { date: '2026', basis: 'inferred', because: made.because[of] },
        dates: [{ date: '2027-01-01', what: made.what[of] }],
        why: { remark: made.remark[of], by: 'A. Editor' },
      });
    fc.assert(
      fc.property(record, fc.constantFrom(...tags), (made, language) => {
        const [before, fact] = [factOf('was', made), factOf('is', made)];
        const change = aChange(before, fact, language);
        expect(changesAnything(change, language)).toBe(false);
        expect(differences(change, language)).toEqual({ details: null, days: { said: [], right: [] } });
        const seen = wordsIn(before.statement, language).language;
        const statement = { ...fact.statement, [seen]: `not ${fact.statement[seen]}` };
        expect(changesAnything(aChange(before, { ...fact, statement }, language), language)).toBe(true);
      }),
    );
  });
});
