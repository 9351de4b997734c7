import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countedInWords,
  inOneSentence,
  inWords,
  lapses,
  type Outcome,
  outcomeText,
  reachedText,
} from '../../../../core/delivery/receipt/outcome-words.ts';

const none: Outcome = { audience: 5, accepted: 5, rejected: {}, uncertain: 0, withheld: {}, later: {} };

describe('numbers in a sentence', () => {
  it('are words below ten, and have separators from a thousand on', () => {
    expect([0, 1, 2, 9, 10, 999, 4312, 1_000_000].map(inWords)).toEqual([
      'no',
      'one',
      'two',
      'nine',
      '10',
      '999',
      '4,312',
      '1,000,000',
    ]);
    expect([0, 1, 2, 4312].map(n => countedInWords(n, 'reader'))).toEqual([
      'no readers',
      'one reader',
      'two readers',
      '4,312 readers',
    ]);
    expect(countedInWords(1, 'reader waits', 'readers wait')).toBe('one reader waits');
  });
});

describe('what became of an edition', () => {
  it.each([
    [5, 5, 'all five readers'],
    [4312, 4312, 'all 4,312 readers'],
    [4310, 4312, '4,310 of 4,312 readers'],
    [1, 1, 'its one reader'],
    [1, 2, '1 of 2 readers'],
    [0, 1, 'nobody'],
    [0, 4312, 'none of 4,312 readers'],
    [0, 0, 'nobody'],
  ])('%s of %s went to %s', (accepted, audience, text) => {
    expect(reachedText({ accepted, audience })).toBe(text);
  });

  it('is told in a line, each kind of failure with its number', () => {
    expect(outcomeText(none)).toBe('all five readers');
    const two = { ...none, audience: 4312, accepted: 4310, rejected: { a: 1, b: 1 } };
    expect(outcomeText(two)).toBe('4,310 of 4,312 readers; two addresses were refused');
    const all: Outcome = {
      ...{ audience: 20, accepted: 14, rejected: { a: 1 }, uncertain: 2, withheld: { left: 2, erased: 1 } },
      later: { delivered: 9, bounced: 1, delayed: 2, complained: 1 },
    };
    expect(outcomeText(all)).toBe(
      '14 of 20 readers; one address was refused, two messages may have been taken or not, three readers were no longer subscribed, ' +
        'one message came back, two messages are delayed and one reader complained',
    );
    expect(outcomeText({ ...none, audience: 0, accepted: 0, tablesLost: 'kept for 3 days' })).toBe(
      'nobody knows who was mailed',
    );
  });

  it('tells who had left from who waited in vain, by the words of the sweep', () => {
    const sweep = readFileSync('core/sweep/look-after-edition.ts', 'utf8');
    for (const reason of ['stopped by an operator', 'more than 30 days old'])
      expect(sweep).toContain(`'${reason}'`);
    const withheld = { left: 1, 'stopped by an operator': 3112, 'more than 30 days old': 1 };
    expect(lapses({ ...none, withheld })).toEqual([
      'one reader was no longer subscribed',
      '3,112 readers still waited when it was stopped',
      'one reader still waited when it was 30 days old',
    ]);
  });

  it('names every kind that there is and none that there is not', () => {
    const count = fc.nat(3);
    const arbitrary = fc.record({ rejected: count, uncertain: count, withheld: count, bounced: count });
    fc.assert(
      fc.property(arbitrary, ({ rejected, uncertain, withheld, bounced }) => {
        const named = lapses({
          ...{ audience: 20, accepted: 0, uncertain, later: { bounced, delivered: 3 } },
          ...{ rejected: { why: rejected }, withheld: { left: withheld } },
        });
        expect(named).toHaveLength([rejected, uncertain, withheld, bounced].filter(n => n > 0).length);
        for (const one of named) expect(one).toMatch(/^(one|two|three) [a-z ]+$/);
      }),
    );
  });

  it('puts clauses together as a sentence does', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(inOneSentence)).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });
});
