import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFiles } from '../../../cli/archive/write-files.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { aMemoryWorld } from '../memory-world.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-archive-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Three editions; the first has a fact. */
async function anArchive() {
  const world = aMemoryWorld();
  await world.press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  for (const day of ['2026-11-23', '2026-11-30', '2026-12-07']) {
    await world.installation.publish({ publication: 'weekly', scheduledTime: `${day}T06:00:00Z` as Instant });
  }
  const file = (edition: string, name: string) =>
    world.press.archive.files.get(`weekly/${edition}/${name}`) ?? '';
  const alter = (edition: string, name: string, change: (text: string) => string) =>
    world.press.archive.files.set(`weekly/${edition}/${name}`, change(file(edition, name)));
  /** The same in the seal after an edition, as whoever rewrites the past would. */
  const alterSealed = (edition: string, after: string, change: (text: string) => string) => {
    const { seals } = world.press.seals;
    const seal = JSON.parse(seals.get(`weekly/${after}`) ?? '');
    alter(edition, 'manifest.json', change);
    seal.files['manifest.json'] = file(edition, 'manifest.json');
    seals.set(`weekly/${after}`, JSON.stringify(seal));
  };
  return { ...world, file, alter, alterSealed };
}

describe('courant archive list', () => {
  it('lists every edition, oldest first, and says that it verified nothing', async () => {
    const { courant, file } = await anArchive();
    const { code, out } = await courant('archive', 'list');
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'no.  edition     window                                        facts  subject',
      '1    2026-11-23  2026-01-01T00:00:00Z to 2026-11-23T06:00:00Z  1      Weekly 1',
      '2    2026-11-30  2026-11-23T06:00:00Z to 2026-11-30T06:00:00Z  0      Weekly 2',
      '3    2026-12-07  2026-11-30T06:00:00Z to 2026-12-07T06:00:00Z  0      Weekly 3',
      '',
      '3 editions of Weekly. Nothing was verified; courant archive verify does.',
      `The newest manifest has the SHA-256 ${sha256(file('2026-12-07', 'manifest.json'))}`,
      '',
    ]);
  });

  it('gives programs an object a line with the SHA-256 of each manifest', async () => {
    const { courant, file } = await anArchive();
    const { out } = await courant('archive', 'list', '--json');
    const editions = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(editions.map(({ sha256: hash }) => hash)).toEqual(
      ['2026-11-23', '2026-11-30', '2026-12-07'].map(edition => sha256(file(edition, 'manifest.json'))),
    );
    expect(editions[1]).toMatchObject({ edition: '2026-11-30', manifest: { number: 2 } });
  });

  it('reads a month for all of its editions, and no manifest', async () => {
    const { courant, press, installation } = await anArchive();
    const read: string[] = [];
    installation.archive = new Proxy(press.archive, {
      get(archive, name) {
        const found = Reflect.get(archive, name);
        if (typeof found !== 'function') return found;
        return (...asked: unknown[]) => {
          read.push(`${String(name)} ${JSON.stringify(asked[0])}`);
          return found.apply(archive, asked);
        };
      },
    });
    await courant('archive', 'list');
    expect(read.map(line => line.split(' ')[0])).toEqual(['months', 'readVersion', 'readVersion']);
  });

  it('lists what is sealed and not folded in yet, too, and says so', async () => {
    const { courant, press } = await anArchive();
    press.archive.lists.delete('weekly/all/2026-12.json');
    const { code, out } = await courant('archive', 'list');
    expect(code).toBe(0);
    expect(out).toContain('2026-12-07 is sealed, and not folded into the archive yet.');
    expect(out).toContain('3 editions of Weekly');
  });

  it('lists an archive of before there were months, and one whose months cannot be read, by the manifests', async () => {
    const { courant, press } = await anArchive();
    press.archive.lists.set('weekly/all/2026-11.json', '{');
    const { code, out, err } = await courant('archive', 'list');
    expect(code).toBe(1);
    expect(out).toContain('3 editions of Weekly');
    expect(err).toContain('The month 2026-11 cannot be read.');
    press.archive.lists.clear();
    expect(await courant('archive', 'list')).toMatchObject({
      code: 0,
      out: expect.stringContaining('3 editions'),
    });
  });

  it('says so when there is nothing yet', async () => {
    expect(await aMemoryWorld().courant('archive', 'list')).toMatchObject({
      code: 0,
      out: 'Weekly has no editions yet.\n',
    });
  });
});

describe('courant archive get', () => {
  it('writes every file of an edition, byte for byte', async () => {
    const { courant, file } = await anArchive();
    const to = join(folder, 'new', 'folder');
    const { code, out } = await courant('archive', 'get', '2026-11-23', '--to', to);
    expect(code).toBe(0);
    expect(out).toContain(`Weekly, edition 1 of 2026-11-23, verified and written to ${to}\n`);
    const names = await readdir(to);
    expect(names.sort()).toEqual(
      ['digest.html', 'digest.json', 'digest.txt', 'index.html', 'manifest.json', 'message.eml'].sort(),
    );
    for (const name of names) expect(await readFile(join(to, name), 'utf8')).toBe(file('2026-11-23', name));
    expect((await courant('archive', 'get', '2026-11-23', '--to', to)).code).toBe(0);
  });

  it.each(['digest.json', 'digest.html', 'digest.txt', 'message.eml', 'manifest.json', 'index.html'])(
    'writes nothing when a single character of %s was changed, and names it',
    async name => {
      const { courant, alter } = await anArchive();
      alter('2026-11-30', name, text => text.replace('eek', 'eak').concat(text.includes('eek') ? '' : ' '));
      const { code, err } = await courant('archive', 'get', '2026-11-30', '--to', join(folder, 'x'));
      expect(code).toBe(1);
      expect(err).toContain(`${name}: expected the bytes that`);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it('names every file that is missing', async () => {
    const { courant, press } = await anArchive();
    for (const name of ['digest.txt', 'message.eml']) press.archive.files.delete(`weekly/2026-11-23/${name}`);
    const { code, err } = await courant('archive', 'get', '2026-11-23', '--to', folder);
    expect(code).toBe(1);
    expect(err).toMatch(/digest\.txt: .*found none[\s\S]*message\.eml: .*found none/);
  });

  it('does not write over other files', async () => {
    const { courant } = await anArchive();
    await writeFile(join(folder, 'digest.txt'), 'mine');
    const { code, err } = await courant('archive', 'get', '2026-11-23', '--to', folder);
    expect(code).toBe(1);
    expect(err).toContain('found digest.txt');
    expect(await readdir(folder)).toEqual(['digest.txt']);
    expect(await readFile(join(folder, 'digest.txt'), 'utf8')).toBe('mine');
  });

  it('says which editions there are when asked for another', async () => {
    const { courant } = await anArchive();
    const { code, err } = await courant('archive', 'get', '2026-11-24', '--to', folder);
    expect(code).toBe(1);
    expect(err).toContain('the newest are 2026-11-23, 2026-11-30, 2026-12-07');
  });

  it.each(['../evil', 'a/b', '.hidden', '..', ''])('never writes a file called %j', async name => {
    await expect(writeFiles(folder, new Map([[name, 'x']]))).rejects.toThrow('expected plain file names');
    expect(await readdir(folder)).toEqual([]);
  });
});
