import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../../../../cli/archive/make-folder.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { aMemoryWorld } from '../../memory-world.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-unwritable-'));
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

const gets = [
  ['archive get', ['get', '2026-11-23']],
  ['archive get --all', ['get', '--all']],
] as const;

/** Runs a line that fetches an edition, or all of them. */
async function fetched(line: readonly string[], to: string) {
  const world = aMemoryWorld();
  await world.installation.publish({
    publication: 'weekly',
    scheduledTime: '2026-11-23T06:00:00Z' as Instant,
  });
  const { code, err } = await world.courant('archive', ...line, '--to', to);
  return { code, err: err.replaceAll('\n', ' ') };
}

describe.each(gets)('courant %s', (_, line) => {
  // The system's own folders are there, and take none: asked to make several, Node tries for ever.
  it.each(['/proc/nope', '/proc/nope/deeper', '/proc'])('refuses %s in words, and ends', async to => {
    const { code, err } = await fetched(line, to);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^\/proc\S*: expected a place where files and folders can be made, found one that takes none \(ENOENT, \w+\)/,
    );
  });

  it('refuses a file in the way, and leaves it', async () => {
    await writeFile(join(folder, 'file'), 'mine');
    for (const to of ['file', 'file/below']) {
      const { code, err } = await fetched(line, join(folder, to));
      expect([code, err]).toEqual([
        1,
        expect.stringMatching(/file\S*: expected .* found a file .*use another folder/),
      ]);
    }
    expect((await stat(join(folder, 'file'))).size).toBe(4);
  });

  it.skipIf(process.getuid?.() === 0)('refuses a folder that is only for reading', async () => {
    await chmod(folder, 0o500);
    for (const to of [folder, join(folder, 'below')]) {
      const { code, err } = await fetched(line, to);
      expect([code, err]).toEqual([
        1,
        expect.stringContaining('expected to be allowed to read and write it'),
      ]);
    }
  });

  it('makes the folders above the one that is meant', async () => {
    expect(await fetched(line, join(folder, 'a', 'b'))).toEqual({ code: 0, err: '' });
    expect(await readdir(join(folder, 'a', 'b'))).not.toEqual([]);
  });
});

describe('courant archive export', () => {
  it('refuses a place that takes no file, in words', async () => {
    const { courant, installation } = aMemoryWorld();
    await installation.publish({ publication: 'weekly', scheduledTime: '2026-11-23T06:00:00Z' as Instant });
    const range = ['--from', '2026-11-23', '--to', '2026-11-23'];
    const { code, err } = await courant('archive', 'export', ...range, '-o', '/proc/nope.zip');
    expect([code, err]).toEqual([1, expect.stringMatching(/^\/proc\/nope\.zip: expected a place/)]);
  });
});

describe('making a folder', () => {
  it('takes one that is there, by whatever name, also when several make it at once', async () => {
    await mkdir(join(folder, 'there'));
    await Promise.all(
      ['there', 'there/', 'there/../there/x/y', 'there/x/y', 'there/x'].map(name =>
        makeFolder(join(folder, name)),
      ),
    );
    expect((await stat(join(folder, 'there/x/y'))).isDirectory()).toBe(true);
    await makeFolder('.');
    await makeFolder('/');
  });
});
