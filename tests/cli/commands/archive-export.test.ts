import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { readParts } from '../../../core/verification/seen/part.ts';
import { verifyPublication } from '../../../core/verification/verify-publication.ts';
import { lookAt } from '../../support/archives/an-archive.ts';
import { unzip } from '../../support/archives/unzip.ts';
import { aCorrection } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { aMemoryWorld } from '../memory-world.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-export-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Five editions over two months, each with a receipt; a fact of the second is put right in the fourth. */
async function anArchive() {
  const world = aMemoryWorld();
  await world.press.log.keepCapture(sha256('one'), 'one');
  await world.press.record(
    aRecord('2026-11-28T10:00:00Z', anArticleFile('one', [aFact('one', 1, { entities: ['=Company'] })]))
      .record,
  );
  await world.press.record(aCorrection('2026-12-10T10:00:00Z', 'one.1').record);
  for (const day of ['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14', '2026-12-21']) {
    await world.installation.publish({ publication: 'weekly', scheduledTime: `${day}T06:00:00Z` as Instant });
    await world.closeAgain(day);
  }
  const zip = join(folder, 'part.zip');
  const pack = (...more: string[]) =>
    world.courant('archive', 'export', '--from', '2026-11-24', '--to', '2026-12-16', '-o', zip, ...more);
  return { ...world, zip, pack, unpacked: async () => unzip(await readFile(zip)) };
}

async function unpackTo(files: ReadonlyMap<string, Buffer>): Promise<string> {
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, 'unpacked', path)), { recursive: true });
    await writeFile(join(folder, 'unpacked', path), content);
  }
  return join(folder, 'unpacked');
}

describe('courant archive export', () => {
  it('packs the editions of the range with all that verify needs, and verify says what a part cannot show', async () => {
    const { pack, unpacked, courant } = await anArchive();
    expect(await pack()).toMatchObject({
      code: 0,
      out: expect.stringContaining('3 editions of Weekly, from 2026-11-30 to 2026-12-14'),
    });
    const files = await unpacked();
    expect([...files.keys()].filter(path => !path.includes('/'))).toEqual(['index.html', 'copy.json']);
    expect([...files.keys()].filter(path => /^(log|captures|receipts)/.test(path))).toEqual([]);
    const { code, out } = await courant('archive', 'verify', '--dir', await unpackTo(files));
    expect([code, out]).toEqual([0, expect.stringContaining('3 seals, 18 files')]);
    expect(out).toContain('Not looked at: the editions before 2026-11-30 and after 2026-12-14');
  });

  it('says so in plain words where the folder of the ZIP is not there, before it reads anything', async () => {
    const { courant } = await anArchive();
    const zip = join(folder, 'nowhere', 'part.zip');
    const range = ['--from', '2026-11-24', '--to', '2026-12-16'];
    const { code, err } = await courant('archive', 'export', ...range, '-o', zip);
    expect([code, err.replaceAll('\n', ' ')]).toEqual([
      1,
      expect.stringContaining(`expected the folder ${join(folder, 'nowhere')} for it, found none`),
    ]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('begins with a page that names each edition once, with the hash of its manifest', async () => {
    const { pack, unpacked, courant } = await anArchive();
    await pack();
    const page = (await unpacked()).get('index.html')?.toString() ?? '';
    expect(page).toContain(
      'Weekly</span>: the editions from <time>2026-11-30</time> to <time>2026-12-14</time></h1>',
    );
    expect(page.match(/<td><span lang="en">[^<]+<\/span> <code>[0-9a-f]{64}<\/code><\/td>/g)).toHaveLength(3);
    const one = join(folder, 'one.zip');
    await courant('archive', 'export', '--from', '2026-11-30', '--to', '2026-11-30', '-o', one);
    const only = unzip(await readFile(one));
    expect((await only).get('index.html')?.toString()).toContain(
      '</span>: the edition of <time>2026-11-30</time></h1>',
    );
  });

  it('has records, captures and receipts with --private', async () => {
    const { pack, unpacked, courant } = await anArchive();
    await pack('--private');
    const { code, out } = await courant('archive', 'verify', '--dir', await unpackTo(await unpacked()));
    expect([code, out]).toEqual([0, expect.stringContaining('3 receipts, 2 records, 1 capture')]);
  });

  it('names what was changed, removed or cut off in it afterwards', async () => {
    const { pack, unpacked } = await anArchive();
    await pack('--private');
    const packed = await unpacked();
    const parts = readParts(packed.get('copy.json')?.toString() ?? '', 'there');
    const names = [...packed.keys()].filter(path => /^(sealed|archive|receipts|log|captures)\//.test(path));
    const findingsIn = async (files: ReadonlyMap<string, Buffer>) => {
      const stores = [...files].flatMap(([path, bytes]) =>
        ['archive', 'content'].map(store => [`${store} ${path}`, bytes] as const),
      );
      return (await verifyPublication({ ...lookAt(new Map(stores)), parts }, 'weekly')).findings;
    };
    expect(await findingsIn(packed)).toEqual([]);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(), fc.boolean(), async (name, place, removed) => {
        // As everywhere: of the last receipt nothing in the archive tells, and a page may be filled otherwise.
        fc.pre(!name.startsWith('receipts/weekly/2026-12-14') && !name.startsWith('archive/weekly/all/'));
        const files = new Map(packed);
        const bytes = Buffer.from(packed.get(name) ?? '');
        bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ 1;
        if (removed) files.delete(name);
        else files.set(name, bytes);
        expect((await findingsIn(files)).length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
    const without = (edition: string, after: string) =>
      new Map(
        [...packed].filter(([path]) => !path.includes(edition) && !path.endsWith(`after-${after}.json`)),
      );
    expect(await findingsIn(without('weekly/2026-12-14', '2026-12-07'))).toContainEqual(
      expect.objectContaining({ key: 'archive/weekly/2026-12-14/manifest.json' }),
    );
    expect(await findingsIn(without('weekly/2026-11-30', '2026-11-23'))).toContainEqual(
      expect.objectContaining({ key: 'sealed/weekly/after-2026-11-23.json' }),
    );
  });

  it('gives a table of the facts with what became of them, in which no cell is a formula', async () => {
    const { pack, unpacked } = await anArchive();
    await pack('--csv');
    const csv = (await unpacked()).get('facts.csv')?.toString() ?? '';
    const rows = parse(csv, { bom: true, columns: true, relax_column_count: false });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      edition: '2026-11-30',
      fact: 'one.1',
      entities: "'=Company",
      standing: expect.stringMatching(/^corrected in 2026-12-14: /),
      page: 'archive/weekly/2026-11-30/index.html#fact-2-01',
    });
  });

  it('gives the same bytes again, in whatever time zone', async () => {
    const { pack, zip } = await anArchive();
    const zone = process.env.TZ;
    const made: string[] = [];
    for (const place of ['UTC', 'America/Los_Angeles', 'Asia/Shanghai']) {
      process.env.TZ = place;
      await pack('--csv', '--private');
      made.push(sha256(await readFile(zip)));
      await rm(zip);
    }
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    expect(new Set(made).size).toBe(1);
  });

  it('hands on nothing of an edition of which something was taken down, and has the record beside it with --private', async () => {
    const { pack, courant, press, unpacked } = await anArchive();
    await courant('archive', 'take-down', 'one.1', '--because', 'order of the court', '--yes');
    expect(await pack('--csv')).toMatchObject({
      code: 1,
      err: expect.stringContaining('weekly, 2026-12-14 tells the fact one.1, taken down on'),
    });
    expect(await readdir(folder)).toEqual([]);
    press.archive.files.delete('weekly/2026-11-30/message.eml');
    press.log.captures.clear();
    expect((await pack('--private')).code).toBe(0);
    const files = await unpacked();
    expect([...files.keys()]).toContain('taken-down/weekly/one.1.json');
    const { out } = await courant('archive', 'verify', '--dir', await unpackTo(files));
    expect(out).toContain('Taken down, hash known: 5 files of edition 2026-11-30');
    expect(out).not.toContain('message.eml');
    expect(out).not.toContain('the records of it are not here');
  });

  it('writes over no file, and leaves none behind where it cannot end', async () => {
    const { pack, press } = await anArchive();
    press.log.captures.clear();
    expect(await pack('--private')).toMatchObject({ code: 1, err: expect.stringContaining('captures/') });
    expect(await readdir(folder)).toEqual([]);
    await writeFile(join(folder, 'part.zip'), 'mine');
    expect(await pack()).toMatchObject({ code: 1, err: expect.stringContaining('found one') });
    expect(await readFile(join(folder, 'part.zip'), 'utf8')).toBe('mine');
  });

  it('says that no edition lies in the range, and what it needs', async () => {
    const { courant } = await anArchive();
    const line = ['archive', 'export', '--from', '2025-01-01', '--to', '2025-02-01', '-o', join(folder, 'x')];
    expect((await courant(...line)).err).toContain('expected an edition from 2025-01-01 to 2025-02-01');
    const { code, err } = await courant('archive', 'export', '--from', '2026-01-02');
    expect(code).toBe(2);
    expect(err).toMatch(/add --to[\s\S]*add -o/);
  });
});
