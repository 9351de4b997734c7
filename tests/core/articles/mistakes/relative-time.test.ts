import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeTimeWords } from '../../../../core/articles/mistakes/relative-time.ts';

describe('words of passing time', () => {
  it.each([
    ['It did so this week.', 'this week'],
    ['He spoke on Sunday.', 'on Sunday'],
    ['He spoke on Sunday, and left.', 'on Sunday'],
    ['Sunday saw a speech.', 'Sunday'],
    ['It fell yesterday.', 'yesterday'],
    ['Yesterday it fell.', 'Yesterday'],
    ['The rule applies from today.', 'today'],
    ['It rained. Today it does not.', 'Today'],
    ['The rule changes tomorrow.', 'tomorrow'],
    ['It rose last month.', 'last month'],
    ['It rose in the last two and a half years.', 'last two and a half years'],
    ['It will grow over the next 10-15 years.', 'next 10-15 years'],
    ['A plan for the coming five years.', 'coming five years'],
    ['It grew over the past two or three decades.', 'past two or three decades'],
    ['It changed in recent weeks.', 'recent weeks'],
    ['It ended three days ago.', 'days ago'],
    ['It was recently announced.', 'recently'],
    ['It begins next March.', 'next March'],
    ['It closes this summer.', 'this summer'],
    ['It was said by late Friday.', 'by late Friday'],
  ])('are found: %s', (statement, words) => {
    expect(relativeTimeWords(statement)).toEqual([words]);
  });

  it.each([
    'He spoke on Sunday 16 October 2022.',
    'He spoke on Sunday, October 16, 2022.',
    'He spoke on Sunday the 16th.',
    'Shares fell on Black Friday 2025.',
    'USA Today reported it.',
    'It was in the Sunday Times.',
    'The committee meets every Monday.',
    'The next five-year plan covers 2026 to 2030.',
    'This plan for years to come was the last.',
    'It was central in his first ten years.',
    'It was the last of the weekly meetings.',
    'It begins in March 2026.',
  ])('are not found where the time is fixed, or none is meant: %s', statement => {
    expect(relativeTimeWords(statement)).toEqual([]);
  });

  it('are all found, in the order of the text', () => {
    expect(relativeTimeWords('Today, as last week, it fell on Monday.')).toEqual([
      'Today',
      'last week',
      'on Monday',
    ]);
  });

  it('are found wherever they stand among other words', () => {
    const filler = fc.array(fc.constantFrom('the', 'ministry', 'said', 'exports', 'fell', 'by', 'half,'));
    const words = fc.constantFrom('this week', 'yesterday', 'next year', 'on Tuesday', 'two months ago');
    fc.assert(
      fc.property(filler, words, filler, (before, relative, after) => {
        const found = relativeTimeWords([...before, relative, ...after].join(' '));
        expect(found).toHaveLength(1);
        expect(relative).toContain(found[0]);
      }),
    );
  });
});
