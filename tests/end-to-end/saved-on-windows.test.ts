import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow } from '../support/programs/npm-start.ts';

const project = resolve(import.meta.dirname, '../..');
/** What people write. */
const written = ['cdk.json', 'facts', 'templates'];
const programs = ['core', 'aws', 'lambdas', 'infra', 'local', 'cli', 'scripts', 'package.json'];
let [scratch, copy] = ['', ''];

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'courant-windows-'));
  copy = join(scratch, 'project');
  for (const name of [...written, ...programs])
    await cp(join(project, name), join(copy, name), { recursive: true });
  await symlink(join(project, 'node_modules'), join(copy, 'node_modules'));
  for (const path of await filesOf(written)) {
    const text = await readFile(join(copy, path), 'utf8');
    await writeFile(join(copy, path), `\ufeff${text.replaceAll('\n', '\r\n')}`);
  }
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function filesOf(names: readonly string[]): Promise<string[]> {
  const found = names.filter(name => name.includes('.'));
  for (const folder of names.filter(name => !name.includes('.')))
    for (const entry of await readdir(join(copy, folder), { recursive: true, withFileTypes: true }))
      if (entry.isFile()) found.push(join(entry.parentPath, entry.name).slice(copy.length + 1));
  return found;
}

/** Runs a program of the project in a folder, as its user would. */
function run(root: string, words: readonly string[], environment: Record<string, string> = {}) {
  return new Promise<{ error: Error | null; stdout: string; stderr: string }>(resolved => {
    const options = { cwd: root, env: { ...process.env, ...environment } };
    execFile(process.execPath, words, options, (error, stdout, stderr) =>
      resolved({ error, stdout, stderr }),
    );
  });
}

describe('a project that a program on Windows saved, with byte order marks and CR LF', {
  timeout: 300_000,
}, () => {
  // That the bytes are the same is shown where the preview is tested, at less cost.
  it('is published by npm start, with no trace of either in any file', async () => {
    const words = ['local/start/start.ts', '--at', '2026-11-25T12:00:00Z'];
    expect(await run(copy, words, { COURANT_DIRECTORY: scratch })).toMatchObject({ error: null, stderr: '' });
    const files = Object.entries(await filesBelow(join(scratch, 's3/archive/archive')));
    expect(files.length).toBeGreaterThan(15);
    // Lines of mail and of calendars end with CR LF, whatever they are made from.
    const traced = files.filter(
      ([name, bytes]) => /\xef\xbb\xbf/.test(bytes) || (!/\.(eml|ics)$/.test(name) && bytes.includes('\r')),
    );
    expect(traced.map(([name]) => name)).toEqual([]);
  });

  it('passes courant facts check', async () => {
    const names = ['facts/llx-domestic-innovation.json', 'facts/corrections/llx-domestic-innovation.20.json'];
    expect(await run(copy, ['cli/bin.cjs', 'facts', 'check', ...names])).toMatchObject({
      error: null,
      stderr: '',
      stdout: expect.stringContaining('OK, 30 facts'),
    });
  });
});
