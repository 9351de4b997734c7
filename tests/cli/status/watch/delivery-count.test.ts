import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeliveryCount } from '../../../../cli/status/watch/delivery-count.ts';
import type { Delivery } from '../../../../core/delivery/ledger/delivery.ts';
import { sumOf, takeCensus } from '../../../../core/delivery/receipt/census.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { aReader } from '../../../support/builders/a-reader.ts';
import { MemoryEditions, MemorySlices } from '../../../support/memory/memory-editions.ts';
import { MemoryDeliveries } from '../../../support/memory/memory-readers.ts';

const key = { publication: 'weekly', edition: '2026-11-23' };
const at = '2026-11-23T06:00:00Z' as Instant;

/** An edition for so many readers in slices of two, with what reads of it were made. */
async function anAudience(readers: number) {
  const [editions, slices, deliveries] = [new MemoryEditions(), new MemorySlices(), new MemoryDeliveries()];
  await editions.open(key);
  const ids = Array.from({ length: readers }, (_, n) => aReader(n).id).sort();
  const count = Math.ceil(readers / 2);
  for (let n = 0; n < count; n += 1)
    await slices.add(key, { number: n + 1, readers: ids.slice(2 * n, 2 * n + 2) });
  const row = await editions.freeze(key, { slices: count, readers });
  const reads = { slices: 0, deliveries: 0 };
  const [read, ofReaders] = [slices.read.bind(slices), deliveries.ofReaders.bind(deliveries)];
  slices.read = async (...asked) => {
    reads.slices += 1;
    return read(...asked);
  };
  deliveries.ofReaders = async (...asked) => {
    reads.deliveries += 1;
    return ofReaders(...asked);
  };
  const set = (index: number, state: Delivery['state']) => {
    const reader = ids[index] ?? '';
    const rest = { attempt: 'a', claimedAt: at, messageId: null, reason: 'why' };
    deliveries.rows.set(`weekly/2026-11-23/${reader}`, { ...key, reader, state, ...rest });
  };
  return { sources: { slices, deliveries }, row, reads, set };
}

describe('a delivery that is counted again and again', () => {
  it('comes to what a whole count finds, whatever was done in whatever order', async () => {
    const states = fc.constantFrom('claimed', 'accepted', 'rejected', 'uncertain', 'withheld' as const);
    const steps = fc.array(fc.tuple(fc.nat(11), states), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 3 }), async (done, lanes) => {
        const { sources, row, set } = await anAudience(12);
        const count = await DeliveryCount.of(sources, row, lanes);
        const final = new Set<number>();
        for (const [index, state] of done) {
          if (final.has(index)) continue;
          set(index, state as Delivery['state']);
          if (state !== 'claimed') final.add(index);
          await count.look();
        }
        // Twelve readers are within reach of two looks that find no change.
        for (let n = 0; n < 3; n += 1) await count.look();
        const { waiting, claimed, accepted, uncertain, rejected, withheld } = await takeCensus(sources, row);
        const counted = { rejected: sumOf(rejected), withheld: sumOf(withheld) };
        expect(count.counts).toEqual({ waiting, claimed, accepted, uncertain, ...counted });
      }),
      { numRuns: 60 },
    );
  });

  it('reads the slices at hand alone: with one worker three that nothing was done in', async () => {
    const { sources, row, reads, set } = await anAudience(200);
    const count = await DeliveryCount.of(sources, row, 1);
    Object.assign(reads, { slices: 0, deliveries: 0 });
    set(0, 'accepted');
    expect(await count.look()).toBe(true);
    expect(reads).toEqual({ slices: 4, deliveries: 4 });
    expect(count.counts).toMatchObject({ accepted: 1, waiting: 199 });
  });

  it('reads none of those that are done, and looks farther where it finds no change, up to 64', async () => {
    const { sources, row, reads, set } = await anAudience(400);
    for (let index = 0; index < 100; index += 1) set(index, 'accepted');
    const count = await DeliveryCount.of(sources, row, 1);
    const looks: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      reads.slices = 0;
      expect(await count.look()).toBe(false);
      looks.push(reads.slices);
    }
    expect(looks).toEqual([3, 6, 12, 24, 48, 64, 64]);
    set(220, 'accepted');
    expect(await count.look()).toBe(true);
    expect(count.counts.accepted).toBe(101);
  });
});
