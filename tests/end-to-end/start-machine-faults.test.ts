import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  atMostWaiting,
  type Ended,
  installationIn,
  npmStart,
  readersMailed,
} from '../support/programs/npm-start.ts';
import { isChosen } from '../support/run/sample.ts';

const seal = 's3/archive/sealed/china-tech-controls/after-start.json';
/** A name of a folder that an address must not hold as it is. */
const awkward = 'é #1 100% of it?';
const isRoot = process.getuid?.() === 0;
let scratch = '';
/** What a whole run left, in the folder with the awkward name; and what the next run there printed. */
let whole = '';
let next: Ended;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'courant-machine-'));
  // Other users of the machine may go through it.
  await chmod(scratch, 0o755);
  whole = await installationIn(join(scratch, awkward));
  next = await npmStart(whole);
}, 300_000);
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

/** In words: what is wrong where, what to do, and no place in the code. */
function expectWords({ code, output, errors }: Ended, path: string, todo: string): void {
  expect(errors.startsWith(`${path}: expected `), errors).toBe(true);
  expect(errors).toContain(', found ');
  expect(errors).toContain(todo);
  expect(errors).not.toMatch(/^ +at /m);
  expect([code, output]).toEqual([1, '']);
}

describe.runIf(isChosen('npm start', 'long tests'))('npm start', { timeout: 300_000 }, () => {
  it('prints addresses of files that open, whatever the folder is called', async () => {
    expect(next).toMatchObject({ code: 0, errors: '' });
    const addresses = [...next.output.matchAll(/^ +Web page +(file:\S+)$/gm)].map(
      ([, address]) => address ?? '',
    );
    expect(addresses).toHaveLength(2);
    for (const address of addresses) {
      expect(fileURLToPath(address).startsWith(whole)).toBe(true);
      expect(await readFile(new URL(address), 'utf8')).toMatch(/^<!doctype html>/i);
    }
  });

  it('says that a file stands where its folder should be', async () => {
    const file = join(scratch, 'file');
    await writeFile(file, 'kept');
    expectWords(await npmStart(file), file, 'COURANT_DIRECTORY');
    expect(await readFile(file, 'utf8')).toBe('kept');
  });

  it.each(['ses-account.json', seal, 'sqs/slices.fifo/queue.json'])(
    'names an empty %s, and the way to begin anew',
    async name => {
      const directory = join(scratch, name.replaceAll('/', '-'));
      await cp(whole, directory, { recursive: true });
      await writeFile(join(directory, name), '');
      expectWords(await npmStart(directory), join(directory, name), 'npm start -- --reset');
    },
  );

  it.skipIf(!isRoot)('says of a folder of another user that it is one (only root can try it)', async () => {
    const start = resolve(import.meta.dirname, '../../local/start/start.ts');
    const ended = spawnSync(process.execPath, [start], {
      uid: 65_534,
      gid: 65_534,
      env: { ...process.env, COURANT_DIRECTORY: whole },
      encoding: 'utf8',
    });
    const { status: code, signal, stdout: output, stderr: errors } = ended;
    expectWords({ code, signal, output, errors }, whole, 'a folder of your own');
  });

  it.skipIf(!canMount())(
    'ends at once on a full disk, and goes on where it was when there is room (only root can try it)',
    async () => {
      const disk = join(scratch, 'disk');
      await mkdir(disk);
      mount(disk, 'size=900k');
      try {
        const directory = join(disk, 'courant');
        const { code, errors } = await npmStart(directory);
        expect(errors).toMatch(
          /^\/.+: expected room on the disk, found none left \(ENOSPC.*\)\. Make room .*\n$/,
        );
        expect(code).toBe(1);
        mount(disk, 'remount,size=20m');
        // The first run may have had slices in hand: these are waited for.
        const next = await npmStart(directory);
        expect(next.errors).toMatch(atMostWaiting);
        expect(next.code).toBe(0);
        const mailed = await readersMailed(directory);
        expect([mailed.length, new Set(mailed).size]).toEqual([10, 10]);
      } finally {
        execFileSync('umount', [disk]);
      }
    },
  );
});

function mount(folder: string, options: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
}

/** Root in a container may not, as a rule. */
function canMount(): boolean {
  const probe = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()], {
    stdio: 'ignore',
  });
  return isRoot && probe.status === 0;
}
