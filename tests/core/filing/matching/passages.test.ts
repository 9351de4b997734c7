import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparable, normalise } from '../../../../core/filing/matching/comparable.ts';
import {
  hasWords,
  nearestPassage,
  placesOf,
  wordsWithPlaces,
} from '../../../../core/filing/matching/passages.ts';
import { capture } from './scripts.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * The segmenter parts a syllable that is written in letters from one that is a character, and a word at a soft hyphen: to who reads them they
 * are one word.
 */
function isInHangul(text: string, at: number): boolean {
  return (
    /\p{Script=Hangul}\p{Cf}*$/u.test(text.slice(0, at)) && /^\p{Cf}*\p{Script=Hangul}/u.test(text.slice(at))
  );
}

/** The segmenter parts a figure from the sign behind it, too. */
function isBeforeSign(text: string, at: number): boolean {
  return (
    /\p{Nd}[\s\u00ad\u200b\u200e\u2068\u2069]*$/u.test(text.slice(0, at)) &&
    /^[^\p{L}\p{N}]*[％℃]/u.test(text.slice(at))
  );
}

describe('a passage that was copied from a capture', () => {
  it('is found in it, in any script, and where it was copied from is among its places', () => {
    fc.assert(
      fc.property(capture, fc.nat(), fc.nat(), (text, a, b) => {
        const cuts = [...Array.from(segmenter.segment(text), ({ index }) => index), text.length].filter(
          at => !isInHangul(text, at) && !isBeforeSign(text, at),
        );
        const [from, to] = [cuts[a % cuts.length] ?? 0, cuts[b % cuts.length] ?? 0].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const words = normalise(text.slice(from, to));
        if (words === '') return;
        const places = [...placesOf(comparable(text), words)];
        expect(
          places.length,
          `${JSON.stringify(text.slice(from, to))} in ${JSON.stringify(text)}`,
        ).toBeGreaterThan(0);
        expect(places.some(place => place.from >= from && place.to <= to)).toBe(true);
        for (const place of places) expect(normalise(text.slice(place.from, place.to))).toBe(words);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['Intel™ chips', 'Intel'],
    ['ACME는 2026년', 'ACME'],
    ['ACME는 2026년', '2026'],
    ['the licence² of', 'licence'],
    ['增长12①后', '增长12'],
    ['新しいサーバーが届いた', 'サーバー'],
    ['新しいサーバーが届いた', 'サーバ'],
    ['กระทรวงพาณิชย์ประกาศ', 'พาณิชย์'],
    ['the \u2068Ministry\u2069 of', 'Ministry of'],
  ])('of %j, %j, is found', (text, words) => {
    expect(hasWords(comparable(text), normalise(words))).toBe(true);
  });
});

it.each([
  ['rose by 4.5 per cent', 'rose by 4'],
  ['rose by 4.5 per cent', '5 per cent'],
  ['about 1,200 firms', '200 firms'],
  ['10² ways', '10'],
  ['2½ years', '2'],
  ['the oﬃce', 'the of'],
  ['3㎏', '3k'],
  ['so\u00adft', 'ft'],
  ['산업부는', '산업'],
])('of %j, %j is cut short, and not found', (text, words) => {
  expect(hasWords(comparable(text), normalise(words))).toBe(false);
});

it('a full stop or a comma behind a figure is no part of it', () => {
  expect(hasWords(comparable('It took 12, then 14.'), '12')).toBe(true);
  expect(hasWords(comparable('It took 12, then 14.'), '14')).toBe(true);
});

describe('words with their places', () => {
  it('are those that a dictionary finds, where scripts have no spaces', () => {
    expect(wordsWithPlaces('กระทรวงพาณิชย์ประกาศ').map(({ word }) => word)).toEqual([
      'กระทรวง',
      'พาณิชย์',
      'ประกาศ',
    ]);
    expect(wordsWithPlaces('新しいサーバー').map(({ word }) => word)).toContain('サーバー');
  });

  it('stand where they say', () => {
    fc.assert(
      fc.property(capture, text => {
        for (const { word, from, to } of wordsWithPlaces(text)) expect(text.slice(from, to)).toBe(word);
      }),
    );
  });
});

describe('the nearest passage', () => {
  it('is found in Thai and Japanese as in English', () => {
    const thai = normalise('กระทรวงพาณิชย์ประกาศควบคุมการส่งออก');
    expect(nearestPassage(thai, normalise('พาณิชย์ประกาษควบคุมการส่งออก'))).toContain('ควบคุมการส่งออก');
    expect(nearestPassage('新しいサーバーが届いた', '新しいサーバが届いた')).toContain('サーバー');
  });

  it('begins where the words begin, among those that are as near', () => {
    expect(nearestPassage('a one two b one c', 'one x')).toBe('one two');
  });
});
