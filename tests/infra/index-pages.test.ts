import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const source = readFileSync(
  path.join(import.meta.dirname, '../../infra/constructs/site/index-pages.js'),
  'utf8',
);
type Answer = { uri?: string; statusCode?: number; headers?: { location: { value: string } } };
/** In a world without Node, as CloudFront has none. */
const handler: (event: object) => Answer = vm.runInNewContext(`${source}; handler`, Object.create(null));

/** What CloudFront would make of a request: where it redirects to, or which path it goes on with. */
function answer(uri: string, query?: string): { location: string } | { uri: string | undefined } {
  const request = { method: 'GET', uri, headers: {}, querystring: {}, rawQueryString: () => query };
  const { statusCode, headers, ...rest } = handler({ version: '1.0', request });
  if (statusCode === undefined) return { uri: rest.uri };
  expect(statusCode).toBe(301);
  return { location: headers?.location.value ?? '' };
}

const origin = 'https://digest.news.example';
const segment = fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9_-]{0,12}$/);
const folder = fc.array(segment, { minLength: 1, maxLength: 4 }).map(parts => `/${parts.join('/')}`);
/** Anything a client can write into a request, weighted towards what browsers and servers read in more ways than one. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '/',
        '//',
        '\\',
        '..',
        '.',
        '%2f',
        '%5C',
        '%2e%2e',
        '@',
        ':',
        '?',
        '#',
        '\t',
        '\n',
        '\r',
        ' ',
        'evil.example',
        'evil',
        '王',
        ';',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 8 },
  )
  .map(parts => `/${parts.join('')}`);

describe('the function before the cache', () => {
  it.each([
    ['/', '/index.html'],
    ['/archive/weekly/', '/archive/weekly/index.html'],
    ['/archive/weekly/2026-11-23/', '/archive/weekly/2026-11-23/index.html'],
    ['/archive/weekly/feed.xml', '/archive/weekly/feed.xml'],
    ['/archive/weekly/all/2026-11.jsonl', '/archive/weekly/all/2026-11.jsonl'],
    ['/robots.txt', '/robots.txt'],
    ['/404.html', '/404.html'],
  ])('%s goes on as %s', (uri, expected) => {
    expect(answer(uri)).toEqual({ uri: expected });
  });

  it('leads from the name of a folder to the folder, with the query as it came', () => {
    fc.assert(
      fc.property(folder, fc.option(fc.webQueryParameters(), { nil: undefined }), (uri, query) => {
        expect(answer(uri, query)).toEqual({ location: `${uri}/${query ? `?${query}` : ''}` });
        expect(answer(`${uri}/`, query)).toEqual({ uri: `${uri}/index.html` });
      }),
    );
  });

  it('never leads to another host, whatever is asked for, and never in a circle', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.webPath()), uri => {
        const answered = answer(uri);
        if (!('location' in answered)) return;
        const target = new URL(answered.location, `${origin}/archive/weekly/`);
        expect(target.origin).toBe(origin);
        expect(target.pathname).toBe(`${uri}/`);
        expect(answer(target.pathname)).toEqual({ uri: `${uri}/index.html` });
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    '//evil',
    '//evil.example/x',
    '/\\evil',
    '/x\\y',
    '/x//evil',
    '/..',
    '/a/../evil',
    '/./evil',
    '/%2Fevil',
    '/%2e%2e/evil',
    '/a%0d%0ax',
    '/a\r\nx',
    '/a:b',
    '/@evil',
    '/档案',
  ])('lets %j go on as it is: no object has such a name', uri => {
    expect(answer(uri)).toEqual({ uri });
  });

  it('is plain ASCII and small enough for CloudFront', () => {
    expect(source).toMatch(/^[\n\x20-\x7e]*$/);
    expect(source.length).toBeLessThan(10_240);
  });
});
