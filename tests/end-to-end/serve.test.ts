import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installationIn, npmStart } from '../support/programs/npm-start.ts';
import { isChosen } from '../support/run/sample.ts';

const start = resolve(import.meta.dirname, '../../local/start/start.ts');
let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'courant-serve-'));
});
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

/** Runs `npm start -- --serve` on a free port; answers once it has printed its address. */
async function serving(directory: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [start, '--at', '2026-11-25T12:00:00Z', '--serve', '--port', '0'], {
    env: { ...process.env, COURANT_DIRECTORY: directory },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const data of child.stdout ?? []) {
    printed += data;
    const url = /In a browser +(http:\/\/127\.0\.0\.1:\d+)\//.exec(printed)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`npm start -- --serve ended without an address: ${printed}`);
}

describe.runIf(isChosen('npm start -- --serve', 'long tests'))(
  'npm start -- --serve',
  { timeout: 120_000 },
  () => {
    it('shows editions and mails, lets a reader leave for good, and ends cleanly on Ctrl-C', async () => {
      const directory = join(scratch, 'left');
      const { child, url } = await serving(directory);
      const get = async (path: string) => (await fetch(new URL(path, url))).text();
      try {
        const overview = await get('/');
        // One a reader of each publication, and the operator's receipts.
        expect(overview.match(/href="\/mail\/\d+"/g)).toHaveLength(12);
        const page =
          /href="(\/archive\/china-tech-controls\/2026-11-23\/index\.html)"/.exec(overview)?.[1] ?? '';
        expect(await get(page)).toContain('China Tech &amp; Controls');

        const mail = await get('/mail/1');
        const leave = /href="([^"]+\/leave\/[^"]+)"/.exec(mail)?.[1] ?? '';
        expect(leave.startsWith(`${url}/leave/china-tech-controls/`)).toBe(true);
        expect(await get(leave)).toContain('<form method="post">');
        expect(await (await fetch(leave, { method: 'POST' })).text()).toContain('You have left');
        expect(await get(leave)).not.toContain('<form');
      } finally {
        child.kill('SIGINT');
      }
      expect(await once(child, 'exit')).toEqual([0, null]);

      const next = await npmStart(directory, ['--at', '2026-12-01T00:00:00Z']);
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

describe('npm start -- --reset', { timeout: 120_000 }, () => {
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
