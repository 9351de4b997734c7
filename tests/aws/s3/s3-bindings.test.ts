import { describe, expect, it } from 'vitest';
import { S3Bindings, VanishedBindingError } from '../../../aws/s3/s3-bindings.ts';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import type { Binding } from '../../../core/delivery/binding/binding.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { awsPorts } from '../aws-ports.ts';

const key = { publication: 'weekly', edition: '2026-11-23' };
const aBinding = (changes: Partial<Binding> = {}): Binding => ({
  ...{ format: 1, ...key, number: 1, previous: null, manifest: 'f'.repeat(64) },
  ...{ ledger: { editions: 'e', deliveries: 'd' }, mark: 'm', boundAt: '2026-11-23T06:00:00Z' as Instant },
  ...changes,
});

async function bindingsOnS3() {
  const { clients, resources } = await awsPorts();
  const objects = new S3Objects(clients.s3, resources.ARCHIVE_BUCKET);
  return { objects, bindings: new S3Bindings(objects) };
}

describe('bindings on S3', () => {
  it('are written once; the last one of an edition counts, also the tenth', async () => {
    const { bindings, objects } = await bindingsOnS3();
    expect(await bindings.newest(key)).toBeUndefined();
    for (let number = 1; number <= 11; number += 1)
      expect(await bindings.write(aBinding({ number, mark: `mark-${number}` }))).toBe('written');
    expect(await bindings.write(aBinding({ mark: 'another' }))).toBe('taken');
    expect(await bindings.newest(key)).toEqual(aBinding({ number: 11, mark: 'mark-11' }));
    expect((await objects.keys('bindings/')).slice(0, 2)).toEqual([
      'bindings/weekly/2026-11-23.10.json',
      'bindings/weekly/2026-11-23.11.json',
    ]);
  });

  it('have notes of the slices that ended under them, which are no bindings, and count for no other', async () => {
    const { bindings, objects } = await bindingsOnS3();
    await bindings.write(aBinding());
    expect(await bindings.hasEnded(aBinding(), 1)).toBe(false);
    for (let times = 0; times < 2; times += 1) await bindings.noteEnd(aBinding(), 1);
    expect(await bindings.hasEnded(aBinding(), 1)).toBe(true);
    expect(await bindings.hasEnded(aBinding(), 11)).toBe(false);
    expect(await bindings.hasEnded(aBinding({ number: 2 }), 1)).toBe(false);
    expect(await bindings.newest(key)).toEqual(aBinding());
    expect(await objects.keys('bindings/')).toEqual([
      'bindings/weekly/2026-11-23.json',
      'bindings/weekly/2026-11-23/1/000001.json',
    ]);
  });

  it('of other editions, and what else lies there, do not count', async () => {
    const { bindings, objects } = await bindingsOnS3();
    await bindings.write(aBinding({ edition: '2026-11-30', number: 7 }));
    await bindings.write(aBinding({ publication: 'weekly-2', number: 7 }));
    for (const name of ['2026-11-23.x.json', '2026-11-23.json.bak', '2026-11-23.2.txt'])
      await objects.writeOnce(`bindings/weekly/${name}`, '{}', 'application/json');
    expect(await bindings.newest(key)).toBeUndefined();
    await bindings.write(aBinding());
    expect(await bindings.newest(key)).toEqual(aBinding());
  });

  it('that are listed and cannot be read stop everything, with words', async () => {
    const { bindings, objects } = await bindingsOnS3();
    await bindings.write(aBinding());
    objects.read = async () => undefined;
    await expect(bindings.newest(key)).rejects.toThrow(VanishedBindingError);
  });
});
