import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const [home, former] = ['digest.news.example', 'old.news.example'];
const fileOf = (name: string) =>
  readFileSync(path.join(import.meta.dirname, '../../infra/constructs/site', name), 'utf8');
type Headers = Record<string, { value: string }>;
type Answer = { uri?: string; statusCode?: number; headers: Headers };
/** The function out of files, in a world without Node, as CloudFront has none. */
const opened = (...files: string[]): ((event: object) => Answer) => {
  const site = `const site = ${JSON.stringify({ domain: home, formerDomains: [former] })};`;
  return vm.runInNewContext([site, ...files.map(fileOf), 'handler'].join('\n'), Object.create(null));
};
const source =
  fileOf('former-domains.js') + fileOf('index-pages.js') + fileOf('sealed-parts.js') + fileOf('at-home.js');
const indexPages = opened('former-domains.js', 'index-pages.js');
const links = opened('former-domains.js', 'at-home.js');
const sealedParts = opened('sealed-parts.js');

type Asked = { method?: string; host?: string; by?: typeof indexPages };

/** What CloudFront would make of a request: where it redirects to, or which path it goes on with. */
function answer(
  uri: string,
  query?: string,
  { method = 'GET', host = home, by = indexPages }: Asked = {},
): { location: string | undefined } | { uri: string | undefined } {
  const request = {
    method,
    uri,
    headers: { host: { value: host } },
    querystring: {},
    rawQueryString: () => query,
  };
  const { statusCode, headers, ...rest } = by({ version: '1.0', request });
  if (statusCode === undefined) return { uri: rest.uri };
  expect(statusCode).toBe(301);
  return { location: headers.location?.value };
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
    ['/archive/weekly/2026-11-23/index.html', '/archive/weekly/2026-11-23/index.html'],
    ['/archive/weekly/feed.xml', '/archive/weekly/feed.xml'],
    ['/archive/weekly/all/2026-11.jsonl', '/archive/weekly/all/2026-11.jsonl'],
    ['/robots.txt', '/robots.txt'],
    ['/404.html', '/404.html'],
  ])('%s goes on as %s', (uri, expected) => {
    expect(answer(uri)).toEqual({ uri: expected });
  });

  it('leads from a folder, with its slash or without, to the one address of its page, with the query as it came', () => {
    fc.assert(
      fc.property(folder, fc.option(fc.webQueryParameters(), { nil: undefined }), (uri, query) => {
        const location = `${uri}/index.html${query ? `?${query}` : ''}`;
        expect(answer(uri, query)).toEqual({ location });
        expect(answer(`${uri}/`, query)).toEqual({ location });
        expect(answer(`${uri}/index.html`, query)).toEqual({ uri: `${uri}/index.html` });
      }),
    );
  });

  it('never leads to another host, whatever is asked for, and never in a circle', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.webPath()), uri => {
        const answered = answer(uri);
        if (!('location' in answered)) return;
        const target = new URL(answered.location ?? '', `${origin}/archive/weekly/`);
        expect(target.origin).toBe(origin);
        expect(target.pathname).toBe(`${uri.replace(/\/$/, '')}/index.html`);
        expect(answer(target.pathname)).toEqual({ uri: target.pathname });
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

describe('a name that the site had before', () => {
  const host = former;

  it('leads every page that is read to the same path at the name that it has', () => {
    const uris = fc.oneof(
      hostile,
      folder,
      fc.webPath({ size: 'small' }).filter(uri => uri.startsWith('/')),
    );
    fc.assert(
      fc.property(uris, fc.constantFrom(indexPages, links), (uri, by) => {
        const answered = answer(uri, 'a=b', { host, by });
        if (!('location' in answered)) {
          expect(uri).not.toMatch(/^\/[\x21-\x7e]*$/);
          return;
        }
        expect(answered.location).toBe(`https://${home}${uri}?a=b`);
        expect(new URL(answered.location ?? '').host).toBe(home);
      }),
    );
    expect(answer('/archive/weekly/', undefined, { host: former.toUpperCase() })).toEqual({
      location: `https://${home}/archive/weekly/`,
    });
  });

  it('lets go on what a reader sends, which a redirect would lose, on every path', () => {
    const paths = fc.constantFrom(
      '/leave/x',
      '/subscribe',
      '/confirm/x',
      '/manage',
      '/manage/x',
      '/privacy/x',
    );
    const methods = fc.constantFrom('POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH');
    fc.assert(
      fc.property(paths, methods, (uri, method) => {
        expect(answer(uri, 'a=b', { host, by: links, method })).toEqual({ uri });
      }),
    );
  });

  it('changes nothing at home', () => {
    expect(answer('/manage', undefined, { by: links })).toEqual({ uri: '/manage' });
  });
});

describe('the function behind the cache', () => {
  const headersOf = (uri: string) =>
    sealedParts({
      request: { uri, headers: { host: { value: 'd1.cloudfront.example' } } },
      response: { statusCode: 200, headers: { 'content-type': { value: 'text/html' } } },
    }).headers;

  it.each(['digest.html', 'digest.txt', 'digest.json', 'manifest.json', 'message.eml'])(
    'keeps a sealed %s out of the lists of search engines, and names the page that says what became of it',
    name => {
      expect(headersOf(`/archive/weekly/2026-11-23/${name}`)).toMatchObject({
        'x-robots-tag': { value: 'noindex' },
        link: { value: `<https://${home}/archive/weekly/2026-11-23/index.html>; rel="canonical"` },
      });
    },
  );

  it.each([
    '/archive/weekly/2026-11-23/index.html',
    '/archive/weekly/index.html',
    '/archive/weekly/feed.xml',
    '/archive/weekly/all/2026-11.html',
    '/404.html',
  ])('leaves %s as it is', uri => {
    expect(headersOf(uri)).toEqual({ 'content-type': { value: 'text/html' } });
  });
});
