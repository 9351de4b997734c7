import { execFile } from 'node:child_process';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { transform } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '..', '..');
const shared = ['scripts/check-node.cjs', 'cli/bin.cjs'];

let root = '';
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'courant-node-')));
  for (const file of shared) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await copyFile(join(project, file), join(root, file));
  }
  await writeFile(join(root, 'cli', 'courant.ts'), "console.log('courant runs');");
});
afterEach(() => rm(root, { recursive: true }));

/** Puts a Node into the copy, as the package `node` does: its place, and the link that npm makes to it. */
async function installNode(node: { linkTo: string } | { script: string; mode: number }): Promise<void> {
  const binary = join(root, 'node_modules', 'node', 'bin', 'node');
  await mkdir(dirname(binary), { recursive: true });
  await mkdir(join(root, 'node_modules', '.bin'));
  await symlink('../node/bin/node', join(root, 'node_modules', '.bin', 'node'));
  if ('linkTo' in node) return symlink(node.linkTo, binary);
  await writeFile(binary, node.script);
  await chmod(binary, node.mode);
}

type Run = { version?: string; cwd?: string; env?: Record<string, string> };

/** Runs a file of the copy on a Node that says it is of another version. */
function runFile(
  file: string,
  words: string[] = [],
  { version = '20.20.2', cwd = root, env = {} }: Run = {},
) {
  const fake = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  const preload = `data:text/javascript,${encodeURIComponent(fake)}`;
  return new Promise<{ code: number; out: string; err: string }>(done => {
    const args = ['--import', preload, join(root, file), ...words];
    execFile(process.execPath, args, { cwd, env }, (error, out, err) =>
      done({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

/** The whole message, with its last two lines. */
function message(why: string, type: string): string {
  return [
    `Courant needs Node 24. This is Node v20.20.2: ${process.execPath}`,
    `The right one comes with the project, in the npm package "node": ${root}/node_modules/.bin/node`,
    why,
    type,
    '',
  ].join('\n');
}

const rebuild = 'Type: npm rebuild node --ignore-scripts=false';

describe.each(shared)('%s on a Node that is too old', file => {
  const saysOnly = async (err: string) => expect(await runFile(file)).toEqual({ code: 1, out: '', err });

  it('says npm ci where nothing is installed', async () => {
    await saysOnly(message('It is not there yet: nothing is installed.', 'Type: npm ci'));
  });

  it('says to install what development needs where that was left out', async () => {
    await mkdir(join(root, 'node_modules'));
    const why = 'It is not there: the development dependencies are not installed.';
    await saysOnly(message(why, 'Type: npm ci --include=dev'));
  });

  it('says to rebuild the package where its install script did not run', async () => {
    await mkdir(join(root, 'node_modules', 'node'), { recursive: true });
    const why = 'It is not there: npm did not run the install script of that package, which fetches it.';
    await saysOnly(message(why, rebuild));
  });

  it.each([
    ['it does not run on this machine (EACCES)', { script: 'of another machine', mode: 0o644 }],
    ['it does not run on this machine (it ended with 3)', { script: '#!/bin/sh\nexit 3\n', mode: 0o755 }],
    ['it is Node v22.1.0', { script: '#!/bin/sh\necho 22.1.0\n', mode: 0o755 }],
  ])('says that the one in the package is no help: %s', async (fault, node) => {
    await installNode(node);
    await saysOnly(message(`It is there, but ${fault}.`, rebuild));
  });

  it('says from another folder where to type it', async () => {
    const { err } = await runFile(file, [], { cwd: tmpdir() });
    expect(err).toMatch(new RegExp(`\nType in ${root}: npm ci\n$`));
  });
});

describe('where the right Node is installed, and another one started', () => {
  const why = 'It is there and runs, but another one started this program.';
  beforeEach(() => installNode({ linkTo: process.execPath }));

  it('courant says the line to type in place of the one that was typed', async () => {
    const { code, err } = await runFile('cli/bin.cjs', ['readers', 'add', 'a@b.example', '--how', "it's so"]);
    expect(code).toBe(1);
    const line = "npm run courant -- readers add a@b.example --how 'it'\\''s so'";
    expect(err).toBe(message(why, `Type: ${line}`));
  });

  it('the check says how to start the script that npm was asked for', async () => {
    const script = { env: { npm_lifecycle_event: 'prestart' } };
    const { err } = await runFile('scripts/check-node.cjs', [], script);
    expect(err).toBe(message(why, 'Type: node_modules/.bin/node --run start'));
  });

  it('the check names the usual scripts when it was started by hand', async () => {
    const { err } = await runFile('scripts/check-node.cjs');
    expect(err).toBe(message(why, 'Type: npm start, npm test, or another npm run …'));
  });
});

describe('on a Node that is new enough', () => {
  it.each(['24.0.0', '26.1.0'])('v%s: the check says nothing, and courant runs', async version => {
    expect(await runFile('scripts/check-node.cjs', [], { version })).toEqual({ code: 0, out: '', err: '' });
    expect(await runFile('cli/bin.cjs', [], { version })).toMatchObject({ code: 0, out: 'courant runs\n' });
  });
});

it.each(shared)('%s is written as Node 12 reads it', async file => {
  const source = await readFile(join(project, file), 'utf8');
  const [old, latest] = await Promise.all(
    ['node12.20', 'esnext'].map(target => transform(source, { target, format: 'cjs' })),
  );
  expect(old?.code).toBe(latest?.code);
  expect(source).not.toMatch(/require\('node:/);
});
