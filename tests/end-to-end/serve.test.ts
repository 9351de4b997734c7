import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serving } from '../support/programs/npm-serve.ts';
import { installationIn, npmStart } from '../support/programs/npm-start.ts';
import { isChosen } from '../support/run/sample.ts';

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'courant-serve-'));
});
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

describe.runIf(isChosen('npm start -- --serve', 'long tests'))(
  'npm start -- --serve',
  { timeout: 300_000 },
  () => {
    it('shows the inbox and the archive, publishes the next edition, lets a reader leave for good, and ends on Ctrl-C', async () => {
      const directory = join(scratch, 'served');
      const { child, url } = await serving(directory);
      const headers = { accept: 'text/html' };
      const get = async (path: string) => (await fetch(new URL(path, url), { headers })).text();
      const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
        fetch(new URL(path, url), { method: 'POST', body: new URLSearchParams(fields), headers });
      const inbox = async (to: string) =>
        [...(await get(`/inbox?to=${to}`)).matchAll(/href="(\/mail\/\d+)"[^>]*>([^<]+)</g)].map(
          ([, path = '', subject = '']) => ({ path, subject }),
        );
      try {
        // One a reader of each publication, and the operator's receipts.
        expect((await get('/inbox')).match(/href="\/mail\/\d+"/g)).toHaveLength(12);
        const overview = await get('/');
        const page = /name="page" value="([^"]+)"/.exec(overview)?.[1] ?? '';
        expect((await post('/next-edition', { page }, { origin: 'https://evil.example' })).status).toBe(403);

        // A mail program's own button, which names no page.
        const [mail] = await inbox('ben@readers.example');
        const leave = /action="([^"]+)" class="one-click"/.exec(await get(mail?.path ?? ''))?.[1] ?? '';
        expect(leave.startsWith(`${url}/leave/china-tech-controls/`)).toBe(true);
        expect(await get(leave)).toContain('<form method="post"');
        expect((await post(leave, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);

        const published = await post('/next-edition', { page }, { origin: url });
        expect(await published.text()).toContain('Published China Tech &amp; Controls, edition 2 of ');
        const here = `${url}/archive/china-tech-controls/2026-11-30/index.html`;
        expect(await get('/archive/china-tech-controls/')).toContain('href="2026-11-30/index.html"');
        // Ada reads both publications; Ben left before it.
        const shown = await Promise.all(
          (await inbox('ada@readers.example')).map(({ path }) => get(`${path}/html`)),
        );
        expect(shown.map(html => html.includes(`href="${here}"`))).toEqual([false, true, false, false]);
        expect(await inbox('ben@readers.example')).toEqual([mail]);
        expect(await get('/archive/china-tech-controls/feed.xml')).toContain(`href="${here}"`);
        expect(await get('/archive/china-tech-controls/feed.json')).toContain(`"${here}"`);
        expect(await get(here)).toContain('China Tech &amp; Controls');
        expect(await get('/robots.txt')).toContain('Disallow: /leave/');
      } finally {
        child.kill('SIGINT');
      }
      expect(await once(child, 'exit')).toEqual([0, null]);

      const next = await npmStart(directory, ['--at', '2026-12-08T00:00:00Z']);
      expect(next.output).toContain('4 readers: 4 accepted');
    });

    it('refuses a port that is taken before anything is published', async () => {
      const other = createServer();
      await once(other.listen(0, '127.0.0.1'), 'listening');
      const { port } = other.address() as AddressInfo;
      const run = await npmStart(join(scratch, 'taken'), ['--serve', '--port', `${port}`]);
      other.close();
      expect(run.code).toBe(2);
      expect(run.output).toBe('');
      expect(run.errors).toMatch(new RegExp(`^127\\.0\\.0\\.1:${port}: .*--port N`));
    });
  },
);

describe('npm start -- --reset', { timeout: 300_000 }, () => {
  it('begins anew, but never in a folder that holds something else', async () => {
    const directory = await installationIn(join(scratch, 'reset'));
    const anew = await npmStart(directory, ['--reset']);
    expect(anew).toMatchObject({ code: 0, output: expect.stringContaining('5 messages in this run') });

    await writeFile(join(directory, 'thesis.txt'), 'years of work');
    const refused = await npmStart(directory, ['--reset']);
    expect(refused).toMatchObject({ code: 2, output: '', errors: expect.stringContaining('thesis.txt') });
    expect(await readFile(join(directory, 'thesis.txt'), 'utf8')).toBe('years of work');
    expect((await npmStart(directory)).output).toContain('is published already');
  });
});
