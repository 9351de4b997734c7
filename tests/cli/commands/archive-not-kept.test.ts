import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { readNotKept, withoutTexts, writeNotKept } from '../../../core/verification/seen/not-kept.ts';
import { unzip } from '../../support/archives/unzip.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { aMemoryWorld } from '../memory-world.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-not-kept-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** An edition with a fact of an article whose text was never kept, as the store knows if it is the one that ships. */
async function anArchive(ships = true) {
  const world = aMemoryWorld();
  await world.press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  await world.installation.publish({
    publication: 'weekly',
    scheduledTime: '2026-11-23T06:00:00Z' as Instant,
  });
  if (ships) world.installation.look.notKept = async () => new Set([sha256('one')]);
  const verify = async (...more: string[]) => {
    const { code, out } = await world.courant('archive', 'verify', ...more);
    return [code, out.replaceAll(/\s+/g, ' ')];
  };
  return { ...world, verify };
}

const says = (text: string) => [0, expect.stringContaining(text)];
const notLooked = `Not looked at: ${withoutTexts(1)}.`;

describe('the texts of articles that ship with the project', () => {
  it('are said not to be there, which is no finding', async () => {
    const { verify } = await anArchive();
    expect(await verify()).toEqual(says(notLooked));
    expect(await verify()).toEqual(says('1 record, 0 captures.'));
  });

  it('are looked at where they were kept after all, and missed where they do not ship', async () => {
    const { verify, press } = await anArchive();
    press.log.captures.set(sha256('one'), 'one');
    expect(await verify()).toEqual(says('1 record, 1 capture.'));
    press.log.captures.set(sha256('one'), 'other');
    expect(await verify()).toEqual([1, expect.stringContaining('altered: captures/')]);
    expect(await (await anArchive(false)).verify()).toEqual([
      1,
      expect.stringContaining('missing: captures/'),
    ]);
  });

  it('are not missed in a copy, which says so itself', async () => {
    const { courant, verify, press } = await anArchive();
    const copy = () => courant('archive', 'get', '--all', '--private', '--to', folder);
    expect((await copy()).code).toBe(0);
    expect(await verify('--dir', folder)).toEqual(says(notLooked));
    press.log.captures.set(sha256('one'), 'one');
    expect((await copy()).code).toBe(0);
    expect(await verify('--dir', folder)).toEqual(says('1 record, 1 capture.'));
    await rm(join(folder, 'captures', `${sha256('one')}.txt`));
    expect((await verify('--dir', folder))[0]).toBe(1);
  });

  it('are named by a copy with the rest that is not public, and by no other', async () => {
    const { courant } = await anArchive();
    await courant('archive', 'get', '--all', '--to', folder);
    expect(await readdir(folder)).not.toContain('texts-not-kept.json');
  });

  it('are not missed in an export, which says so itself', async () => {
    const { courant, verify } = await anArchive();
    const zip = join(folder, 'a.zip');
    const range = ['--from', '2026-11-23', '--to', '2026-11-23', '-o', zip];
    expect(await courant('archive', 'export', ...range, '--private')).toMatchObject({ code: 0, err: '' });
    const files = await unzip(await readFile(zip));
    expect(files.get('index.html')?.toString()).toContain('texts-not-kept.json');
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, 'unpacked', path)), { recursive: true });
      await writeFile(join(folder, 'unpacked', path), content);
    }
    expect(await verify('--dir', join(folder, 'unpacked'))).toEqual(says(notLooked));
  });

  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), hashes => {
        expect([...readNotKept(writeNotKept(hashes), 'there')]).toEqual(hashes.toSorted());
      }),
    );
  });
});
