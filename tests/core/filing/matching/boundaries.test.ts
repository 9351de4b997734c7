import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparable, normalise } from '../../../../core/filing/matching/comparable.ts';
import { hasWords } from '../../../../core/filing/matching/passages.ts';

function has(text: string, words: string): boolean {
  return hasWords(comparable(text), normalise(words));
}

const figure = fc.oneof(
  fc.nat(999).map(String),
  fc.tuple(fc.nat(99), fc.nat(99)).map(([whole, part]) => `${whole}.${part}`),
  fc.integer({ min: 1000, max: 999_999 }).map(number => number.toLocaleString('en')),
);
const word = fc.stringMatching(/^[b-z]{4,8}$/);

describe('a figure', () => {
  const before = [
    '-',
    '\u2212',
    '\u2013',
    '<',
    '>',
    '\u2264',
    '\u2265',
    '\u00b1',
    '\u2248',
    '~',
    '$',
    '\u20ac',
    '\u00a5',
    'US$',
    '-$',
  ];
  const behind = ['%', ' %', '\uff05', '\u2030', '\u00b0C', '\u2103', '\u20ac'];

  it('is not found without the sign before it, and is with it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...before), figure, word, word, (sign, number, first, last) => {
        const text = `The ${first} is ${sign}${number} ${last}.`;
        expect(has(text, `${number} ${last}`)).toBe(false);
        expect(has(text, `${sign}${number} ${last}`)).toBe(true);
        expect(has(`The ${first} is ${number} ${last}.`, `${number} ${last}`)).toBe(true);
      }),
    );
  });

  it('is not found without the sign behind it, and is with it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...behind), figure, word, (sign, number, first) => {
        const text = `The ${first} is ${number}${sign} so far.`;
        expect(has(text, `${first} is ${number}`)).toBe(false);
        expect(has(text, `${first} is ${number}${sign}`)).toBe(true);
      }),
    );
  });

  it.each([
    ['it fell by .5 per cent', '5 per cent'],
    ['a loss of -.5 per cent', '.5 per cent'],
    ['twenty-five firms were told', 'five firms were told'],
    ['二十五家企业被列入清单', '五家企业被列入清单'],
    ['投资额为3.5亿元', '投资额为3.5'],
    ['增长百分之五以上', '五以上'],
    ['同比为负5%', '5%'],
    ['增速为-5%左右', '5%左右'],
    ['一共三点五万吨', '一共三'],
  ])('of %j, %j is cut short, and not found', (text, words) => {
    expect(has(text, words)).toBe(false);
    expect(has(text, text)).toBe(true);
  });

  it.each([
    ['the COVID-19 rules', '19 rules'],
    ['from 10-15 to more', '15 to more'],
    ['in 2025-26 it rose', '26 it rose'],
    ['see (2)-5 of it', '5 of it'],
    ['and so on...5 firms', '5 firms'],
    ['在2025年十家企业', '十家企业'],
    ['on Monday - 5 firms', '5 firms'],
  ])('of %j, %j has no sign that was cut off', (text, words) => {
    expect(has(text, words)).toBe(true);
  });
});

describe('a word', () => {
  const contrary = [
    'non-',
    'Non-',
    'un-',
    'anti-',
    'no-',
    'not-',
    'ex-',
    'pre-',
    'semi-',
    'de-',
    'counter-',
    'half-',
  ];
  const endings = ['-free', '-less', '-proof', '-exempt', '-out', '-off', "'t", '\u2019t'];

  it('is not found without what negates it, and is with that', () => {
    fc.assert(
      fc.property(fc.constantFrom(...contrary), word, word, (prefix, negated, last) => {
        expect(has(`they are ${prefix}${negated} ${last}`, `${negated} ${last}`)).toBe(false);
        expect(has(`they are ${prefix}${negated} ${last}`, `${prefix}${negated} ${last}`)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...endings), word, (ending, negated) => {
        expect(has(`they are ${negated}${ending} now`, `they are ${negated}`)).toBe(false);
        expect(has(`they are ${negated}${ending} now`, `they are ${negated}${ending}`)).toBe(true);
      }),
    );
  });

  it.each([
    ['US-China talks', 'China talks'],
    ['a state-owned firm', 'owned firm'],
    ['UN-led talks', 'led talks'],
    ["China's rule", 'China'],
    ['the canon-like text', 'like text'],
    ['duty-freed goods', 'duty'],
  ])('of %j, %j stands for itself', (text, words) => {
    expect(has(text, words)).toBe(true);
  });
});
