import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notesOn, wordsOf } from './of-one-fact.ts';

const dates = (statement: string, capture: string) =>
  wordsOf(notesOn({ statement: { en: statement } }, capture), 'date');
const names = 'January February March April May June July August September October November December'.split(
  ' ',
);

describe('dates of a statement', () => {
  it.each([
    ['It ends on 10 November 2026.', 'It ends on November 10, 2026.'],
    ['It ends on 10 November 2026.', '至2026年11月10日止。'],
    ['It ends on 10 November 2026.', '至二〇二六年十一月十日止。'],
    ['It ends on 10 November 2026.', 'It ends on 2026-11-10.'],
    ['It began on 9 October 2025.', '自10月9日起施行。'],
    ['It began in October.', 'It began on 9 October 2025.'],
    ['It rose in January and February 2025.', '2025年1-2月产量增长。'],
    ['By the end of June, 19% of it was sold.', 'By June 30, it was a fifth.'],
    ['It began in October 2025.', 'It began on Oct. 9, 2025.'],
    ['It may march on, and may not be seen.', 'There is no date at all.'],
    ['It was published in November 2025.', 'There is no date at all.'],
  ])('raise nothing where the capture has them: %s | %s', (statement, capture) => {
    expect(dates(statement, capture)).toEqual([]);
  });

  it.each([
    ['It ends on 10 November 2031.', 'It ends on 10 November 2026.', ['10 November 2031']],
    ['It ends on 11 November 2026.', '至2026年11月10日止。', ['11 November 2026']],
    ['It ends on 10 November 2031.', '至11月10日止。', ['10 November 2031']],
    ['It ends on 10 November.', 'It ends in November.', ['10 November']],
    ['It began in May.', 'It may begin soon.', ['May']],
    ['It rose in March 2025.', '2025年1-2月产量增长。', ['March 2025']],
  ])('are noted where it does not: %s | %s', (statement, capture, words) => {
    expect(dates(statement, capture)).toEqual(words);
  });

  it('are found by day and noted by another day, in English and Chinese', () => {
    const day = fc.record({
      year: fc.integer({ min: 1990, max: 2060 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    });
    fc.assert(
      fc.property(day, day, (ours, theirs) => {
        const statement = `It ends on ${ours.day} ${names[ours.month - 1]} ${ours.year}.`;
        const own = `至${ours.year}年${ours.month}月${ours.day}日止。`;
        const other = `It ends on ${names[theirs.month - 1]} ${theirs.day}, ${theirs.year}.`;
        const isSame = ours.year === theirs.year && ours.month === theirs.month && ours.day === theirs.day;
        expect(dates(statement, own)).toEqual([]);
        expect(dates(statement, other)).toHaveLength(isSame ? 0 : 1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('dates of a file', () => {
  it('that are "stated" are noted where the capture does not have them, and as "inferred" are not', () => {
    const at = (date: string, basis: 'stated' | 'inferred') =>
      wordsOf(
        notesOn({ occurred: { date, basis, because: 'It follows.' } }, 'It was on 9 October 2025.'),
        'date',
      );
    expect(at('2025-10-09', 'stated')).toEqual([]);
    expect(at('2025-10', 'stated')).toEqual([]);
    expect(at('2025', 'stated')).toEqual([]);
    expect(at('2025-10-10', 'stated')).toEqual(['2025-10-10']);
    expect(at('2024', 'stated')).toEqual(['2024']);
    expect(at('2025-10-10', 'inferred')).toEqual([]);
  });

  it('are noted on days ahead that the capture does not have', () => {
    const on = (date: string) =>
      wordsOf(notesOn({ dates: [{ date, what: 'It ends' }] }, '至2026年11月10日止。'), 'date');
    expect(on('2026-11-10')).toEqual([]);
    expect(on('2031-11-10')).toEqual(['2031-11-10']);
  });

  it('are noted on the article where it is said to state when it was published, and does not', () => {
    const of = (capture: string) =>
      notesOn({}, capture, { published: { date: '2025-11-10', basis: 'stated' } });
    expect(of('Beijing, 10 November. It rained.')).toEqual([]);
    expect(of('Beijing, 11 November. It rained.')).toMatchObject([
      { fact: 'a', note: 'date', words: '2025-11-10', path: 'published.date' },
    ]);
  });
});
