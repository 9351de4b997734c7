import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../core/articles/article-file.ts';
import { render } from '../../core/rendering/shipped-templates.ts';
import { aSeries, editionOf, factsOf, within } from '../../support/builders/a-series.ts';
import { aCorrection, aRetraction } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const article = (id: string, n: number, facts = [aFact(id, 1)]) =>
  aRecord(within(n), anArticleFile(id, facts));
const dates = (date: string) => [{ date, what: 'takes effect' }];
const nameOf = (number: number) => ({ number, edition: editionOf(number) });
/** A correction that gives a fact what it had, but for some changes. */
const only = (n: number, changes: Partial<Fact>, sequence = 1) =>
  aCorrection(within(n), 'one.1', { ...aFact('one', 1), ...changes }, sequence);
const textOf = (...of: Parameters<typeof render>) => render(...of).text.replace(/\s+/g, ' ');

describe('what was said', () => {
  it('is told of the edition that said it, and what was withdrawn since says so', async () => {
    const { digest } = await aSeries([
      [article('one', 1)],
      [aCorrection(within(2), 'one.1')],
      [aRetraction(within(3), 'one.1', 2)],
      [aCorrection(within(4), 'one.1', {}, 3)],
      [aCorrection(within(5), 'one.1', {}, 4)],
    ]);
    expect([2, 3, 4, 5].map(n => digest(n).corrections[0]?.told)).toEqual([
      { by: nameOf(1), withdrawn: null },
      { by: nameOf(2), withdrawn: null },
      { by: nameOf(2), withdrawn: nameOf(3) },
      { by: nameOf(4), withdrawn: null },
    ]);
    expect(textOf(digest(2))).toContain('Corrected 1-01, No. 1 of 23 November 2026 ');
    expect(textOf(digest(2))).toContain('Right (was: “Statement”)');
    expect(textOf(digest(4))).toMatch(
      /Corrected 1-01, No\. 1 of [^,]*, corrected in No\. 2, withdrawn in No\. 3 /,
    );
  });
});

describe('an amendment that readers see no change of', () => {
  it.each<[string, ReturnType<typeof only>[]]>([
    ['corrected and back', [aCorrection(within(2), 'one.1'), only(2, {}, 2)]],
    ['retracted and restored', [aRetraction(within(2), 'one.1'), only(2, {}, 2)]],
    ['another language', [only(2, { statement: { en: 'Statement 1 of one', 'zh-Hans': '一' } })]],
    ['topics, weight, entities', [only(2, { topics: ['sport'], importance: 3, entities: ['A'] })]],
  ])('is neither told nor mailed, but taken up: %s', async (_, records) => {
    const { press, digest, manifest, page } = await aSeries([[article('one', 1)], records], {
      whenEmpty: 'skip',
    });
    expect(digest(2).corrections).toEqual([]);
    expect(manifest(2)).toMatchObject({
      corrections: [],
      amended: [{ fact: 'one.1', sequence: records.length }],
    });
    expect([...press.seals.seals.values()].map(seal => JSON.parse(seal).mailed)).toEqual([true, false]);
    expect(page(1)).not.toContain('#correction-');
  });

  it('is the same withdrawal again, and what it says is not new later', async () => {
    const { digest } = await aSeries([
      [article('one', 1)],
      [aRetraction(within(2), 'one.1')],
      [aCorrection(within(3), 'one.1', {}, 2), aRetraction(within(3), 'one.1', 3)],
      [only(4, {}, 4)],
      [only(5, { topics: ['sport'] }, 5)],
      [only(6, { importance: 3 }, 6), aCorrection(within(6, -1), 'one.1', {}, 4)],
    ]);
    const told = [2, 3, 4, 5, 6].map(n => digest(n).corrections.length);
    expect(told).toEqual([1, 0, 1, 0, 0]);
    expect(digest(4).corrections[0]?.told).toEqual({ by: nameOf(1), withdrawn: nameOf(2) });
  });

  it('is what the first edition with the fact had taken up, also when an earlier one is seen later', async () => {
    const { digest, manifest } = await aSeries([
      [article('one', 1), aCorrection(within(1, 30), 'one.1', {}, 2)],
      [aCorrection(within(2, 0), 'one.1', {}, 1)],
      [aCorrection(within(3), 'one.1', { statement: { en: 'Right 2 of one.1' }, importance: 3 }, 3)],
    ]);
    expect(factsOf(digest(1))[0]?.statement.text).toBe('Right 2 of one.1');
    expect(manifest(1).amended).toEqual([{ fact: 'one.1', sequence: 2 }]);
    expect([digest(2).corrections, digest(3).corrections]).toEqual([[], []]);
  });
});

describe('a correction of details alone', () => {
  it('shows those that were said and those that are right, and no others', async () => {
    const was = { quote: 'old words', citation: 'No. 5', dates: dates('2026-12-10') };
    const { digest } = await aSeries([
      [article('one', 1, [aFact('one', 1, was)])],
      [only(2, { ...was, quote: 'new words' })],
      [only(3, { ...was, quote: 'new words', dates: dates('2026-12-20') }, 2)],
    ]);
    expect(digest(2).corrections[0]?.details).toMatchObject({ quote: 'old words', citation: null });
    expect(digest(2).corrections[0]?.days).toEqual({ said: [], right: [] });
    const { html, page } = render(digest(2));
    for (const part of [html, page, textOf(digest(2))]) {
      const [right, said] = part.slice(part.lastIndexOf('Corrected')).split('Was:');
      expect(said).toContain('“old words”');
      expect(right).toContain('“new words”');
    }
    expect(digest(3).corrections[0]?.details).toBeNull();
    const parts = render(digest(3));
    for (const part of [parts.html, parts.page, parts.text.replace(/\s+/g, ' ')]) {
      const [, days] = part.slice(part.lastIndexOf('Corrected')).split('Was:');
      expect(days).toMatch(
        /^ 10 December 2026, takes effect[\s\S]*Date ahead: 20 December 2026, takes effect/,
      );
    }
  });
});
