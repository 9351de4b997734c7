import { beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { Reader } from '../../../core/readers/reader.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { type AwsPorts, awsPorts } from '../aws-ports.ts';

let aws: AwsPorts;
beforeEach(async () => {
  aws = await awsPorts();
});
const at = '2026-11-23T06:00:00Z' as Instant;
/** A row of about 20 kB: fifty of them are more than DynamoDB gives in one answer. */
const long = 'x'.repeat(20_000);
const byId = (a: Reader, b: Reader) => (a.id < b.id ? -1 : 1);

async function add(readers: readonly Reader[]): Promise<void> {
  await Promise.all(readers.map(reader => aws.readers.add(reader)));
  aws.cloud.beginRun();
}

describe('more rows than one answer of DynamoDB holds', () => {
  it('finds the active readers beyond any number of others', async () => {
    const many = Array.from({ length: 260 }, (_, n) => aReader(n)).sort(byId);
    const isActive = (index: number) => index === 0 || index >= 257;
    await add(many.map((reader, index) => ({ ...reader, state: isActive(index) ? 'active' : 'left' })));
    const active = many.filter((_, index) => isActive(index)).map(({ id }) => id);
    expect(await aws.readers.activeAfter('weekly', null, 2)).toEqual(active.slice(0, 2));
    expect(aws.calls('Query')).toBeGreaterThan(1);
    expect(await aws.readers.activeAfter('weekly', null, 1000)).toEqual(active);
    expect(await aws.readers.activeAfter('weekly', active[0] ?? '', 2)).toEqual(active.slice(1, 3));
    expect(await aws.readers.activeAfter('weekly', active.at(-1) ?? '', 2)).toEqual([]);
  });

  it('takes every active reader once, slice after slice', async () => {
    const many = Array.from({ length: 230 }, (_, n) =>
      aReader(n, { state: n % 3 === 0 ? 'left' : 'active' }),
    );
    await add(many);
    const taken: string[] = [];
    for (;;) {
      const slice = await aws.readers.activeAfter('weekly', taken.at(-1) ?? null, 7);
      if (slice.length === 0) break;
      taken.push(...slice);
    }
    const active = many.filter(({ state }) => state === 'active').sort(byId);
    expect(taken).toEqual(active.map(({ id }) => id));
  });

  it('reads readers of a range, and all of them, past a megabyte', async () => {
    const heavy = Array.from({ length: 120 }, (_, n) => aReader(n, { agreed: { at, how: long } })).sort(byId);
    await add(heavy);
    const [first = '', last = ''] = [heavy[1]?.id, heavy[118]?.id];
    const ids = async (rows: AsyncIterable<Reader> | Reader[]) =>
      (await Array.fromAsync<Reader>(rows)).map(({ id }) => id);
    expect(await ids(await aws.readers.range('weekly', first, last))).toEqual(
      heavy.slice(1, 119).map(({ id }) => id),
    );
    expect(aws.calls('Query')).toBeGreaterThan(2);
    expect(await ids(aws.readers.all('weekly'))).toEqual(heavy.map(({ id }) => id));
  });

  it('reads the slices of an edition past a megabyte', async () => {
    const readers = Array.from({ length: 1000 }, (_, n) => aReader(n).id).sort();
    for (let number = 1; number <= 40; number += 1)
      await aws.slices.add({ publication: 'weekly', edition: '2026-11-23' }, { number, readers });
    aws.cloud.beginRun();
    const slices = await Array.fromAsync(aws.slices.all({ publication: 'weekly', edition: '2026-11-23' }));
    expect(slices.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(slices.every(slice => slice.readers.length === 1000)).toBe(true);
    expect(aws.calls('Query')).toBeGreaterThan(1);
    await aws.slices.finish({ publication: 'weekly', edition: '2026-11-23' }, 1);
    const unfinished = await aws.slices.unfinished({ publication: 'weekly', edition: '2026-11-23' });
    expect(unfinished).toEqual(slices.slice(1).map(({ number }) => number));
  });

  it('reads the deliveries of an edition past a megabyte in one part of the ledger', async () => {
    const ids = Array.from({ length: 70 }, (_, n) => `ab${String(n).padStart(30, '0')}`);
    const claim = async (reader: string) => {
      const key = { publication: 'weekly', edition: '2026-11-23', reader };
      await aws.deliveries.claim(key, 'a', at);
      await aws.deliveries.settle(key, 'a', { state: 'uncertain', reason: long });
    };
    await Promise.all(ids.map(claim));
    const listed = await Array.fromAsync(
      aws.deliveries.ofEdition({ publication: 'weekly', edition: '2026-11-23' }),
    );
    expect(listed.map(({ reader }) => reader)).toEqual(ids);
  });
});
