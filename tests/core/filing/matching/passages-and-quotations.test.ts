import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../../core/filing/matching/comparable.ts';
import { hasWords, nearestPassage } from '../../../../core/filing/matching/passages.ts';
import { quotedPassages } from '../../../../core/filing/matching/quotations.ts';

const spaces = fc.constantFrom(' ', '\n', '\u00a0', '\t ', '\u3000', '\r\n\r\n', '\u2009');
const word = fc.stringMatching(/^[a-zé]{1,8}$/);
const han = fc.stringMatching(/^[港务局安静的起重机]{1,6}$/);
const doubleMark = fc.constantFrom('"', '“', '”', '„', '«', '»', '「', '」', '『', '』', '\uff02', '″');
const singleMark = fc.constantFrom("'", '‘', '’', '`', '´', '\uff07', '′');
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.oneof(spaces, word, han, doubleMark, singleMark, fc.constant('\u200b')))
    .map(parts => parts.join('')),
);

describe('the form for comparing', () => {
  it('stays as it is when it is made again', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(normalise(normalise(text))).toBe(normalise(text));
      }),
    );
  });

  it('does not depend on which white space stands between words, or how much', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(word, spaces), { minLength: 1 }), pairs => {
        const plain = pairs.map(([text]) => text).join(' ');
        expect(normalise(pairs.flat().join(''))).toBe(normalise(plain));
      }),
    );
  });

  it('does not depend on the kind of quotation mark', () => {
    fc.assert(
      fc.property(word, doubleMark, doubleMark, singleMark, (text, open, close, single) => {
        expect(normalise(`a ${open}${text}${single}s${close} b`)).toBe(normalise(`a "${text}'s" b`));
      }),
    );
  });

  it('does not depend on full-width forms, nor on spaces beside Chinese characters', () => {
    expect(normalise('Ａ１，（x）')).toBe('A1,(x)');
    fc.assert(
      fc.property(han, han, spaces, (a, b, space) => {
        expect(normalise(a + space + b)).toBe(a + b);
      }),
    );
  });

  it('does not depend on composed letters and invisible characters', () => {
    expect(normalise('cafe\u0301 so\u00adft\u200b')).toBe(normalise('café soft'));
  });

  it('keeps letters, digits, case and other punctuation apart', () => {
    const different = ['10²', '102', 'CO2', 'Co2', 'a-b', 'a–b', 'a b', 'ab', 'a.b'];
    expect(new Set(different.map(normalise)).size).toBe(different.length);
  });
});

describe('finding words', () => {
  it('finds every run of words of a text, and no run with a word cut short', () => {
    const text = fc.array(
      word.filter(w => w.length > 1),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (words, a, b) => {
        const from = a % words.length;
        const run = words.slice(from, from + 1 + (b % (words.length - from)));
        expect(hasWords(normalise(words.join('\n')), normalise(run.join(' ')))).toBe(true);
        expect(hasWords(normalise(words.map(w => `x${w}`).join(' ')), normalise(run.join(' ')))).toBe(false);
        expect(hasWords(normalise(words.map(w => `${w}x`).join(' ')), normalise(run.join(' ')))).toBe(false);
      }),
    );
  });

  it('looks further when the first place is inside a word', () => {
    expect(hasWords('urban ban', 'ban')).toBe(true);
    expect(hasWords('urban', 'ban')).toBe(false);
    expect(hasWords('xe\u0301', 'x')).toBe(false);
    expect(hasWords('𝒬a', 'a')).toBe(false);
    expect(hasWords('a𝒬', 'a')).toBe(false);
  });

  it('needs no space around Chinese characters', () => {
    expect(hasWords('在ACME工作', 'ACME')).toBe(true);
    expect(hasWords('安静的起重机', '起重')).toBe(true);
  });

  it('finds nothing when nothing is looked for', () => {
    expect(hasWords('a b', '')).toBe(false);
  });
});

describe('quoted passages', () => {
  it.each([
    ['He said “a b” and “c”.', ['a b', 'c']],
    ['Er sagte „a b“.', ['a b']],
    ['«a b» dit-il', ['a b']],
    ['他说“安静”和「起重机」『港』', ['安静', '起重机', '港']],
    ['A "b c" d "e"', ['b c', 'e']],
    ['‘It isn’t so’, she said', ["It isn't so"]],
    ['“first\n\n“second”', ['first "second']],
    ['an unclosed “quotation', []],
    ['six 6" pipes\nand "this"', ['this']],
  ])('of %s', (text, passages) => {
    expect(quotedPassages(text).toSorted()).toEqual(passages.toSorted());
  });

  it('hold whatever stands between marks', () => {
    fc.assert(
      fc.property(
        fc.array(word),
        fc.array(word, { minLength: 1 }),
        fc.array(word),
        (before, inside, after) => {
          const text = `${before.join(' ')} “${inside.join('\n')}” ${after.join(' ')}`;
          expect(quotedPassages(text)).toEqual([normalise(inside.join(' '))]);
        },
      ),
    );
  });
});

describe('the nearest passage', () => {
  it('is the words themselves when the text has them', () => {
    expect(nearestPassage('one two three four five', 'three four')).toBe('three four');
  });

  it('has as many words as were looked for, in any script', () => {
    expect(nearestPassage('one two three four five', 'two tree four')).toBe('two three four');
    expect(nearestPassage('港务局说安静的起重机', '安静地起重机')).toBe('安静的起重机');
  });

  it('is none when less than half of the words are near each other', () => {
    expect(nearestPassage('one two three four five', 'one six seven')).toBeUndefined();
    expect(nearestPassage('', 'one')).toBeUndefined();
  });

  it('is part of the text, or none', () => {
    fc.assert(
      fc.property(anyText.map(normalise), anyText.map(normalise), (text, words) => {
        const nearest = nearestPassage(text, words);
        if (nearest !== undefined) expect(text).toContain(nearest);
      }),
    );
  });
});
