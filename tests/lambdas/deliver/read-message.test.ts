import { describe, expect, it } from 'vitest';
import { MissingArchiveFileError } from '../../../core/edition/archive.ts';
import { DamageList } from '../../../core/edition/damage.ts';
import type { Seals } from '../../../core/edition/seal.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { readMessage } from '../../../lambdas/deliver/read-message.ts';
import { aSeries, editionOf, within } from '../../support/builders/a-series.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { kindsOfDamage } from '../../support/damage/kinds-of-damage.ts';

const edition = { publication: 'weekly', edition: editionOf(2) };

/** Two editions, of which the second is about to be delivered; what is known of it, and which seals are read. */
async function anEdition() {
  const { press, manifest } = await aSeries([[], [aRecord(within(2), anArticleFile('two'))]]);
  const key = (name: string) => `weekly/${edition.edition}/${name}`;
  const file = (name: string) => press.archive.files.get(key(name)) ?? '';
  const bound = { manifest: sha256(file('manifest.json')), previous: editionOf(1) };
  const [sealsRead, damage]: [(string | null)[], DamageList] = [[], new DamageList()];
  const seals: Seals = Object.create(press.seals, {
    read: {
      value: (id: string, after: string | null) => {
        sealsRead.push(after);
        return press.seals.read(id, after);
      },
    },
  });
  const message = Buffer.from(file('message.eml'), 'latin1');
  const { places, from } = manifest(2);
  const sealed = { outgoing: { from: from.address, template: { bytes: message, places } } };
  return { files: press.archive.files, archive: press.archive, seals, sealsRead, damage, bound, sealed, key };
}

describe('the message of an edition', () => {
  it('is that of the files, without a look at the seal, where they have the hash that was written down', async () => {
    const { sealed, bound, sealsRead, damage, ...sources } = await anEdition();
    expect(await readMessage({ ...sources, damage }, edition, bound)).toMatchObject(sealed);
    expect([sealsRead, damage.take()]).toEqual([[], []]);
  });

  it('is compared with the seal where nothing was written down', async () => {
    const { sealed, sealsRead, damage, ...sources } = await anEdition();
    expect(await readMessage({ ...sources, damage }, edition)).toMatchObject(sealed);
    expect([sealsRead, damage.take()]).toEqual([[editionOf(1)], []]);
  });

  it.each(
    ['manifest.json', 'message.eml'].flatMap(name =>
      Object.keys(kindsOfDamage)
        .filter(kind => kind !== 'a newer version' || name === 'manifest.json')
        .map(kind => [name, kind] as const),
    ),
  )('is that of the seal, read by its name, where %s is damaged: %s', async (name, kind) => {
    const { sealed, bound, sealsRead, damage, key, files, ...sources } = await anEdition();
    const changed = kindsOfDamage[kind]?.(files.get(key(name)) ?? '') ?? null;
    if (changed === null) files.delete(key(name));
    else files.set(key(name), changed);
    expect(await readMessage({ ...sources, damage }, edition, bound)).toMatchObject(sealed);
    expect(sealsRead).toEqual([editionOf(1)]);
    const found = changed === null ? 'nothing' : 'other bytes';
    expect(damage.take()).toEqual([{ key: `archive/${key(name)}`, found, mended: false }]);
  });

  it('is that of the files where the seal is gone and they agree with each other, and none where they do not', async () => {
    const { sealed, bound, key, files, archive } = await anEdition();
    const seals = {
      publications: async () => [],
      links: async () => [],
      read: async () => undefined,
      hashOf: async () => undefined,
      write: async () => 'taken' as const,
    };
    expect(await readMessage({ archive, seals }, edition)).toMatchObject(sealed);
    expect(await readMessage({ archive, seals }, edition, bound)).toMatchObject(sealed);
    files.set(key('message.eml'), 'another');
    for (const known of [undefined, bound])
      await expect(readMessage({ archive, seals }, edition, known)).rejects.toThrow(MissingArchiveFileError);
  });

  it('is never that of another edition’s seal', async () => {
    const { bound, key, files, archive, seals } = await anEdition();
    files.delete(key('message.eml'));
    const reading = readMessage({ archive, seals }, edition, { ...bound, previous: null });
    await expect(reading).rejects.toThrow(MissingArchiveFileError);
  });
});
