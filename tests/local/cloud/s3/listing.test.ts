import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareKeys, cutPage, type ListRequest } from '../../../../local/cloud/s3/listing.ts';

const key = fc
  .array(fc.constantFrom('a', 'b', '/', 'ü', '～', '😀'), { minLength: 1, maxLength: 6 })
  .map(parts => parts.join(''));
const keys = fc.uniqueArray(key, { maxLength: 30 }).map(list => list.sort(compareKeys));
const request = fc.record({
  prefix: fc.constantFrom('', 'a', 'a/', 'ü'),
  delimiter: fc.constantFrom('', '/'),
  startAfter: fc.constantFrom('', 'a', 'b/a'),
});

function allPages(
  all: readonly string[],
  asked: Omit<ListRequest, 'continuationToken' | 'maxKeys'>,
  maxKeys: number,
) {
  const pages = [];
  let continuationToken: string | undefined;
  do {
    const page = cutPage(all, { ...asked, maxKeys, continuationToken });
    pages.push(page);
    continuationToken = page.nextToken;
  } while (continuationToken !== undefined);
  return pages;
}

describe('cutPage', () => {
  it('lists, over pages of any size, just what one large page lists', () => {
    fc.assert(
      fc.property(keys, request, fc.integer({ min: 1, max: 7 }), (all, asked, maxKeys) => {
        const [whole] = allPages(all, asked, 1000);
        const pages = allPages(all, asked, maxKeys);
        expect(pages.flatMap(page => page.keys)).toEqual(whole?.keys);
        expect(pages.flatMap(page => page.commonPrefixes)).toEqual(whole?.commonPrefixes);
        for (const page of pages.slice(0, -1)) {
          expect(page.keys.length + page.commonPrefixes.length).toBe(maxKeys);
        }
      }),
    );
  });

  it('lists every key after the start that has the prefix, itself or under its common prefix', () => {
    fc.assert(
      fc.property(keys, request, (all, asked) => {
        const [page] = allPages(all, asked, 1000);
        const wanted = all.filter(
          each => each.startsWith(asked.prefix) && compareKeys(each, asked.startAfter) > 0,
        );
        const below = (each: string) =>
          asked.delimiter !== '' && each.slice(asked.prefix.length).includes(asked.delimiter);
        expect(page?.keys).toEqual(wanted.filter(each => !below(each)));
        const prefixes = wanted
          .filter(below)
          .map(each => each.slice(0, each.indexOf('/', asked.prefix.length) + 1))
          .filter(prefix => prefix !== asked.startAfter);
        expect(page?.commonPrefixes).toEqual([...new Set(prefixes)]);
      }),
    );
  });

  it('refuses a token that is not one of its own', () => {
    const asked = { prefix: '', delimiter: '', startAfter: '', maxKeys: 2, continuationToken: 'no token!' };
    expect(() => cutPage(['a'], asked)).toThrow(/continuation token/);
  });
});

describe('compareKeys', () => {
  it('orders by the bytes of UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    expect(compareKeys('～', '😀')).toBeLessThan(0);
  });
});
