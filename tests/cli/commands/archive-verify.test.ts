import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { keysOf, type Look, type StoreName } from '../../../core/verification/seen/look.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { aMemoryWorld } from '../memory-world.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-verify-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Three editions, the first with a fact whose capture is kept. */
async function anArchive() {
  const world = aMemoryWorld();
  await world.press.log.keepCapture(sha256('one'), 'one');
  await world.press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  for (const day of ['2026-11-23', '2026-11-30', '2026-12-07'])
    await world.installation.publish({ publication: 'weekly', scheduledTime: `${day}T06:00:00Z` as Instant });
  return world;
}

/** Copies both stores, as far as keys begin so, into the folder. */
async function copied(look: Look, prefixes: [StoreName, string][]): Promise<void> {
  for (const [store, prefix] of prefixes)
    for (const key of await keysOf(look, store, prefix)) {
      await mkdir(dirname(join(folder, key)), { recursive: true });
      await writeFile(join(folder, key), (await look.read(store, key)) ?? '');
    }
}

const everything: [StoreName, string][] = [
  ['archive', ''],
  ['content', ''],
];

describe('courant archive verify', () => {
  it('says what it looked at, and ends with 0 where all is as it was sealed', async () => {
    const { courant } = await anArchive();
    const { code, out } = await courant('archive', 'verify');
    expect(out).toContain('weekly: 3 editions; everything that was looked at is as it was sealed');
    expect(out).toContain('Looked at 3 seals, 18 files, 0 receipts, 1 record, 1 capture.');
    expect(code).toBe(0);
  });

  it('names each file that is not, goes on, and ends with 1', async () => {
    const { courant, press } = await anArchive();
    press.archive.files.set('weekly/2026-11-23/digest.txt', 'another');
    press.archive.files.delete('weekly/2026-12-07/message.eml');
    const { code, out } = await courant('archive', 'verify');
    expect(code).toBe(1);
    expect(out).toContain('2 findings');
    expect(out).toContain('altered: archive/weekly/2026-11-23/digest.txt');
    expect(out).toContain('missing: archive/weekly/2026-12-07/message.eml');
    const { out: json } = await courant('archive', 'verify', '--json');
    expect(JSON.parse(json).findings).toHaveLength(2);
  });

  it('warns of an edition that is due and not there, and ends with 0 all the same', async () => {
    const { courant, installation } = await anArchive();
    installation.clock = { now: () => '2026-12-15T17:00:00Z' as Instant };
    expect((await courant('archive', 'verify')).out).not.toContain('Warning');
    installation.clock = { now: () => '2026-12-15T19:00:00Z' as Instant };
    const { code, out } = await courant('archive', 'verify');
    expect(out.replace(/\s+/g, ' ')).toContain('Warning: the newest edition is that of 2026-12-07');
    expect(code).toBe(0);
    const { out: json } = await courant('archive', 'verify', '--json');
    expect(JSON.parse(json).warnings).toHaveLength(1);
  });

  it('looks at a copy in a folder without opening an installation', async () => {
    const { installation, courant, seen } = await anArchive();
    await copied(installation.look, everything);
    expect(await courant('archive', 'verify', '--dir', folder)).toMatchObject({ code: 0 });
    await writeFile(join(folder, 'sealed/weekly/after-2026-11-23.json'), '{}');
    const { code, out } = await courant('archive', 'verify', '--dir', folder);
    expect(code).toBe(1);
    expect(out).toContain('unreadable: sealed/weekly/after-2026-11-23.json');
    expect(seen.opened).toBe(0);
  });

  it('looks at a copy of the public files alone, and says what they cannot show', async () => {
    const { installation, courant } = await anArchive();
    await copied(installation.look, [['archive', 'archive/']]);
    const { code, out } = await courant('archive', 'verify', '--dir', folder);
    expect(out).toContain('Not looked at: the seals, the receipts');
    expect(code).toBe(0);
  });

  it('refuses a folder that holds no copy', async () => {
    const { courant } = await anArchive();
    const { code, err } = await courant('archive', 'verify', '--dir', folder);
    expect(code).toBe(1);
    expect(err).toContain('expected a copy of an archive');
  });

  it('refuses a publication of which the copy has nothing, rather than find it as it was', async () => {
    const { installation, courant } = await anArchive();
    await copied(installation.look, everything);
    const { code, out, err } = await courant('archive', 'verify', '--dir', folder, '--publication', 'weekyl');
    expect([code, out]).toEqual([1, '']);
    expect(err.replaceAll('\n', ' ')).toContain(
      'expected a copy of the publication weekyl, found one of weekly.',
    );
  });

  it('looks at a public address without credentials', async () => {
    const { installation, courant } = await anArchive();
    const { look } = installation;
    const server = createServer(async ({ url = '' }, response) => {
      const bytes = url.startsWith('/archive/') ? await look.read('archive', url.slice(1)) : undefined;
      response.writeHead(bytes ? 200 : 404).end(bytes);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    try {
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/archive/weekly/`;
      const { code, out } = await courant('archive', 'verify', '--url', address);
      expect(out).toContain('weekly: 3 editions');
      expect(code).toBe(0);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it.each(['ftp://x.example', 'digest.example', 'http://digest.example'])(
    'refuses the address %s',
    async address => {
      const { courant } = await anArchive();
      const { code, err } = await courant('archive', 'verify', '--url', address);
      expect(code).toBe(1);
      expect(err).toContain('--url: expected an address');
    },
  );
});
