import { describe, expect, it } from 'vitest';
import { around, clauseWith } from '../../../../core/filing/notes/reading/around.ts';
import { datesIn } from '../../../../core/filing/notes/reading/read-dates.ts';
import { evidenceOf, notesOn } from './of-one-fact.ts';

const evidence = 'the port sold its tools to a rival';
const parts = [
  'that ',
  'if ',
  'not ',
  'no firm ',
  'which (',
  'denied claims that ',
  '说',
  '如果',
  '不',
  ', ',
];

describe('a sentence of 40 KB without a stop', () => {
  it.each(parts)('is read around its evidence alone, however often it says %j', part => {
    const long = `${part.repeat(40_000 / part.length)}${evidence}${part.repeat(40_000 / part.length)}`;
    const { before, after } = around(long, evidence);
    expect(before.length + after.length).toBeLessThanOrEqual(801);
    expect(clauseWith(long, evidence).length).toBeLessThanOrEqual(801 + evidence.length);
  });

  it('is noted for the frame beside its evidence, and for none that is cut in two or far off', () => {
    const fact = { kind: 'event', statement: { en: 'The port sold its tools.' }, evidence } as const;
    const noted = (before: string) => evidenceOf(notesOn(fact, `${before}${evidence}.`), 'certainty').length;
    expect(noted(`${'a '.repeat(20_000)}critics claim that `)).toBe(1);
    expect(noted(`Critics claim that ${'a '.repeat(20_000)}`)).toBe(0);
    // Cut at its 600th character from the evidence, "knot" is no "not", nor does a sentence begin with what is left.
    const cut = (word: string) => noted(`a ${word}${' '}${'b'.repeat(598)} `);
    expect([cut('knot'), cut('gno')]).toEqual([0, 0]);
  });
});

describe('long runs of what no date has', () => {
  it.each([', ', '1', '十', '，'])('are not read as dates, nor do they hide one or move it: %j', part => {
    const run = part.repeat(40_000 / part.length);
    const text = `On 5 May 2026 it rained ${run} and on 7 June 2026 too, 在2026年8月9日`;
    expect(datesIn(text).map(({ month, day, at }) => [month, day, at])).toEqual([
      [5, 5, text.indexOf('5 May')],
      [6, 7, text.indexOf('7 June')],
      [8, 9, text.indexOf('2026年')],
    ]);
  });
});
