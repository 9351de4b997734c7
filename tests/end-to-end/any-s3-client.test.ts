import { type ChildProcess, execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awscli, describeWith, pathOf, recipePrograms } from '../support/programs/needed-programs.ts';
import { serving } from '../support/programs/npm-serve.ts';
import { installationIn } from '../support/programs/npm-start.ts';

const project = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const shell = recipePrograms.filter(({ name }) => name === 'bash');
const [lines = ''] =
  readFileSync(join(project, 'docs/verify.md'), 'utf8').match(/^export AWS_[\s\S]*?(?=^```$)/m) ?? [];

let scratch = '';
let served: { child: ChildProcess; url: string; s3: string };

async function type(script: string): Promise<string> {
  const path = [join(project, 'node_modules/.bin'), dirname(pathOf(awscli)), '/usr/bin', '/bin'].join(':');
  const env = { PATH: path, HOME: scratch, no_proxy: '*', LC_ALL: 'C.UTF-8' };
  return (await run('bash', ['-euc', script], { cwd: scratch, env })).stdout;
}

/** In the folder of the project `npx courant` is this. */
function inProject(script: string): string {
  return script.replaceAll('npx courant', `node ${join(project, 'cli/courant.ts')}`);
}

describeWith([awscli, ...shell], 'the archive of npm start -- --serve', () => {
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'courant-s3-client-'));
    served = await serving(await installationIn(join(scratch, 'data')));
  }, 300_000);
  afterAll(async () => {
    if (served) {
      served.child.kill('SIGINT');
      await once(served.child, 'exit');
    }
    await rm(scratch, { recursive: true, force: true });
  });

  it('is listed, fetched, synchronised and verified by the lines of docs/verify.md', async () => {
    const out = await type(inProject(lines.replace('http://127.0.0.1:PORT', served.s3)));
    expect(out).toMatch(/ archive\/china-tech-controls\/2026-11-23\/message\.eml$/m);
    expect(out).toContain(
      'china-tech-controls: 1 edition; everything that was looked at is as it was sealed',
    );
    const file = 'archive/china-tech-controls/2026-11-23/digest.json';
    const stored = await readFile(join(scratch, 'data/s3/archive', file), 'utf8');
    expect(await readFile(join(scratch, 'digest.json'), 'utf8')).toBe(stored);
    expect(await readFile(join(scratch, 'copy', file), 'utf8')).toBe(stored);
  }, 300_000);

  it('is verified by its address, without an account: programs get the bytes that are kept', async () => {
    const line = `npx courant archive verify --url ${served.url} --publication china-tech-controls`;
    expect(await type(inProject(line))).toContain('everything that was looked at is as it was sealed');
  }, 300_000);
});
