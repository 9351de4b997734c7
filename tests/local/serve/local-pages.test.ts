import { describe, expect, it } from 'vitest';
import { writeEditionsJson } from '../../../core/archive/editions-json.ts';
import { pagePolicies } from '../../../infra/constructs/site/archive-headers.ts';
import { aListedEdition } from '../../support/builders/a-listed-edition.ts';
import { here, hostile, linksUrl, servedInstallation } from './a-served-installation.ts';

const editions = ['2026-11-16', '2026-11-23'].map(edition =>
  aListedEdition(1, { edition, subject: hostile }),
);
/** The hidden field of the overview's form. */
const fieldIn = (page: string) => /name="page" value="([^"]+)"/.exec(page)?.[1] ?? '';

describe('the overview', () => {
  it('leads to everything there is, with all content escaped', async () => {
    const { archive, text } = await servedInstallation();
    for (const publication of ['weekly', 'former'])
      await archive.replaceVersion(
        { publication, path: 'editions.json' },
        writeEditionsJson(publication, editions),
        null,
      );
    const page = await text('/');
    expect(page).not.toContain('<script>');
    expect(page).toContain('Monday 23 November 2026, 07:30 by the clock of this installation');
    expect(page).toMatch(/Weekly &lt;script&gt;[^<]+: due Monday 30 November 2026, 07:00\./);
    const main = page.slice(page.indexOf('<main>'));
    expect(main.match(/(?<=href=")[^"]+/g)).toEqual([
      '/archive/weekly/',
      '/archive/weekly/feed.xml',
      '/archive/weekly/feed.json',
      '/subscribe?publication=weekly',
      '/privacy/weekly',
      '/archive/weekly/2026-11-23/index.html',
      '/archive/weekly/2026-11-16/index.html',
      // What appears no more has its archive, and no form.
      '/archive/former/',
      '/archive/former/feed.xml',
      '/archive/former/feed.json',
      '/privacy/former',
      '/archive/former/2026-11-23/index.html',
      '/archive/former/2026-11-16/index.html',
      '/inbox',
      '/subscribe',
      '/robots.txt',
    ]);
  });

  it('publishes the next edition by its button, once a press, and then says what came of it', async () => {
    const { pages, asked, text } = await servedInstallation();
    const first = await text('/');
    expect(first).not.toContain('role="status"');
    const body = new URLSearchParams({ page: fieldIn(first) });
    const answer = await pages.request(`${here}/next-edition`, { method: 'POST', body });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/');
    expect(asked).toEqual(['published']);
    expect(await text('/')).toMatch(/Published Weekly &lt;script.*, edition 2 of 2026-11-30: 5 messages\./);
  });

  it('says of an edition that is held why', async () => {
    const { pages, published, text } = await servedInstallation();
    Object.assign(published[0] as object, { hold: 'SES refused <everything>' });
    const body = new URLSearchParams({ page: fieldIn(await text('/')) });
    await pages.request(`${here}/next-edition`, { method: 'POST', body });
    expect(await text('/')).toContain('Held: SES refused &lt;everything&gt;');
  });

  it('publishes nothing without its own hidden field, or for a page of another address', async () => {
    const { pages, asked, text } = await servedInstallation();
    const field = fieldIn(await text('/'));
    const post = async (page: string, headers: Record<string, string> = {}) =>
      (
        await pages.request(`${here}/next-edition`, {
          method: 'POST',
          body: new URLSearchParams({ page }),
          headers,
        })
      ).status;
    expect(await post('')).toBe(400);
    expect(await post(field.slice(1))).toBe(400);
    expect((await pages.request(`${here}/next-edition`, { method: 'POST' })).status).toBe(400);
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:8026', 'http://localhost:8025'])
      expect(await post(field, { origin })).toBe(403);
    expect(await post(field, { origin: 'null', 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(asked).toEqual([]);
    // As a browser sends its own page's form, also from a page that tells nobody its address.
    expect(await post(field, { origin: here, 'sec-fetch-site': 'same-origin' })).toBe(303);
    expect(await post(field, { origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(303);
  });
});

describe('the pages of readers', () => {
  it.each(['/leave/weekly/key', '/subscribe', '/confirm/key', '/manage', '/manage/key', '/privacy/weekly'])(
    'come from the production function at %s, and what it queued is worked off at once',
    async path => {
      const { pages, asked } = await servedInstallation();
      const shown = await pages.request(here + path);
      expect(shown.status).toBe(203);
      expect(shown.headers.get('x-by')).toBe('the function');
      expect(await shown.text()).toBe(`<a href="${here}/archive/weekly/">newest</a>`);
      expect(asked).toEqual([`GET ${path}`]);
      await pages.request(here + path, { method: 'POST' });
      expect(asked).toEqual([`GET ${path}`, `POST ${path}`, 'worked off']);
    },
  );

  it('get no form of another page, but the one click of a mail program, which names none', async () => {
    const { pages, asked } = await servedInstallation();
    const leave = (headers: Record<string, string>) =>
      pages.request(`${here}/leave/weekly/key`, { method: 'POST', headers });
    for (const path of ['/leave/weekly/key', '/subscribe', '/confirm/key', '/manage'])
      expect(
        (await pages.request(here + path, { method: 'POST', headers: { origin: 'https://evil.example' } }))
          .status,
      ).toBe(403);
    expect(asked).toEqual([]);
    expect((await leave({})).status).toBe(203);
  });

  it('are asked for nothing else', async () => {
    const { pages, asked } = await servedInstallation();
    for (const path of ['/elsewhere', '/leaves/x', '/subscribed', '/archive/leave/x'])
      for (const method of ['GET', 'POST']) await pages.request(here + path, { method });
    expect(asked).toEqual([]);
  });
});

describe('the archive', () => {
  it.each([
    ['/archive/weekly/2026-11-23/index.html', 'text/html; charset=utf-8'],
    ['/archive/weekly/2026-11-23/message.eml', 'text/plain; charset=utf-8'],
    ['/archive/weekly/feed.xml', 'application/xml; charset=utf-8'],
    ['/archive/weekly/feed.json', 'application/json; charset=utf-8'],
  ])(
    'is served at %s as %s, its links leading a browser here, and to programs as it is kept',
    async (path, type) => {
      const { pages, archive } = await servedInstallation();
      const name = path.slice(path.lastIndexOf('/') + 1);
      const content = `whole 王 ${linksUrl}/archive/weekly/index.html`;
      await archive.createPage({ publication: 'weekly', edition: '2026-11-23' }, name, content);
      for (const list of ['feed.xml', 'feed.json'] as const)
        await archive.replaceVersion({ publication: 'weekly', path: list }, content, null);
      const answer = await pages.request(here + path, { headers: { accept: 'text/html,*/*;q=0.8' } });
      expect(answer.headers.get('content-type')).toBe(type);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await answer.text()).toBe(`whole 王 ${here}/archive/weekly/index.html`);
      const kept = await pages.request(here + path, { headers: { accept: '*/*' } });
      expect(kept.headers.get('content-type')).toBe(type);
      expect(await kept.text()).toBe(content);
    },
  );

  it.each([
    ['search.html', pagePolicies.search],
    ['2026-11.html', pagePolicies.archive],
  ])('lets all/%s do what CloudFront lets it do, and no more', async (name, policy) => {
    const { pages, archive } = await servedInstallation();
    await archive.replaceVersion({ publication: 'weekly', path: `all/${name}` }, 'a page', null);
    const { headers } = await pages.request(`${here}/archive/weekly/all/${name}`);
    const rules = (text: string | null) => text?.split('; ').sort();
    expect(rules(headers.get('content-security-policy'))).toEqual(rules(policy));
  });

  it('has the list of a publication at its folder, and the installation’s own pages', async () => {
    const { archive, site, text, pages } = await servedInstallation();
    await archive.replaceVersion({ publication: 'weekly', path: 'index.html' }, 'the list', null);
    site.set('robots.txt', 'Disallow: /leave/').set('404.html', 'nothing here');
    expect(await text('/archive/weekly/')).toBe('the list');
    expect(await text('/robots.txt')).toBe('Disallow: /leave/');
    for (const path of ['/archive/weekly/feed.xml', '/archive/other/', '/other']) {
      const missing = await pages.request(here + path);
      expect(missing.status).toBe(404);
      expect(await missing.text()).toBe('nothing here');
    }
  });

  it.each([
    '/archive/weekly/secret.html',
    '/archive/weekly/2026-11-23/..%2f..%2findex.html',
    '/archive/weekly/..%2fother/index.html',
    '/archive/..%2fweekly/index.html',
    '/archive/..%2fsealed/2026-11-23/index.html',
    '/mail/1e0',
    '/mail/..%2f1',
  ])('is asked for nothing at %s', async path => {
    const { pages, archive } = await servedInstallation();
    const asked = () => Promise.reject(new Error('the archive was asked'));
    Object.assign(archive, { read: asked, readVersion: asked });
    expect((await pages.request(here + path)).status).toBe(404);
  });
});
