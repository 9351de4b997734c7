import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapInOrder } from '../../../core/foundation/map-in-order.ts';

/** Work whose items end in an order that fast-check chooses, and what was seen of it. */
function watched(scheduler: fc.Scheduler, failing: ReadonlySet<number>) {
  const seen = { begun: [] as number[], running: 0, most: 0, failed: 0, begunAfterFailure: 0 };
  const work = async (item: number) => {
    seen.begun.push(item);
    if (seen.failed > 0) seen.begunAfterFailure += 1;
    seen.running += 1;
    seen.most = Math.max(seen.most, seen.running);
    await scheduler.schedule(Promise.resolve());
    seen.running -= 1;
    if (failing.has(item)) {
      seen.failed += 1;
      throw new Error(`item ${item}`);
    }
    return item * 2;
  };
  return { seen, work };
}

const items = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('work on many items', () => {
  it('begins and gives back in order, never more at a time than allowed, however the answers come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.nat({ max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        async (s, n, atOnce) => {
          const { seen, work } = watched(s, new Set());
          const results = await s.waitFor(mapInOrder(items(n), atOnce, work));
          expect(results).toEqual(items(n).map(item => item * 2));
          expect(seen.begun).toEqual(items(n));
          expect(seen.most).toBe(Math.min(n, atOnce));
        },
      ),
    );
  });

  it('surfaces the first failure in order, begins nothing after one, and ends what is under way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        fc.uniqueArray(fc.nat({ max: 39 }), { minLength: 1, maxLength: 5 }),
        async (s, n, atOnce, chosen) => {
          const failing = new Set(chosen.map(item => item % n));
          const { seen, work } = watched(s, failing);
          const error = await s.waitFor(
            mapInOrder(items(n), atOnce, work).catch((reason: unknown) => reason),
          );
          const first = seen.begun.filter(item => failing.has(item)).sort((a, b) => a - b)[0];
          expect(error).toEqual(new Error(`item ${first}`));
          expect(seen.begunAfterFailure).toBe(0);
          expect(seen.running).toBe(0);
        },
      ),
    );
  });
});
