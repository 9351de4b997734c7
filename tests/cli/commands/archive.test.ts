import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFiles } from '../../../cli/archive/write-files.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aCorrection } from '../../support/builders/an-amendment.ts';
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
  it('lists every edition, oldest first, and says that the chain holds', async () => {
    const { courant, file } = await anArchive();
    const { code, out } = await courant('archive', 'list');
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'no.  edition     window                                        facts  subject',
      '1    2026-11-23  2026-01-01T00:00:00Z to 2026-11-23T06:00:00Z  1      Weekly 1',
      '2    2026-11-30  2026-11-23T06:00:00Z to 2026-11-30T06:00:00Z  0      Weekly 2',
      '3    2026-12-07  2026-11-30T06:00:00Z to 2026-12-07T06:00:00Z  0      Weekly 3',
      '',
      '3 editions of Weekly; the chain of manifests holds; there is no receipt yet.',
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
    expect(editions[1].manifest.previousManifest).toBe(editions[0].sha256);
  });

  it.each([
    ['a subject', 'Weekly 1', 'Weakly 1', /2026-11-30: expected previousManifest [0-9a-f]{64}, found/],
    ['a number', /"number": ?1/, '"number":2', /2026-11-23: expected number 1, found 2/],
    [
      'a predecessor',
      /"previous": ?null/,
      '"previous":"2026-11-16"',
      /2026-11-23: expected previous null, found 2026/,
    ],
  ])('shows that %s was changed in the past, in seal and archive', async (_, before, after, problem) => {
    const { courant, alterSealed } = await anArchive();
    alterSealed('2026-11-23', 'start', text => text.replace(before, after));
    const { code, out, err } = await courant('archive', 'list');
    expect(code).toBe(1);
    expect(err).toMatch(problem);
    expect(out).not.toContain('holds');
  });

  it('holds when a later edition marked a fact on a page; the files of that edition are handed out as ever', async () => {
    const world = aMemoryWorld();
    await world.press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
    await world.press.record(aCorrection('2026-11-25T10:00:00Z', 'one.1').record);
    for (const day of ['2026-11-23', '2026-11-30'])
      await world.installation.publish({
        publication: 'weekly',
        scheduledTime: `${day}T06:00:00Z` as Instant,
      });
    const page = world.press.archive.files.get('weekly/2026-11-23/index.html') ?? '';
    expect(page).toContain('../2026-11-30/index.html#correction-1-01');
    const { code, out, err } = await world.courant('archive', 'list');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('the chain of manifests holds');
    expect((await world.courant('archive', 'get', '2026-11-23', '--to', folder)).code).toBe(0);
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toBe(page);
  });

  it.each(['2026-11-23', '2026-11-30', '2026-12-07'])(
    'lists all editions, and says that the manifest of %s is not the one that was sealed',
    async edition => {
      for (const change of [(text: string) => `${text} `, () => '', () => 'no manifest']) {
        const { courant, alter } = await anArchive();
        alter(edition, 'manifest.json', change);
        const { code, out, err } = await courant('archive', 'list');
        expect(code).toBe(1);
        expect(out.match(/2026-\d\d-\d\d {2}/g)).toHaveLength(3);
        expect(err).toMatch(
          new RegExp(
            `${edition}: expected the manifest that was sealed, SHA-256 [0-9a-f]{64}, found other bytes`,
          ),
        );
        expect(err.match(/expected/g)).toHaveLength(1);
      }
    },
  );

  it('shows that an edition was cut out of the chain', async () => {
    const { courant, press } = await anArchive();
    press.seals.seals.delete('weekly/2026-11-23');
    const { code, err } = await courant('archive', 'list');
    expect(code).toBe(1);
    expect(err).toContain('2026-11-23');
  });

  it('shows that a sealed edition is not in the archive', async () => {
    const { courant, press } = await anArchive();
    press.archive.files.delete('weekly/2026-12-07/manifest.json');
    const { code, err } = await courant('archive', 'list');
    expect(code).toBe(1);
    expect(err).toContain('2026-12-07: sealed, but its manifest is not in the archive');
  });

  it('says so when there is nothing yet', async () => {
    expect(await aMemoryWorld().courant('archive', 'list')).toMatchObject({
      code: 0,
      out: 'Weekly has no editions yet.\n',
    });
  });
});

describe('the receipts in courant archive list', () => {
  /** Three editions, each closed before the next one was made; the newest with two receipts. */
  async function aClosedArchive() {
    const world = aMemoryWorld();
    for (const [index, day] of ['2026-11-23', '2026-11-30', '2026-12-07'].entries()) {
      await world.installation.publish({
        publication: 'weekly',
        scheduledTime: `${day}T06:00:00Z` as Instant,
      });
      for (let receipt = 1; receipt <= index; receipt += 1) await world.closeAgain(day);
      if (index === 0) await world.closeAgain(day);
    }
    return { ...world, files: world.press.receipts.files };
  }

  it('counts them among what holds', async () => {
    const { courant } = await aClosedArchive();
    const { code, out } = await courant('archive', 'list');
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining('3 editions of Weekly; the chain of manifests holds, with 4 receipts.\n'),
    });
  });

  it('gives programs their hashes', async () => {
    const { courant, files } = await aClosedArchive();
    const { out } = await courant('archive', 'list', '--json');
    const [first] = out.split('\n').map(line => JSON.parse(line || '{}'));
    expect(first.receipts).toEqual([sha256(files.get('weekly/2026-11-23/1') ?? '')]);
  });

  it('names the edition whose receipt was removed, and what was looked for', async () => {
    const { courant, files } = await aClosedArchive();
    const hash = sha256(files.get('weekly/2026-11-23/1') ?? '');
    files.delete('weekly/2026-11-23/1');
    const { code, out, err } = await courant('archive', 'list');
    expect(code).toBe(1);
    expect(err).toContain(
      `2026-11-23: its receipt was removed or altered: the manifest of 2026-11-30 names one with the SHA-256 ${hash}, found none`,
    );
    expect(out).not.toContain('holds');
  });

  it('names the edition whose receipt was altered', async () => {
    const { courant, files } = await aClosedArchive();
    files.set('weekly/2026-11-23/1', `${files.get('weekly/2026-11-23/1')}\n`);
    const { code, err } = await courant('archive', 'list');
    expect(code).toBe(1);
    expect(err).toMatch(
      /2026-11-23: its receipt was removed or altered: .*found receipt 1 with [0-9a-f]{64}/,
    );
  });

  it.each([
    [
      'counts that do not add up',
      '"accepted": 0',
      '"accepted": 3',
      'expected counts that add up to 0, found 3',
    ],
    ['another edition', '"edition": "2026-12-07"', '"edition": "2026-12-14"', 'expected edition 2026-12-07'],
    ['another number', '"receipt": 2', '"receipt": 5', 'expected receipt 2, found 5'],
    ['another manifest', /"manifest": "../, '"manifest": "zz', 'expected manifest '],
    ['no receipt at all', '{', '', 'its receipt 2 cannot be read'],
  ])(
    'names a receipt of the newest edition, which no manifest names yet, with %s',
    async (_, was, is, says) => {
      const { courant, files } = await aClosedArchive();
      files.set('weekly/2026-12-07/2', (files.get('weekly/2026-12-07/2') ?? '').replace(was, is));
      const { code, err } = await courant('archive', 'list');
      expect(code).toBe(1);
      expect(err).toContain('2026-12-07: its receipt 2');
      expect(err).toContain(says);
    },
  );

  it('takes the newest of several for the one that is named, or an older one', async () => {
    const { courant, closeAgain } = await aClosedArchive();
    await closeAgain('2026-11-30');
    expect((await courant('archive', 'list')).code).toBe(0);
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
