import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sha256 } from '../core/foundation/hash.ts';
import { anArchive, type Files } from './support/archives/an-archive.ts';
import { editionOf } from './support/documents/archive-lists.ts';
import { describeWith, recipePrograms } from './support/programs/needed-programs.ts';

const text = readFileSync(resolve(import.meta.dirname, '../docs/verify.md'), 'utf8');
const [names = '', oneEdition = '', chain = ''] = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
  ([, script]) => script,
);
const run = promisify(execFile);

let whole: Files;
let files: Files;
let server: Server;
let folder = '';

/** Runs a part of the recipe as it stands there, with the first lines saying where this archive is. */
async function recipe(script: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const here = names
    .replace(/^SITE=.*$/m, `SITE=http://127.0.0.1:${port}`)
    .replace(/^ID=.*$/m, 'ID=old')
    .replace(/^EDITION=.*$/m, `EDITION=${editionOf(2)}`);
  await rm(folder, { recursive: true, force: true });
  folder = await mkdtemp(join(tmpdir(), 'courant-recipe-'));
  const options = { cwd: folder, env: { PATH: process.env.PATH, no_proxy: '*', LC_ALL: 'C' } };
  const { stdout } = await run('bash', ['-c', `${here}\n${script}`], options).catch(error => error);
  return stdout;
}

describeWith(recipePrograms, 'the recipe of docs/verify.md', () => {
  beforeAll(async () => {
    whole = await anArchive(5);
    server = createServer(({ url = '' }, response) => {
      const bytes = url.startsWith('/archive/') ? files.get(`archive ${url.slice(1)}`) : undefined;
      response.writeHead(bytes ? 200 : 404).end(bytes);
    });
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  }, 300_000);
  beforeEach(() => {
    files = new Map(whole);
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const fileOf = (n: number, name: string) => `archive archive/old/${editionOf(n)}/${name}`;
  const alter = (name: string) =>
    files.set(name, Buffer.concat([files.get(name) ?? Buffer.of(), Buffer.from(' ')]));

  it('verifies one edition, and ends with the hash of its manifest', async () => {
    const out = await recipe(oneEdition);
    expect(out.match(/: OK$/gm)).toHaveLength(5 - 1);
    expect(out).toContain(`${sha256(files.get(fileOf(2, 'manifest.json')) ?? '')}  manifest.json`);
    expect((await readdir(folder)).length).toBeGreaterThan(4);
  });

  it('names the file of it that was altered, and the one that is gone', async () => {
    alter(fileOf(2, 'digest.txt'));
    files.delete(fileOf(2, 'message.eml'));
    const out = await recipe(oneEdition);
    expect(out).toContain('digest.txt: FAILED');
    expect(out).toContain('MISSING: message.eml');
  });

  it('verifies the chain, and ends with the hash of the newest manifest', async () => {
    const newest = sha256(files.get(fileOf(5, 'manifest.json')) ?? '');
    expect(await recipe(chain)).toBe(`5 editions; the newest manifest has ${newest}\n`);
  });

  it('names the manifest that was altered, and the one that does not follow it any more', async () => {
    alter(fileOf(3, 'manifest.json'));
    const out = await recipe(chain);
    expect(out).toContain(`ALTERED: ${editionOf(3)}`);
    expect(out).toContain(`BROKEN: ${editionOf(4)}`);
  });

  it('names an edition that is gone', async () => {
    files.delete(fileOf(4, 'manifest.json'));
    expect(await recipe(chain)).toContain(`MISSING: ${editionOf(4)}`);
  });
});
