import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../core/articles/article-file.ts';
import type { Digest } from '../../../core/digest/digest.ts';
import { labelOf } from '../../../core/digest/show-fact.ts';
import { overtakenBy, updatesThatStand } from '../../../core/digest/standing.ts';
import { daysIn } from '../../../core/digest/told-digest.ts';
import { aSeries, editionOf, within } from '../../support/builders/a-series.ts';
import { aCorrection, aRetraction } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { editions, history, recordsOf, truthAt, visibleFor } from '../../support/builders/histories.ts';

const on = (...days: string[]) => ({ dates: days.map(date => ({ date, what: `what is on ${date}` })) });
const article = (id: string, n: number, ...facts: object[]) =>
  aRecord(
    within(n),
    anArticleFile(
      id,
      facts.map((changes, index) => aFact(id, index + 1, changes)),
    ),
  );
const daysOf = ({ daysAhead }: Digest) =>
  daysAhead.flatMap(day => [day, ...day.also].map(({ id, fact }) => `${day.date} ${id} ${fact.number}`));

describe('the days ahead', () => {
  it('are those of all editions so far from the edition’s own day on, by date and number', async () => {
    const { digest } = await aSeries([
      [article('one', 1, on('2026-11-22', '2026-11-23', '2028-02-29'), on('2026-11-30'))],
      [article('two', 2, on('2026-12-24', '2026-11-30'))],
      [],
    ]);
    expect(daysOf(digest(1))).toEqual([
      '2026-11-23 one.1 1-01',
      '2026-11-30 one.2 1-02',
      '2028-02-29 one.1 1-01',
    ]);
    expect(daysOf(digest(2))).toEqual([
      '2026-11-30 one.2 1-02',
      '2026-11-30 two.1 2-01',
      '2026-12-24 two.1 2-01',
      '2028-02-29 one.1 1-01',
    ]);
    expect(digest(2).daysAhead[0]).toEqual({
      date: '2026-11-30',
      what: { text: 'what is on 2026-11-30', language: 'en' },
      id: 'one.2',
      fact: { number: '1-02', edition: editionOf(1) },
      label: 'reported',
      own: 'reported',
      updates: [],
      attribution: { who: { text: 'Ministry of Examples', language: 'en' }, how: 'named' },
      also: [
        {
          id: 'two.1',
          fact: { number: '2-01', edition: editionOf(2) },
          label: 'reported',
          own: 'reported',
          updates: [],
          attribution: { who: { text: 'Ministry of Examples', language: 'en' }, how: 'named' },
        },
      ],
      soon: true,
    });
    expect(daysOf(digest(3))).toEqual(['2026-12-24 two.1 2-01', '2028-02-29 one.1 1-01']);
  });

  it('follow corrections, and go with retractions', async () => {
    const { digest } = await aSeries([
      [article('one', 1, on('2027-01-01'), on('2027-01-02'), on('2027-01-03'))],
      [aCorrection(within(2), 'one.1', on('2027-02-01')), aRetraction(within(2), 'one.2')],
      [aCorrection(within(3), 'one.3'), aCorrection(within(3), 'one.2', on('2027-01-02'), 2)],
    ]);
    expect(daysOf(digest(2))).toEqual(['2027-01-03 one.3 1-03', '2027-02-01 one.1 1-01']);
    expect(daysOf(digest(3))).toEqual(['2027-01-02 one.2 1-02', '2027-02-01 one.1 1-01']);
  });

  it('bear the label of their fact and who says so in every edition, as corrected since', async () => {
    const unnamed = { who: 'some officials', how: 'unnamed' } as const;
    const forecast = { ...on('2027-01-01'), kind: 'expectation', attribution: unnamed } as const;
    const { digest } = await aSeries([
      [article('one', 1, forecast)],
      [],
      [aCorrection(within(3), 'one.1', { ...on('2027-01-01'), kind: 'plan' })],
    ]);
    const told = [1, 2, 3].map(n => digest(n).daysAhead.map(day => [day.label, day.attribution?.how]));
    expect(told).toEqual([[['expected', 'unnamed']], [['expected', 'unnamed']], [['planned', 'named']]]);
  });

  it('of a digest that did not say what they bear are read without', () => {
    const day = {
      date: '2027-01-01',
      what: 'x',
      id: 'one.1',
      fact: { number: '1-01', edition: editionOf(1) },
    };
    const content = JSON.stringify({ edition: editionOf(1), sections: [], views: [], daysAhead: [day] });
    expect(daysIn(content, 'digest.json').daysAhead).toEqual([
      { ...day, what: { text: 'x', language: 'en' }, label: null, own: null, updates: [], attribution: null },
    ]);
  });

  it('are one item where several facts say the same of one day, which stands while any of them stands', async () => {
    const words = (what: string) => ({ dates: [{ date: '2027-01-01', what }] });
    const { digest } = await aSeries([
      [article('one', 1, words('The pause ends'), words('A hearing is held'))],
      [article('two', 2, words('the pause ends.'), { ...words('The pause ends'), kind: 'expectation' })],
      [aRetraction(within(3), 'one.1')],
      [aRetraction(within(4), 'two.1')],
      [aCorrection(within(5), 'one.1', words('The pause ends'), 2)],
    ]);
    const told = (n: number) =>
      digest(n).daysAhead.map(({ id, label, what, also }) => [
        id,
        label,
        what.text,
        ...also.map(one => one.id),
      ]);
    const hearing = ['one.2', 'reported', 'A hearing is held'];
    const expected = ['two.2', 'expected', 'The pause ends'];
    expect(told(1)).toEqual([['one.1', 'reported', 'The pause ends'], hearing]);
    expect(told(2)).toEqual([['one.1', 'reported', 'The pause ends', 'two.1'], hearing, expected]);
    expect(told(3)).toEqual([hearing, ['two.1', 'reported', 'The pause ends'], expected]);
    expect(told(4)).toEqual([hearing, expected]);
    expect(told(5)).toEqual([['one.1', 'reported', 'The pause ends'], hearing, expected]);
  });

  it('are news from the edition’s own day to the one before the next edition’s, which then mails it', async () => {
    const days = ['2026-11-29', '2026-11-30', '2026-12-06', '2026-12-07', '2026-12-14'];
    const series = await aSeries([[article('one', 1, on(...days))], [], [], [], []], { whenEmpty: 'skip' });
    const soon = (n: number) => series.digest(n).daysAhead.flatMap(day => (day.soon ? day.date : []));
    expect([1, 2, 3, 4, 5].map(soon)).toEqual([
      ['2026-11-29'],
      ['2026-11-30', '2026-12-06'],
      ['2026-12-07'],
      ['2026-12-14'],
      [],
    ]);
    const mailed = [...series.press.seals.seals.values()].map(seal => JSON.parse(seal).mailed);
    expect(mailed).toEqual([true, true, true, true, false]);
  });

  it('have the words of a translation that was added since, though that is no correction', async () => {
    const words = (what: object) =>
      aFact('one', 1, { dates: [{ date: '2027-01-01', what: what as { en: string } }] });
    const { digest } = await aSeries(
      [
        [aRecord(within(1), anArticleFile('one', [words({ en: 'The pause ends' })]))],
        [aCorrection(within(2), 'one.1', words({ en: 'The pause ends', 'zh-Hans': '暂停期结束' }))],
        [],
      ],
      { language: 'zh-Hans' },
    );
    expect(digest(2).corrections).toEqual([]);
    expect([1, 2, 3].map(n => digest(n).daysAhead[0]?.what.text)).toEqual([
      'The pause ends',
      '暂停期结束',
      '暂停期结束',
    ]);
  });

  it('are told once where a fact repeats itself, and for each fact of one item', async () => {
    const { digest } = await aSeries([
      [
        article('one', 1, on('2027-01-01', '2027-01-01')),
        article('two', 1, { ...on('2027-01-01'), sameAs: 'one.1' }),
      ],
      [aRetraction(within(2), 'one.1')],
    ]);
    expect(daysOf(digest(1))).toEqual(['2027-01-01 one.1 1-01', '2027-01-01 two.1 1-01']);
    expect(daysOf(digest(2))).toEqual(['2027-01-01 two.1 1-01']);
  });

  it('leave out facts that the edition does not carry', async () => {
    const { digest } = await aSeries([
      [
        article('one', 1, { ...on('2027-01-01'), topics: ['sport'] }, on('2027-01-02')),
        aRetraction(within(1, 30), 'one.2'),
      ],
    ]);
    expect(daysOf(digest(1))).toEqual([]);
  });
});

describe('a day ahead of a measure', () => {
  const measure = (status: Fact['status'], more: object = {}) =>
    ({ kind: 'measure', status, ...more }) as const;
  const final = measure('final', on('2027-01-01'));

  it('bears the label of what overtook the measure, until that is taken back', async () => {
    const { digest } = await aSeries([
      [article('one', 1, final)],
      [article('two', 2, measure('suspended', { follows: 'one.1' }))],
      [article('six', 3, measure('in force', { follows: 'two.1' }))],
      [aCorrection(within(4), 'one.1', { ...final, citation: 'No. 5' })],
      [aRetraction(within(5), 'six.1')],
      [aRetraction(within(6), 'two.1')],
    ]);
    const told = [1, 2, 3, 4, 5, 6].flatMap(n => digest(n).daysAhead.map(({ label, own }) => [label, own]));
    expect(told.map(([label]) => label)).toEqual([
      'final',
      'suspended',
      'in force',
      'in force',
      'suspended',
      'final',
    ]);
    expect(told.every(([, own]) => own === 'final')).toBe(true);
    const [update] = digest(2).daysAhead[0]?.updates ?? [];
    expect(update?.by).toEqual({ fact: 'two.1', number: '2-01', edition: editionOf(2), label: 'suspended' });
  });

  it('bears what overtook a suspension before that was said to be of this measure too', async () => {
    const { digest } = await aSeries([
      [article('one', 1, final), article('six', 1, measure('final'))],
      [article('two', 2, measure('suspended', { follows: 'six.1' }))],
      [article('ten', 3, measure('in force', { follows: 'two.1' }))],
      [aCorrection(within(4), 'two.1', measure('suspended', { follows: ['six.1', 'one.1'] }))],
      [],
    ]);
    expect([3, 4, 5].map(n => digest(n).daysAhead[0]?.label)).toEqual(['final', 'in force', 'in force']);
    expect(digest(5).daysAhead[0]?.updates.map(({ by }) => by.fact)).toEqual(['two.1', 'ten.1']);
  });

  it('bears its own after what only speaks of the measure', async () => {
    const { digest } = await aSeries([
      [article('one', 1, final)],
      [article('two', 2, { kind: 'opinion', follows: 'one.1' }, { kind: 'expectation', follows: 'one.1' })],
    ]);
    expect(digest(2).daysAhead).toMatchObject([{ label: 'final', updates: [] }]);
  });
});

it('hold for every history: each day of each fact that stands, each once, in the words of its fact', async () => {
  const saying = (what: unknown) => String(what).toLowerCase().replace('.', '');
  await fc.assert(
    fc.asyncProperty(history, async made => {
      const seen = recordsOf(made);
      const { digest, manifest } = await aSeries(editions.map(n => visibleFor(n, seen)));
      const carried = new Set<string>();
      for (const n of editions) {
        for (const id of manifest(n).facts) carried.add(id);
        const facts = [...truthAt(n, seen)].flatMap(([id, fact]) => (carried.has(id) && fact ? [fact] : []));
        const expected = facts.flatMap(({ id, dates = [] }) =>
          dates
            .filter(({ date }) => date >= editionOf(n))
            .map(({ date, what }) => `${date} ${saying(what)} ${id}`),
        );
        const { daysAhead } = digest(n);
        const told = daysAhead.flatMap(({ date, what, also, ...first }) =>
          [first, ...also].map(({ id }) => `${date} ${saying(what.text)} ${id}`),
        );
        expect(told.sort()).toEqual([...new Set(expected)].sort());
        const standing = updatesThatStand(editions.slice(0, n).reverse().map(manifest));
        for (const { id, label, also } of daysAhead)
          for (const one of [id, ...also.map(teller => teller.id)]) {
            const fact = facts.find(other => other.id === one) as Fact;
            expect(label).toBe(overtakenBy(one, standing)?.by.label ?? labelOf(fact));
          }
        const items = daysAhead.map(({ date, what, label }) => `${date} ${saying(what.text)} ${label}`);
        expect(new Set(items).size).toBe(items.length);
        expect(daysAhead.every(({ date, soon }) => soon === date < editionOf(n + 1))).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
}, 300_000);
