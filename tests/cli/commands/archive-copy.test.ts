import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CopyFolder } from '../../../cli/archive/copy-folder.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { aMemoryWorld } from '../memory-world.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-copy-'));
});
afterEach(() => rm(folder, { recursive: true }));

const publish = (world: ReturnType<typeof aMemoryWorld>, day: string) =>
  world.installation.publish({ publication: 'weekly', scheduledTime: `${day}T06:00:00Z` as Instant });

/** Two editions with receipts, the first with a fact whose capture is kept. */
async function anArchive() {
  const world = aMemoryWorld();
  await world.press.log.keepCapture(sha256('one'), 'one');
  await world.press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  for (const day of ['2026-11-23', '2026-11-30']) {
    await publish(world, day);
    await world.closeAgain(day);
  }
  return {
    ...world,
    copy: (...more: string[]) => world.courant('archive', 'get', '--all', '--to', folder, ...more),
  };
}

describe('courant archive get --all', () => {
  it('copies what verify needs, without records and captures, and leaves nothing half-written', async () => {
    const { copy, courant } = await anArchive();
    expect(await copy()).toMatchObject({ code: 0 });
    expect((await readdir(folder)).sort()).toEqual(['archive', 'folded', 'receipts', 'sealed']);
    const { code, out } = await courant('archive', 'verify', '--dir', folder);
    expect([code, out]).toEqual([0, expect.stringContaining('2 seals, 12 files, 2 receipts')]);
    expect(out).toContain('Not looked at: the log’s records');
  });

  it('copies records and captures too with --private, whole: nothing is left that verify could not look at', async () => {
    const { copy, courant } = await anArchive();
    await copy('--private');
    const { code, out } = await courant('archive', 'verify', '--dir', folder);
    expect([code, out]).toEqual([0, expect.stringContaining('1 record, 1 capture')]);
    // Pages that other templates than this machine's made are known by their hashes.
    expect(out.match(/Not looked at: .*/g)).toEqual([expect.stringContaining('not re-rendered')]);
  });

  it('fetches only what is new or was replaced when it runs again, also after it was cut short', async () => {
    const { copy, ...world } = await anArchive();
    await copy();
    expect(JSON.parse((await copy('--json')).out)).toMatchObject({ written: [], differing: [], gone: [] });
    await rm(join(folder, 'archive/weekly/2026-11-30'), { recursive: true });
    await publish(world, '2026-12-07');
    const { written } = JSON.parse((await copy('--json')).out);
    expect(written).toEqual(
      expect.arrayContaining([
        'sealed/weekly/after-2026-11-30.json',
        'archive/weekly/2026-11-30/digest.json',
        'archive/weekly/editions.json',
      ]),
    );
    expect(written).not.toContain('archive/weekly/2026-11-23/digest.json');
    expect((await world.courant('archive', 'verify', '--dir', folder)).code).toBe(0);
  });

  it('keeps what it copied before where the archive has something else, or nothing, and names it', async () => {
    const { copy, press, installation } = await anArchive();
    const [text, seal] = ['archive/weekly/2026-11-23/digest.txt', 'sealed/weekly/after-2026-11-23.json'];
    await copy();
    const before = await readFile(join(folder, text), 'utf8');
    const list = installation.look.keys as NonNullable<typeof installation.look.keys>;
    // As a store that says how long a file is.
    installation.look.listed = async function* (store, prefix) {
      for await (const keys of list(store, prefix))
        yield keys.map(key => ({ key, size: -1, md5: undefined }));
    };
    press.archive.files.set('weekly/2026-11-23/digest.txt', 'another');
    press.seals.seals.delete('weekly/2026-11-23');
    const { code, out } = await copy();
    expect(code).toBe(1);
    expect(out).toContain(`altered in the archive: ${text}`);
    expect(out).toContain(`gone from the archive: ${seal}`);
    expect(await readFile(join(folder, text), 'utf8')).toBe(before);
    expect(await readFile(join(folder, seal), 'utf8')).not.toBe('');
  });

  it('takes along what was taken down, so that verify tells it from what is lost, in a copy made before and in a new one', async () => {
    const { copy, courant, press } = await anArchive();
    await copy('--private');
    await courant('archive', 'take-down', 'one.1', '--because', 'order of the court', '--yes');
    const lost = ['digest.json', 'message.eml'].map(name => `weekly/2026-11-23/${name}`);
    for (const key of lost) press.archive.files.delete(key);
    const [seal] = [...press.seals.seals.keys()].filter(key => key.endsWith('start'));
    const [record] = press.log.records.keys();
    const erased = JSON.parse((await copy('--private', '--json')).out);
    expect(erased).toMatchObject({ gone: [], differing: [], erased: lost.map(key => `archive/${key}`) });
    expect(erased.written).toContain('taken-down/weekly/one.1.json');
    const verified = await courant('archive', 'verify', '--dir', folder);
    expect(verified.out).toContain('Taken down, hash known: 5 files of edition 2026-11-23');
    expect([verified.code, verified.out]).toEqual([
      0,
      expect.not.stringContaining('the records of it are not here'),
    ]);

    // Erased for good, with seal, record and capture.
    press.seals.seals.delete(seal ?? '');
    press.log.records.delete(record ?? '');
    press.log.captures.clear();
    const { code, out } = await copy('--private');
    expect([code, out]).toEqual([0, expect.not.stringContaining('  gone from the archive')]);
    for (const key of ['sealed/weekly/after-start.json', record, `captures/${sha256('one')}.txt`])
      expect(out).toContain(`taken down, and gone from the archive: ${key} was kept`);

    // What else is gone is lost.
    press.archive.files.delete('weekly/2026-11-30/digest.json');
    const after = await copy('--private');
    expect([after.code, after.out]).toEqual([
      1,
      expect.stringContaining('  gone from the archive: archive/weekly/2026-11-30/digest.json'),
    ]);
  });

  it('has in a new copy the record of what was taken down and erased', async () => {
    const { copy, courant, press } = await anArchive();
    await courant('archive', 'take-down', 'one.1', '--because', 'order of the court', '--yes');
    press.archive.files.delete('weekly/2026-11-23/digest.json');
    expect((await copy()).code).toBe(0);
    const { code, out } = await courant('archive', 'verify', '--dir', folder);
    expect([code, out]).toEqual([0, expect.stringContaining('Taken down, hash known: 5 files')]);
    await rm(join(folder, 'taken-down'), { recursive: true });
    expect((await courant('archive', 'verify', '--dir', folder)).out).toContain(
      'the records of it are not here',
    );
  });

  it('writes nothing through a link that leads out of the folder', async () => {
    const { copy } = await anArchive();
    const outside = await mkdtemp(join(tmpdir(), 'courant-outside-'));
    await symlink(outside, join(folder, 'sealed'));
    const { code, err } = await copy();
    expect([code, err]).toEqual([1, expect.stringContaining('found a link')]);
    expect(await readdir(outside)).toEqual([]);
    await rm(outside, { recursive: true });
  });

  it.each(['../out', 'archive/../../out', '/etc/out', 'archive//x', 'a\\..\\b', 'archive/./x', ''])(
    'refuses the key %j',
    async key => {
      const copy = await CopyFolder.open(folder);
      await expect(copy.write(key, Buffer.of(1))).rejects.toThrow('expected keys that can be paths');
      await copy.close();
    },
  );

  it('refuses a folder that holds an export', async () => {
    const { copy } = await anArchive();
    await mkdir(join(folder, 'archive'));
    await writeFile(join(folder, 'copy.json'), '{}');
    expect((await copy()).err).toContain('found an unpacked export');
  });

  it('says what else it needs', async () => {
    const { courant } = await anArchive();
    expect((await courant('archive', 'get', '--all')).err).toContain('--to DIR');
    expect((await courant('archive', 'get', '--all', '2026-11-23', '--to', 'x')).code).not.toBe(0);
    expect((await courant('archive', 'get')).code).not.toBe(0);
  });
});
