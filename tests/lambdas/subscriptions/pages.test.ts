import { describe, expect, it } from 'vitest';
import { aReader } from '../../support/builders/a-reader.ts';
import { anApi, leavePath } from './an-api.ts';

const path = leavePath(aReader(1));
const pages: [string, string, RequestInit][] = [
  ['the question', path, {}],
  ['the page after leaving', path, { method: 'POST' }],
  ['the page of a wrong link', leavePath(aReader(2)), {}],
  ['the page of a link that was cut off', '/leave/weekly', {}],
];

describe('the headers of the pages', () => {
  it.each(pages)('keep %s from caches, other sites, search engines and frames', async (_, at, init) => {
    const { api } = await anApi();
    const { headers } = await api.request(at, init);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    // Not no-referrer: browsers would hide by it that a form of this page was sent from here.
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const policy = headers.get('content-security-policy') ?? '';
    const directives = new Map(policy.split('; ').map(each => [each.split(' ')[0], each]));
    expect(directives.get('default-src')).toBe("default-src 'none'");
    expect(directives.get('form-action')).toBe("form-action 'self'");
    expect(directives.get('frame-ancestors')).toBe("frame-ancestors 'none'");
    expect(directives.get('base-uri')).toBe("base-uri 'none'");
    expect(directives.has('script-src')).toBe(false);
  });

  it('let nothing on the page be fetched from elsewhere', async () => {
    const { api } = await anApi();
    for (const [, at, init] of pages)
      expect(await (await api.request(at, init)).text()).not.toMatch(/src=|<script|<link|url\(|@import/);
  });
});

describe('everything else', () => {
  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    '%s to a leave link is not served and changes nothing',
    async method => {
      const { api, readers } = await anApi();
      expect((await api.request(path, { method })).status).toBe(404);
      expect((await readers.read('weekly', aReader(1).id))?.state).toBe('active');
    },
  );

  it.each([
    '/',
    '/leave',
    '/leave/weekly',
    '/leave/weekly/',
    `${path.slice(0, -1)}/`,
    '/favicon.ico',
    '//leave',
  ])('at %s is a page that says so', async other => {
    const { api } = await anApi();
    for (const method of ['GET', 'POST']) {
      const answer = await api.request(`http://links.example${other}`, { method });
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain('We do not know this link');
    }
  });
});

describe('what a publication is called', () => {
  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</title></head><body>',
    '{{title}} {{{title}}} &lt;b&gt;',
    '<!-- & C ]]>',
  ])('is text on every page, also when it is %s', async title => {
    const { api } = await anApi([aReader(1)], { title });
    for (const [, at, init] of pages) {
      const page = await (await api.request(at, init)).text();
      expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>|<b>/);
      expect(page.match(/<\/title>/g)).toHaveLength(1);
      expect(page.match(/<body/g)).toHaveLength(1);
      expect(unescaped(page)).toContain(title);
      expect(page.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]/);
    }
  });
});

function unescaped(html: string): string {
  const letters: Record<string, string> = {
    lt: '<',
    gt: '>',
    quot: '"',
    '#x27': "'",
    '#x3D': '=',
    '#x60': '`',
  };
  return html
    .replace(/&(lt|gt|quot|#x27|#x3D|#x60);/g, (_, name: string) => letters[name] ?? '')
    .replaceAll('&amp;', '&');
}
