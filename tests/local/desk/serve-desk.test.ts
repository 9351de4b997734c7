import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepHere } from '../preview/a-kept-installation.ts';
import { aProject } from '../preview/a-project.ts';
import { aDesk, anEmptyProject, noFiling, pasted } from './a-desk.ts';

// biome-ignore lint/suspicious/noExplicitAny: files may be anything, which is what the desk is for
type State = Record<string, any>;

/** Asks with headers that `fetch` sets by itself. */
function asked(url: string, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    request(url, { headers }, async answer => {
      resolve({ status: answer.statusCode, body: await text(answer) });
    })
      .on('error', reject)
      .end();
  });
}

/** The desk of an empty project, as a page of it asks. */
async function anAskedDesk(filing = noFiling) {
  const root = await anEmptyProject();
  const desk = await aDesk(root, { filing });
  onTestFinished(async () => desk[Symbol.asyncDispose]());
  const own = { origin: desk.url };
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(desk.url + path, { redirect: 'manual', ...init });
  const send = (path: string, method: string, body: unknown, headers: Record<string, string> = own) =>
    ask(path, { method, headers, body: JSON.stringify(body) });
  const begin = (fields: Record<string, string>, headers: Record<string, string> = own) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({
      id: 'chip-licences',
      retrieved: '2026-11-30',
      text: pasted,
      ...fields,
    }))
      body.append(name, value);
    return ask('/articles', { method: 'POST', headers, body });
  };
  const state = async () => (await ask('/article/chip-licences/state')).json() as Promise<State>;
  return { root, url: desk.url, ask, send, begin, state };
}

describe('who may ask the desk', () => {
  it('is a page of its own, under the names of this machine only', async () => {
    const { url, begin } = await anAskedDesk();
    await begin({});
    const state = `${url}/article/chip-licences/state`;
    const { host: own, port } = new URL(url);
    for (const host of [own, `localhost:${port}`]) expect((await asked(state, { host })).status).toBe(200);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1.evil.example:${port}`,
    ]) {
      const answer = await asked(state, { host });
      expect(answer.status).toBe(421);
      expect(answer.body).not.toContain('Ministry');
    }
  });

  it.each([
    ['a page elsewhere', { origin: 'https://evil.example' }],
    ['a page of another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a page that hides its address', { origin: 'null' }],
    ['a page of which its browser says that it is elsewhere', { 'sec-fetch-site': 'cross-site' }],
    ['a page of another port, by its browser', { 'sec-fetch-site': 'same-site' }],
    ['nobody that says from where', {}],
  ])('is not %s: nothing is written, and a sentence says so', async (_, headers) => {
    const { root, begin, send, ask } = await anAskedDesk();
    const refused = await begin({}, headers as Record<string, string>);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toMatch(
      /^The desk answers its own pages only: .*Nothing was read or written\.\n$/,
    );
    expect(existsSync(join(root, 'drafts'))).toBe(false);
    await begin({});
    const before = readFileSync(join(root, 'drafts/chip-licences.json'), 'utf8');
    for (const [path, method] of [
      ['', 'PUT'],
      ['/capture', 'POST'],
      ['/facts', 'POST'],
      ['/file', 'POST'],
      ['/discard', 'POST'],
    ] as const) {
      const answer = await send(
        `/article/chip-licences${path}`,
        method,
        {},
        headers as Record<string, string>,
      );
      expect(answer.status, path).toBe(403);
    }
    if (Object.keys(headers).length > 0)
      expect((await ask('/article/chip-licences/state', { headers })).status).toBe(403);
    expect(readFileSync(join(root, 'drafts/chip-licences.json'), 'utf8')).toBe(before);
  });

  it('may follow a link from elsewhere to a page, and to nothing that pages ask', async () => {
    const { url } = await anAskedDesk();
    const followed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    for (const path of ['/', '/preview', '/article/chip-licences'])
      expect((await asked(url + path, followed)).status, path).not.toBe(403);
    for (const path of ['/article/chip-licences/filed', '/article/chip-licences/state', '/changes'])
      expect((await asked(url + path, followed)).status, path).toBe(403);
  });

  it('is told nothing that lets other pages read: own policy, no frames around it, no access for others', async () => {
    const { ask, begin } = await anAskedDesk();
    await begin({});
    for (const path of ['/', '/article/chip-licences']) {
      const { headers } = await ask(path);
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self';.*frame-ancestors 'none'$/,
      );
    }
    for (const path of ['/', '/article/chip-licences/state', '/desk/article.js', '/preview']) {
      const { headers } = await ask(path);
      expect([...headers.keys()].filter(name => name.startsWith('access-control'))).toEqual([]);
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
  });
});

describe('what the desk serves', () => {
  it('is its pages, and no file beside them', async () => {
    const { ask, begin } = await anAskedDesk();
    await begin({});
    for (const path of [
      '/article/..%2f..%2fcdk/state',
      '/article/%2e%2e/state',
      '/article/..%2fcdk',
      '/article/other',
      '/article/other/state',
      '/article/chip-licences.json/state',
      '/desk/..%2fdesk-pages.ts',
      '/desk/..%2f..%2f..%2fpackage.json',
      '/desk/desk-pages.ts',
      '/desk/constructor',
      '/cdk.json',
      '/drafts/chip-licences.txt',
    ])
      expect((await ask(path)).status, path).toBe(404);
    expect((await ask('/desk/article.js')).headers.get('content-type')).toBe(
      'text/javascript; charset=utf-8',
    );
  });

  it('leads to the preview of the next edition, which leads back', async () => {
    const { root, ask } = await anAskedDesk();
    await keepHere(join(root, '.courant'), {});
    expect(await (await ask('/')).text()).toContain('href="/preview"');
    const preview = await (await ask('/preview?show=text')).text();
    expect(preview).toContain('<a href="/">Desk: all articles</a>');
    expect(preview).toContain('0 facts of the log on this machine, 0 facts of files not yet filed.');
    expect(preview).toMatch(/href="\?publication=china-tech-controls&amp;show=page/);
  });
});

describe('an article at the desk', () => {
  it('begins with a pasted text, as a draft with its candidates and its text', async () => {
    const { root, begin, state } = await anAskedDesk();
    const answer = await begin({ text: pasted.replaceAll('\n', '\r\n') });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/article/chip-licences');
    expect(readFileSync(join(root, 'drafts/chip-licences.txt'), 'utf8')).toBe(pasted);
    const { file, mistakes, capture, isDraft, suggestions } = await state();
    expect(file.article).toMatchObject({ id: 'chip-licences', retrieved: '2026-11-30' });
    expect(file.facts.length).toBeGreaterThan(3);
    expect(mistakes.map(({ path }: { path: string }) => path)).toContain('facts[0].statement.en');
    expect({ capture, isDraft, suggestions }).toEqual({ capture: pasted, isDraft: true, suggestions: {} });
  });

  it('says that a day of capture has not come, by the clock of this machine', async () => {
    const { begin, state } = await anAskedDesk();
    const found = async () => (await state()).mistakes.map(({ path }: { path: string }) => path);
    await begin({ retrieved: '2031-01-01' });
    expect(await found()).toContain('article.retrieved');
  });

  it('begins with a saved page, whose head it takes', async () => {
    const { ask, url, state } = await anAskedDesk();
    const body = new FormData();
    const head =
      '<meta charset="utf-8"><title>x</title><meta property="og:site_name" content="The Example Post">';
    const page = `<!doctype html><html lang="en"><head>${head}</head><body><article><h1>New licences</h1><p>${'The ministry said that machines need a licence. '.repeat(5)}</p></article></body></html>`;
    for (const [name, value] of Object.entries({ id: 'chip-licences', retrieved: '2026-11-30', text: '' }))
      body.append(name, value);
    body.append('page', new File([page], 'saved.html', { type: 'text/html' }));
    expect((await ask('/articles', { method: 'POST', headers: { origin: url }, body })).status).toBe(303);
    expect((await state()).file.article.publisher).toBe('The Example Post');
  });

  it('does not begin where something is wrong: the form says what, and keeps what was pasted', async () => {
    const { root, begin } = await anAskedDesk();
    const wrong = await begin({
      id: 'Chip_Licences',
      retrieved: 'today',
      text: '</textarea><script>alert(1)</script>',
    });
    expect(wrong.status).toBe(422);
    const page = await wrong.text();
    expect(page).toMatch(/id="id-wrong"[\s\S]*lower-case letters/);
    expect(page).toMatch(/id="retrieved-wrong"/);
    expect(page).toContain('&lt;/textarea&gt;&lt;script&gt;alert(1)');
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(await (await begin({ text: ' ' })).text()).toMatch(/id="text-wrong"/);
    expect(existsSync(join(root, 'drafts'))).toBe(false);
    await begin({});
    expect(await (await begin({ text: 'Another text.' })).text()).toContain('an article chip-licences');
    expect(readFileSync(join(root, 'drafts/chip-licences.txt'), 'utf8')).toBe(pasted);
  });

  it('answers each change with what is wrong and what stands out in it, once it is on the disk', async () => {
    const { root, begin, send, state } = await anAskedDesk();
    await begin({});
    const { file, version } = await state();
    file.facts[0].statement = { en: 'Exports of 77 machines need a licence since yesterday.' };
    const answer = (await (
      await send('/article/chip-licences', 'PUT', { base: version, file })
    ).json()) as State;
    expect(JSON.parse(readFileSync(join(root, 'drafts/chip-licences.json'), 'utf8'))).toEqual(file);
    expect(answer.mistakes.map(({ path, found }: Record<string, string>) => [path, found])).toContainEqual([
      'facts[0].statement.en',
      expect.stringContaining('yesterday'),
    ]);
    file.facts[0] = { ...file.facts[0], kind: 'event', topics: ['controls'] };
    file.facts[0].statement = { en: 'Exports of 77 machines need a licence.' };
    const next = (await (
      await send('/article/chip-licences', 'PUT', { base: answer.version, file })
    ).json()) as State;
    expect(next.notes.open.map(({ note, words }: Record<string, string>) => [note, words])).toContainEqual([
      'figure',
      '77',
    ]);
    expect(next.hints.map(({ path }: { path: string }) => path)).toContain('facts[0].statement');
    const stale = await send('/article/chip-licences', 'PUT', {
      base: version,
      file: { ...file, facts: [] },
    });
    expect(stale.status).toBe(409);
  });

  it('goes into facts/ without mistakes only', async () => {
    const { root, begin, send, state } = await anAskedDesk();
    await begin({});
    const { version } = await state();
    const refused = await send('/article/chip-licences/facts', 'POST', { base: version, inFacts: null });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('article.publisher');
    expect(existsSync(join(root, 'facts'))).toBe(false);
  });

  it('is shown as readers would see it while its head is not finished yet, and says why where it cannot be', async () => {
    const { begin, send, state, ask } = await anAskedDesk();
    await begin({});
    const { file, version } = await state();
    const frame = (query: string) =>
      ask(`/article/chip-licences/frame?publication=china-tech-controls&${query}`);
    expect(await (await frame('fact=chip-licences.1')).text()).toBe(
      'Shown here as soon as the fact is complete.',
    );
    file.facts[0].statement = { en: 'Lithography machines need a licence.' };
    file.facts[0] = { ...file.facts[0], kind: 'event', topics: ['controls'] };
    file.facts[1] = { ...file.facts[1], statement: { en: 'Nothing of a topic.' }, topics: ['talent'] };
    await send('/article/chip-licences', 'PUT', { base: version, file });
    const shown = await frame('fact=chip-licences.1');
    expect(shown.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline';/,
    );
    const html = await shown.text();
    expect(html).toContain('Lithography machines need a licence.');
    expect(html).toContain('(no publisher yet)');
    expect(html).not.toContain('Nothing of a topic.');
    expect(await (await frame('')).text()).toContain('Nothing of a topic.');
    expect(await (await ask('/article/chip-licences/frame?publication=other')).text()).toBe(
      'There is no such publication.',
    );
  });

  it('that is filed changes here no more, also after the desk ends', async () => {
    const filedAt = '2026-11-30T09:00:00Z';
    const filing = { ...noFiling, file: async () => ({ filedAt, differs: false, failed: false, said: [] }) };
    const { root, begin, send, state, ask } = await anAskedDesk(filing);
    await begin({});
    const { file, version } = await state();
    await send('/article/chip-licences/file', 'POST', { where: 'aws', base: version });
    const change = { base: version, file: { ...file, facts: [] } };
    const refused = await send('/article/chip-licences', 'PUT', change);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch(
      /was filed on AWS at 2026-11-30T09:00:00Z\..* courant facts correct/s,
    );
    const filed = [{ where: 'aws', filedAt, differs: false }];
    expect(await (await ask('/article/chip-licences/filed')).json()).toEqual({ filed, said: [] });
    const later = await aDesk(root);
    onTestFinished(async () => later[Symbol.asyncDispose]());
    const body = JSON.stringify(change);
    const again = await fetch(`${later.url}/article/chip-licences`, {
      method: 'PUT',
      headers: { origin: later.url },
      body,
    });
    expect(again.status).toBe(422);
  });

  it('is not filed as it was before somebody else changed it', async () => {
    const { begin, send, state } = await anAskedDesk();
    await begin({});
    const { file, version } = await state();
    await send('/article/chip-licences', 'PUT', { base: version, file: { ...file, facts: [] } });
    expect((await send('/article/chip-licences/file', 'POST', { where: 'here', base: version })).status).toBe(
      409,
    );
  });

  it('stays filed here while another program keeps the desk from looking, and is free once it is forgotten there', async () => {
    const filedAt = '2026-11-30T09:00:00Z';
    const none = { filedAt: null, differs: false, failed: false, said: [] };
    const looks = [
      { ...none, filedAt, differs: true },
      { ...none, failed: true, said: ['Another process works there.'] },
      none,
    ];
    const filing = { ...noFiling, look: async () => looks.shift() ?? none };
    const { begin, send, state, ask } = await anAskedDesk(filing);
    await begin({});
    const { file, version } = await state();
    const filed = async () => (await ask('/article/chip-licences/filed')).json();
    const change = async () => (await send('/article/chip-licences', 'PUT', { base: version, file })).status;
    const known = [{ where: 'here', filedAt, differs: true }];
    expect(await filed()).toEqual({ filed: known, said: [] });
    expect(await filed()).toEqual({ filed: known, said: ['Another process works there.'] });
    expect(await change()).toBe(422);
    expect(await filed()).toEqual({ filed: [], said: [] });
    expect(await change()).toBe(200);
  });

  it('of facts/ opens without its text, and suggests what that used', async () => {
    const { root } = await aProject();
    const desk = await aDesk(root);
    onTestFinished(async () => desk[Symbol.asyncDispose]());
    const { capture, isDraft, mistakes, suggestions } = (await (
      await fetch(`${desk.url}/article/llx-domestic-innovation/state`)
    ).json()) as State;
    expect({ capture, isDraft, mistakes }).toEqual({ capture: null, isDraft: false, mistakes: [] });
    expect(suggestions['who.en'][0]).toBe('the article');
    expect(suggestions['who.zh-Hans'][0]).toBe('文章');
    expect(suggestions.entity).toContain('Xi Jinping');
    expect(suggestions.country).toContain('CN');
    expect(suggestions.fact).toContain('llx-domestic-innovation.30');
  });
});
