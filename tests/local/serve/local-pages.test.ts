import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { writeEditionsJson } from '../../../core/archive/editions-json.ts';
import { localPages } from '../../../local/serve/local-pages.ts';
import { aListedEdition } from '../../support/builders/a-listed-edition.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';
import { MemoryArchive } from '../../support/memory/memory-archive.ts';

const linksUrl = 'https://links.news.example';
const hostile = '<script>alert(1)</script>';

/** A message with an HTML part, as the embedded SES keeps one. */
async function keepMail(folder: string, number: number, content: string, to = 'ada@mail.example') {
  const path = join(folder, `${String(number).padStart(8, '0')}-id`);
  const raw = `From: a@news.example\r\nTo: ${to}\r\nSubject: S\r\nMIME-Version: 1.0\r\n`;
  await writeFile(`${path}.eml`, `${raw}Content-Type: text/html; charset=utf-8\r\n\r\n${content}\r\n`);
  await writeFile(
    `${path}.json`,
    JSON.stringify({
      destinations: [to],
      tags: { publication: 'weekly', edition: '2026-11-23', reader: 'r' },
    }),
  );
}

async function somePages() {
  const mails = await emptyDirectory();
  const archive = new MemoryArchive();
  const asked: string[] = [];
  const links = new Hono().all('*', ({ req }) => {
    asked.push(`${req.method} ${req.path}`);
    return new Response('leave', { status: 203 });
  });
  const pages = localPages({
    publications: [{ id: 'weekly', title: `Weekly ${hostile}` }],
    archive,
    mails,
    links,
    linksUrl,
  });
  return { pages, mails, archive, asked };
}

describe('localPages', () => {
  it('lists editions and messages, the newest first, with everything escaped', async () => {
    const { pages, mails, archive } = await somePages();
    const listed = ['2026-11-16', '2026-11-23'].map(edition =>
      aListedEdition(1, { edition, subject: hostile }),
    );
    await archive.replaceVersion(
      { publication: 'weekly', path: 'editions.json' },
      writeEditionsJson('weekly', listed),
      null,
    );
    for (const number of [1, 2]) await keepMail(mails, number, 'x', `reader-${number}@mail.example`);
    const answer = await pages.request('/');
    const page = await answer.text();
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page).not.toContain('<script>');
    expect(page.match(/&lt;script&gt;/g)).toHaveLength(3);
    expect(page.match(/(?<=href=")[^"]+/g)).toEqual([
      '/archive/weekly/index.html',
      '/archive/weekly/2026-11-23/index.html',
      '/archive/weekly/2026-11-16/index.html',
      '/mail/2',
      '/mail/1',
    ]);
    expect(page).toContain('</a> to reader-2@mail.example, edition 2026-11-23 of weekly</li>');
    expect(page).toContain('<meta name="color-scheme" content="light dark">');
  });

  it('lists no more than 50 of many messages, and says how many there are', async () => {
    const { pages, mails } = await somePages();
    for (let number = 1; number <= 61; number += 1) await keepMail(mails, number, 'x');
    const page = await (await pages.request('/')).text();
    expect(page.match(/(?<=href="\/mail\/)\d+/g)).toEqual(Array.from({ length: 50 }, (_, n) => `${61 - n}`));
    expect(page).toContain('The newest 50 of 61.');
  });

  it('shows a message with its leave link leading here, and lets it load and run nothing', async () => {
    const { pages, mails } = await somePages();
    await keepMail(
      mails,
      12,
      `<p>王</p><a href="${linksUrl}/leave/weekly/k">Leave</a> ${linksUrl}/leave/weekly/k`,
    );
    const answer = await pages.request('http://127.0.0.1:8025/mail/12');
    const page = await answer.text();
    expect(page).toContain('<p>王</p>');
    expect(page).toContain('href="http://127.0.0.1:8025/leave/weekly/k"');
    expect(page).not.toContain(linksUrl);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('hands everything under /leave/ to the API of the links, and nothing else', async () => {
    const { pages, asked } = await somePages();
    expect((await pages.request('/leave/weekly/key', { method: 'POST' })).status).toBe(203);
    expect((await pages.request('/leave/weekly/key')).status).toBe(203);
    await pages.request('/elsewhere', { method: 'POST' });
    expect(asked).toEqual(['POST /leave/weekly/key', 'GET /leave/weekly/key']);
  });

  it.each([
    ['/archive/weekly/2026-11-23/index.html', 'text/html; charset=utf-8'],
    ['/archive/weekly/2026-11-23/message.eml', 'text/plain; charset=utf-8'],
    ['/archive/weekly/feed.xml', 'application/xml; charset=utf-8'],
  ])('serves %s of the archive as %s', async (path, type) => {
    const { pages, archive } = await somePages();
    const name = path.slice(path.lastIndexOf('/') + 1);
    await archive.createPage({ publication: 'weekly', edition: '2026-11-23' }, name, 'whole 王');
    await archive.replaceVersion({ publication: 'weekly', path: 'feed.xml' }, 'whole 王', null);
    const answer = await pages.request(path);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(await answer.text()).toBe('whole 王');
  });

  it.each([
    '/mail/1',
    '/mail/0',
    '/archive/weekly/feed.json',
    '/archive/weekly/2026-11-23/index.html',
    '/other',
  ])('has no page %s where nothing is', async path => {
    const answer = await (await somePages()).pages.request(path);
    expect(answer.status).toBe(404);
  });

  it.each([
    '/archive/weekly/secret.html',
    '/archive/weekly/2026-11-23/..%2f..%2findex.html',
    '/archive/weekly/..%2fother/index.html',
    '/archive/..%2fweekly/index.html',
    '/archive/..%2fsealed/2026-11-23/index.html',
    '/mail/1e0',
    '/mail/..%2f1',
  ])('asks for nothing at %s', async path => {
    const { pages, archive } = await somePages();
    const asked = () => Promise.reject(new Error('the archive was asked'));
    Object.assign(archive, { read: asked, readVersion: asked });
    expect((await pages.request(path)).status).toBe(404);
  });
});
