import { describe, expect, it } from 'vitest';
import { verifiedFiles } from '../../../cli/archive/verified-files.ts';
import { chainManifests } from '../../../core/edition/chain-manifests.ts';
import type { DamagedFile } from '../../../core/edition/damage.ts';
import { sealedFileNames } from '../../../core/edition/seal.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aService, type Service } from '../../support/builders/a-service.ts';
import { aCorrection } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { kindsOfDamage } from '../../support/damage/kinds-of-damage.ts';

const [first, second, third] = ['2026-11-23', '2026-11-30', '2026-12-07'] as const;
const readers = 5;

async function edition(service: Service, name: string): Promise<void> {
  service.time.now = `${name}T06:01:00Z` as Instant;
  await service.publish(`${name}T06:00:00Z`);
  await service.deliver();
  await service.hear();
  await sweep(service);
}

async function sweep(service: Service): Promise<void> {
  const { failures } = await service.sweep();
  expect(failures).toEqual([]);
}

/** Two editions are out and closed; what comes in the third is filed, and puts the first right. */
async function twoEditions(): Promise<Service> {
  const service = await aService({ readers });
  const file = (at: string, id: string) =>
    service.record(aRecord(at, anArticleFile(id, [aFact(id, 1), aFact(id, 2)])).record);
  await file('2026-11-22T10:00:00Z', 'one');
  await edition(service, first);
  await file('2026-11-25T10:00:00Z', 'two');
  await edition(service, second);
  await file('2026-12-01T10:00:00Z', 'three');
  await service.record(aCorrection('2026-12-02T10:00:00Z', 'one.1').record);
  expect(service.damage.take()).toEqual([]);
  return service;
}

const control = await twoEditions();
await edition(control, third);

function sealOf({ seals }: Service): string | undefined {
  return seals.seals.get(`weekly/${second}`);
}

function damage({ archive }: Service, path: string, kind: string): void {
  const files = path.includes('/') ? archive.files : archive.lists;
  const key = `weekly/${path}`;
  const before = files.get(key) ?? '';
  const changed = kindsOfDamage[kind]?.(before) ?? null;
  if (changed === before) throw new Error(`${path} stays as it is`);
  if (changed === null) files.delete(key);
  else files.set(key, changed);
}

/** All is as if nothing had been damaged: the seal's bytes, and one mail a reader and edition. */
function expectWhole(service: Service): void {
  expect(sealOf(service)).toBe(sealOf(control));
  const mails = (of: Service) => of.mailer.taken.filter(({ to }) => !to.startsWith('operator@'));
  expect(mails(service)).toHaveLength(3 * readers);
  const raw = (of: Service) => mails(of).map(({ to, raw: bytes }) => [to, Buffer.from(bytes).toString()]);
  expect(raw(service).sort()).toEqual(raw(control).sort());
  expect(service.receipt(third)).toEqual(control.receipt(third));
}

const told = (path: string, files: readonly DamagedFile[]) =>
  files.filter(({ key }) => key === `archive/weekly/${path}`);

/** A number of its layout has the manifest alone. */
const casesOf = (names: readonly string[]) =>
  names.flatMap(name =>
    Object.keys(kindsOfDamage)
      .filter(kind => kind !== 'a newer version' || name === 'manifest.json')
      .map(kind => [name, kind] as const),
  );

describe('a damaged file of the newest edition', () => {
  it.each(casesOf(sealedFileNames))(
    '%s, %s, stops no edition, is named, and is put back where that may be',
    async (name, kind) => {
      const service = await twoEditions();
      const path = `${second}/${name}`;
      damage(service, path, kind);
      await edition(service, third);
      expectWhole(service);
      const mended = kind === 'gone' || name === 'index.html';
      const found = kind === 'gone' ? 'nothing' : 'other bytes';
      expect(told(path, service.damage.take())).toEqual([{ key: `archive/weekly/${path}`, found, mended }]);
      // The page leads on to the edition that came since.
      const whole = control.archive.files.get(`weekly/${path}`);
      expect(service.archive.files.get(`weekly/${path}`) === whole).toBe(mended);
    },
  );
});

describe('a damaged file of an older edition', () => {
  it.each(casesOf(sealedFileNames))(
    '%s, %s, stops no edition, and is named by whoever reads it',
    async (name, kind) => {
      const service = await twoEditions();
      damage(service, `${first}/${name}`, kind);
      const looking = verifiedFiles(service, { publication: 'weekly', edition: first });
      await expect(looking).rejects.toThrow(`${name}: expected`);
      await edition(service, third);
      expectWhole(service);
      // Publishing reads the digest of what is put right, and knows the manifests by their months; the page is made anew for what it says of that.
      const isRead = name === 'digest.json';
      expect(told(`${first}/${name}`, service.damage.take())).toHaveLength(isRead ? 1 : 0);
      if (name === 'index.html')
        expect(service.archive.files.get(`weekly/${first}/${name}`)).toBe(
          control.archive.files.get(`weekly/${first}/${name}`),
        );
    },
  );

  it('costs the seals of the damaged ones alone', async () => {
    const service = await twoEditions();
    damage(service, `${first}/manifest.json`, 'one byte more');
    const read: (string | null)[] = [];
    const seals = Object.create(service.seals, {
      read: {
        value: (id: string, after: string | null) => {
          read.push(after);
          return service.seals.read(id, after);
        },
      },
    });
    const chain = await chainManifests({ ...service, seals }, 'weekly');
    expect(chain.map(({ manifest }) => manifest.number)).toEqual([1, 2]);
    expect(read).toEqual([first, null]);
  });
});

describe('a damaged file of the edition that is being delivered', () => {
  const mailed = ['message.eml', 'manifest.json'] as const;
  it.each(casesOf(mailed))(
    '%s, %s, before delivery or in the middle of it: everybody gets the sealed bytes, once',
    async (name, kind) => {
      for (const delivered of [0, 1]) {
        const service = await twoEditions();
        service.time.now = `${third}T06:01:00Z` as Instant;
        await service.publish(`${third}T06:00:00Z`);
        const [, ...later] = service.queue.work;
        if (delivered > 0) {
          service.queue.work.splice(1);
          await service.deliver();
          service.queue.work.push(...later);
        }
        service.damage.take();
        damage(service, `${third}/${name}`, kind);
        await service.deliver();
        expect(told(`${third}/${name}`, service.damage.take())).toHaveLength(1);
        await service.hear();
        await sweep(service);
        expectWhole(service);
      }
    },
  );

  it('the sweep goes on from the seal, and tells of the manifest', async () => {
    const service = await twoEditions();
    service.time.now = `${third}T06:01:00Z` as Instant;
    await service.publish(`${third}T06:00:00Z`);
    service.queue.work.splice(1);
    damage(service, `${third}/manifest.json`, 'empty');
    await service.deliver();
    service.damage.take();
    await service.settle(1);
    expect(told(`${third}/manifest.json`, service.damage.take())).toHaveLength(1);
    expect((await service.row(third))?.state).toBe('closed');
    expect(service.mailer.readers).toHaveLength(3 * readers);
  });
});

describe('a damaged receipt of the edition before', () => {
  it.each(Object.keys(kindsOfDamage).filter(kind => kind !== 'a newer version'))(
    '%s, keeps no edition from closing; there is nothing to compare then',
    async kind => {
      const service = await twoEditions();
      const key = `weekly/${second}/1`;
      const changed = kindsOfDamage[kind]?.(service.receipts.files.get(key) ?? '') ?? null;
      if (changed === null) service.receipts.files.delete(key);
      else service.receipts.files.set(key, changed);
      await edition(service, third);
      expect((await service.row(third))?.state).toBe('closed');
      const receipt = service.receipt(third);
      // No hash vouches for a receipt until the next manifest: what still is one when it is damaged is read.
      if (['one byte more', 'empty', 'gone'].includes(kind)) expect(receipt?.previous).toBeNull();
      expect(receipt?.accepted).toBe(readers);
    },
  );
});

describe('a damaged list of editions', () => {
  it.each(Object.keys(kindsOfDamage))('%s, stops no edition, and is made anew', async kind => {
    const service = await twoEditions();
    damage(service, 'editions.json', kind);
    await edition(service, third);
    expectWhole(service);
    expect(service.archive.lists.get('weekly/editions.json')).toBe(
      control.archive.lists.get('weekly/editions.json'),
    );
  });
});
