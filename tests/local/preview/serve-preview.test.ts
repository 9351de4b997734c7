import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../core/foundation/errors.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { servePreview } from '../../../local/preview/serve-preview.ts';
import { PortTakenError } from '../../../local/serve/serve-app.ts';
import { decisionHere, keepHere } from './a-kept-installation.ts';
import { aProject, article } from './a-project.ts';

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const since = '2026-11-24T00:00:00Z' as Instant;
const pause = { number: 1, decidedAt: since, because: 'holidays', from: since, until: null };
const now = () => '2026-11-25T08:00:00Z' as Instant;
const frame = '/frame/china-tech-controls/message';

/** A preview of a copy of this project, on a free port. `nextBuild` ends when the page is told of another build. */
async function aPreview(options: { port?: number; publication?: string } = {}) {
  const project = await aProject();
  const directory = join(project.root, '.courant');
  const server = await servePreview({
    ...{ root: project.root, directory, port: 0, publication: null, now },
    ...options,
  });
  endings.push(async () => server[Symbol.asyncDispose]());
  const get = (path: string) => fetch(server.url + path);
  const changes = (await get('/changes')).body?.pipeThrough(new TextDecoderStream()).getReader();
  const nextBuild = async () => /data: (\S+)\s*$/.exec((await changes?.read())?.value ?? '')?.[1];
  return {
    ...project,
    url: server.url,
    get,
    page: async (path = '/') => (await get(path)).text(),
    nextBuild,
  };
}

describe('servePreview', () => {
  it('shows the message in a frame without scripts, whose content can load and run nothing', async () => {
    const { get, page } = await aPreview();
    const shown = await page();
    expect(/<iframe[^>]+sandbox="([^"]+)"/.exec(shown)?.[1]).not.toMatch(/allow-(scripts|forms|top)/);
    const src = /<iframe[^>]+src="([^"]+)"/.exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const answer = await get(src);
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline';/,
    );
    expect(await answer.text()).toContain('<h1');
    const policy = (await get('/')).headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  });

  it('shows every part that can be chosen', async () => {
    const { get, page } = await aPreview();
    const dark = '@media (min-width:0)';
    expect(await page(`${frame}?colours=dark`)).toContain(dark);
    expect(await page(frame)).not.toContain(dark);
    expect(await page(frame)).toContain('<style');
    expect(await page('/frame/china-tech-controls/bare')).not.toContain('<style');
    for (const show of ['page', 'archive', 'leave'])
      expect((await get(`/frame/china-tech-controls/${show}`)).status).toBe(200);
    expect(await page('/?show=text')).toContain('<pre>China Tech &amp; Controls\n');
    expect(await page('/?show=source')).toContain('<pre>&lt;!doctype html&gt;');
    expect(await page('/?show=mime')).toMatch(/<pre>[\s\S]*^Content-Type: multipart\/alternative/m);
    expect(await page('/?width=phone')).toContain('<iframe class="phone"');
  });

  it('tells of a changed fact, and shows it, while the view stays', async () => {
    const { change, page, nextBuild } = await aPreview();
    const before = await nextBuild();
    const path = '/?show=text';
    expect(await page(path)).toContain(`data-build="${before}"`);
    await change(article, 'Innovation at home was central', 'Innovation in pianos was central');
    const after = await nextBuild();
    expect(after).not.toBe(before);
    expect(await page(path)).toMatch(new RegExp(`data-build="${after}"[\\s\\S]*<pre>[\\s\\S]*in pianos`));
  });

  it.each([
    [
      'templates/digest.html.hbs',
      '{{/if}}',
      '{{/iff}}',
      /templates\/digest\.html\.hbs:\d+<[\s\S]*doesn&#39;t match/,
    ],
    [
      'templates/partials/mail/fact.hbs',
      '{{tone}}',
      '{{tune}}',
      /fact\.hbs:\d+<[\s\S]*no field &quot;tune&quot;/,
    ],
    ['templates/messages/en.json', '{', '{,', /templates\/messages\/en\.json: line 1, column 2</],
    ['cdk.json', '"context"', 'context', /cdk\.json: line \d+, column \d+</],
  ])(
    'shows what is wrong in %s in place of the message, and the message again when it is mended',
    async (path, from, to, said) => {
      const { change, write, get, page, nextBuild } = await aPreview();
      await nextBuild();
      const right = await change(path, from, to);
      await nextBuild();
      const broken = await page();
      expect(broken).toMatch(said);
      expect(broken).toMatch(/<title>\(1 mistake\)[\s\S]*shown here again as soon as[\s\S]*class="finding"/);
      expect((await get(frame)).status).toBe(404);
      await write(path, right);
      await nextBuild();
      const mended = await page();
      expect(mended).toContain('<iframe');
      expect(mended).not.toContain('class="finding"');
      expect((await get(frame)).status).toBe(200);
    },
  );

  it('shows the edition without a fact file that is no JSON, with its line, and with it when it is mended', async () => {
    const { change, write, page, nextBuild } = await aPreview();
    await nextBuild();
    const right = await change(article, '"facts": [', '"facts" [');
    await nextBuild();
    const broken = await page();
    expect(broken).toContain(`The edition is shown without ${article}.`);
    expect(broken).toMatch(/json: line \d+, column \d+<[\s\S]*<mark>▸ +\d+ +&quot;facts&quot; \[<\/mark>/);
    expect(await page(frame)).not.toContain('Innovation at home');
    await write(article, right);
    await nextBuild();
    expect(await page()).toContain('No mistakes found');
    expect(await page(frame)).toContain('Innovation at home');
  });

  it('says of a file that only another publication is made from what is wrong with it, once', async () => {
    const { page, change, nextBuild } = await aPreview();
    await nextBuild();
    expect(await page('/?publication=china-tech-controls')).toContain('No mistakes found');
    await change('templates/messages/zh-Hans.json', '"inBrief"', '"inBreif"');
    await nextBuild();
    const shown = await page('/?publication=china-tech-controls');
    expect(shown.match(/<h2>templates\/messages\/zh-Hans\.json: words\.inBreif<\/h2>/g)).toHaveLength(1);
    expect(shown).toContain('<iframe');
  });

  it('escapes whatever the files hold', async () => {
    const { change, page, nextBuild } = await aPreview();
    await nextBuild();
    await change(article, '"kind": "background"', '"kind": "</pre><script>alert(1)</script>"');
    await nextBuild();
    expect((await page()).match(/<script/g)).toHaveLength(1);
  });

  it('answers under the names of this machine only', async () => {
    const { url } = await aPreview();
    const asked = (host: string, path = '/') =>
      new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
        request(url + path, { headers: { host } }, async answer => {
          resolve({ status: answer.statusCode, body: await text(answer) });
        })
          .on('error', reject)
          .end();
      });
    const { host: own, port } = new URL(url);
    for (const host of [own, `localhost:${port}`]) expect((await asked(host)).status).toBe(200);
    for (const host of [
      'evil.example',
      '127.0.0.1.evil.example',
      `localhost.evil.example:${port}`,
      '127.0.0.1',
    ])
      for (const path of ['/', '/changes', frame]) {
        const answer = await asked(host, path);
        expect(answer.status).toBe(421);
        expect(answer.body).not.toContain('China');
      }
  });

  it('has no other page', async () => {
    const { get } = await aPreview();
    for (const path of [
      '/other',
      '/frame/other/message',
      '/frame/china-tech-controls/text',
      '/frame/china-tech-controls/constructor',
      '/..%2fpackage.json',
      '/preview.ts',
      '/cdk.json',
    ])
      expect((await get(path)).status, path).toBe(404);
  });

  it('opens with the publication that was asked for, and changes to the others', async () => {
    const { change, read, page, nextBuild } = await aPreview();
    await nextBuild();
    const second = JSON.parse(await read('cdk.json')).context.courant.publications[0];
    const other = JSON.stringify({ ...second, id: 'other', title: 'Other' });
    await change('cdk.json', '"publications": [', `"publications": [${other},`);
    await nextBuild();
    expect(await page('/?show=page')).toContain('src="/frame/other/page');
    const chosen = '?publication=china-tech-controls&amp;show=page&amp;width=desktop&amp;colours=light';
    expect(await page('/?show=page')).toContain(`href="${chosen}"`);
    expect(await page(`/${chosen.replaceAll('&amp;', '&')}`)).toContain(
      'src="/frame/china-tech-controls/page',
    );
  });

  it('says which edition it is and what of: the first of all article files without an installation, or where its log cannot be read', async () => {
    const { root, page, nextBuild } = await aPreview();
    await nextBuild();
    expect(await page()).toContain(
      '<p class="which">No. 1, due Monday 30 November 2026, 07:00: the first edition, of all article files, as there is no installation on this machine (npm start makes one).</p>',
    );
    await keepHere(join(root, '.courant'), { 'sealed/china-tech-controls/after-start.json': '{' });
    await nextBuild();
    // Writing it all may take longer than a burst of changes.
    while ((await page()).includes('there is no installation')) await nextBuild();
    expect(await page()).toMatch(
      /as the log on this machine cannot be read\.<\/p>[\s\S]*<h2>the log on this machine<\/h2>[\s\S]*after-start\.json cannot be read/,
    );
  });

  it('says how much is of the log, and how much of files, and which files those are', async () => {
    const { root, page, nextBuild } = await aPreview();
    await nextBuild();
    await keepHere(join(root, '.courant'), decisionHere({ skipped: [], pause }));
    await nextBuild();
    // Writing it all may take longer than a burst of changes.
    while ((await page()).includes('there is no installation')) await nextBuild();
    const shown = await page();
    expect(shown).toContain(
      'No. 1, due Monday 30 November 2026, 07:00: 0 facts of the log on this machine, 30 facts of files not yet filed.',
    );
    expect(shown).toContain('The publication is paused until somebody resumes it.');
    expect(shown).toContain(`Not yet filed on this machine: ${article}, facts/corrections/`);
  });

  it('refuses a publication that there is not, and a port that is taken', async () => {
    await expect(aPreview({ publication: 'wekly' })).rejects.toThrow(InvalidInputError);
    const { url } = await aPreview();
    await expect(aPreview({ port: Number(new URL(url).port) })).rejects.toThrow(PortTakenError);
  });
});
