import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { httpsUrl } from '../../../core/articles/field.ts';
import { parseArticleFile } from '../../../core/filing/check-article.ts';
import { addressMistake, isLinkable } from '../../../core/foundation/web-address.ts';
import { refuseUnsafeAddresses } from '../../../core/rendering/links.ts';
import { refusalOf } from '../filing/refusal.ts';
import { sampleFile } from '../filing/sample-article.ts';

const browsers = 'written as a browser writes it';

/** Addresses that parsers of URLs take, and what people and attackers may write inside one. */
const anyAddress = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'https:',
          'HTTPS:',
          'http:',
          '//',
          '/',
          'e.example',
          '?',
          '#',
          '@',
          ':',
          '..',
          '%',
          '{{',
        ),
        fc.constantFrom(
          ' ',
          '"',
          "'",
          '<',
          '>',
          '\u00a0',
          '\u2028',
          '\u200e',
          '\ufeff',
          '\t',
          '\\',
          '例え',
          '😀',
        ),
        fc.string({ unit: 'binary', maxLength: 3 }),
      ),
      { maxLength: 8 },
    )
    .map(parts => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map(path => `https://e.example/${path}`),
);

describe('a link of an article file', () => {
  it.each([
    ['https://e.example/a b', browsers, 'write https://e.example/a%20b'],
    ['HTTPS://e.example/a', browsers, 'write https://e.example/a'],
    ['https://E.example/a', browsers, 'write https://e.example/a'],
    ['https://e.example/?q="x"', browsers, 'write https://e.example/?q=%22x%22'],
    ['https:/e.example', browsers, 'write https://e.example/'],
    ['https:e.example/a', browsers, 'write https://e.example/a'],
    ['https://e.example/a\u00a0b', browsers, 'write https://e.example/a%C2%A0b'],
    ['https://e.example/a\u2028b', browsers, 'write https://e.example/a%E2%80%A8b'],
    ['https://e.example/a\u200eb', browsers, 'write https://e.example/a%E2%80%8Eb'],
    ['https://e.example/a\n', browsers, 'write https://e.example/a'],
    ['https://例え.example/', browsers, 'write https://xn--r8jz45g.example/'],
    [
      'https://bank.example@e.example/',
      'without a user name',
      'remove what stands between https:// and the @',
    ],
    ['https://', 'begins with https://', 'correct the value'],
    ['https://e".example/', 'begins with https://', 'correct the value'],
    ['//e.example/a', 'begins with https://', 'correct the value'],
    ['http://e.example/a', 'begins with https://', 'correct the value'],
  ])('is refused as %j, with what to write', (url, expected, todo) => {
    const file = sampleFile();
    file.article.url = url;
    expect(refusalOf(() => parseArticleFile(file, 'a.json'))).toEqual([
      expect.objectContaining({
        path: 'article.url',
        expected: expect.stringContaining(expected) as string,
        todo,
      }),
    ]);
  });

  it.each([
    'https://e.example',
    'https://e.example/',
    'https://e.example/a?b=c&d=%E4%BE%8B#e',
    'https://e.example:8443/%7Ea/(b)',
  ])('is taken as %s', url => {
    expect(httpsUrl.safeParse(url).success).toBe(true);
  });

  it('is rendered whenever it is taken, and always taken in the form that the advice names', () => {
    fc.assert(
      fc.property(anyAddress, address => {
        const mistake = addressMistake(address);
        if (mistake === undefined) expect(() => refuseUnsafeAddresses([address], 'x')).not.toThrow();
        const advised = /^write (.*)$/u.exec(mistake?.todo ?? '')?.[1];
        if (advised !== undefined)
          expect([addressMistake(advised), isLinkable(advised)]).toEqual([undefined, true]);
      }),
      { numRuns: 3000 },
    );
  });
});
