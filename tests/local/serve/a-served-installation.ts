import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Instant } from '../../../core/foundation/instant.ts';
import { localPages } from '../../../local/serve/local-pages.ts';
import type { Published } from '../../../local/serve/publishing.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';
import { MemoryArchive } from '../../support/memory/memory-archive.ts';

/** Where links in what is kept lead. */
export const linksUrl = 'https://links.news.example';
/** What no page may hold as it is. */
export const hostile = '<script>alert(1)</script>';
/** Where the pages are asked for. */
export const here = 'http://127.0.0.1:8025';

/** A message as the embedded SES keeps one; of the weekly to Ada unless said otherwise. */
export type KeptMail = {
  to?: string;
  subject?: string;
  from?: string;
  headers?: string[];
  html?: string;
  text?: string;
  language?: string;
};

/** Keeps a message in a folder under a number, accepted a minute after the one before. */
export async function keepMail(folder: string, number: number, mail: KeptMail = {}): Promise<void> {
  const { to = 'ada@mail.example', subject = `Subject ${number}`, from = 'Weekly <a@news.example>' } = mail;
  const path = join(folder, `${String(number).padStart(8, '0')}-id`);
  const type = mail.html === undefined ? 'plain' : 'html';
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    'Date: Mon, 23 Nov 2026 06:00:00 +0000',
    ...(mail.headers ?? []),
    `Content-Language: ${mail.language ?? 'en'}`,
    'MIME-Version: 1.0',
    `Content-Type: text/${type}; charset=utf-8`,
  ];
  await writeFile(`${path}.eml`, `${head.join('\r\n')}\r\n\r\n${mail.html ?? mail.text ?? 'x'}\r\n`);
  const envelope = {
    destinations: [to],
    acceptedAt: new Date(Date.parse('2026-11-23T06:00:00Z') + number * 60_000).toISOString(),
    tags: { publication: 'weekly', edition: '2026-11-23', reader: 'r' },
  };
  await writeFile(`${path}.json`, JSON.stringify(envelope));
}

/** The pages of an installation whose parts are in memory, and what they asked of them. */
export async function servedInstallation() {
  const mails = await emptyDirectory();
  const archive = new MemoryArchive();
  const asked: string[] = [];
  const site = new Map<string, string>();
  const published: Published[] = [
    { title: `Weekly ${hostile}`, edition: '2026-11-30', number: 2, messages: 5, hold: null },
  ];
  const readersPages = new Hono().all('*', ({ req }) => {
    asked.push(`${req.method} ${req.path}`);
    return new Response(`<a href="${linksUrl}/archive/weekly/">newest</a>`, {
      status: 203,
      headers: { 'content-type': 'text/html; charset=utf-8', 'x-by': 'the function' },
    });
  });
  const pages = localPages({
    publications: [
      { id: 'weekly', title: `Weekly ${hostile}`, language: 'en', appears: true },
      { id: 'former', title: '旧刊', language: 'zh-Hans', appears: false },
    ],
    archive,
    site: { read: async name => site.get(name) },
    feeds: true,
    mails,
    readersPages,
    workOff: async () => void asked.push('worked off'),
    publishing: {
      next: async () => ({ due: '2026-11-30T06:00:00Z' as Instant, titles: [`Weekly ${hostile}`] }),
      async publishNext() {
        asked.push('published');
        return published;
      },
    },
    linksUrl,
    clock: { now: () => '2026-11-23T06:30:00Z' as Instant },
    timeZone: 'Europe/Brussels',
  });
  const text = async (path: string, init?: RequestInit) => (await pages.request(here + path, init)).text();
  return { pages, mails, archive, asked, site, published, text };
}
