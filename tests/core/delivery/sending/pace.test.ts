import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pace, type Stopwatch } from '../../../../core/delivery/sending/pace.ts';

/** Time that passes only when somebody sleeps. */
class TestWatch implements Stopwatch {
  time = 0;
  readonly #sleepers: { at: number; wake: () => void }[] = [];

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise(wake => this.#sleepers.push({ at: this.time + milliseconds, wake }));
  }

  /** Wakes the sleepers in order until nobody sleeps any more. */
  async run(): Promise<void> {
    await settled();
    while (this.#sleepers.length > 0) {
      this.#sleepers.sort((a, b) => a.at - b.at);
      const next = this.#sleepers.shift();
      this.time = Math.max(this.time, next?.at ?? 0);
      next?.wake();
      await settled();
    }
  }
}

const settled = () => new Promise(resolve => setImmediate(resolve));

describe('the pace of a worker', () => {
  it('lets at most the rate through in any second, and nearly all of it, however many ask at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 12 }),
        async (perSecond, workers) => {
          const watch = new TestWatch();
          const pace = new Pace(perSecond, watch);
          const sent: number[] = [];
          let left = perSecond * 3;
          const work = async () => {
            while (left > 0) {
              left -= 1;
              await pace.turn();
              sent.push(watch.now());
            }
          };
          const all = Promise.all(Array.from({ length: workers }, work));
          await watch.run();
          await all;
          for (const from of sent) {
            expect(sent.filter(at => at >= from && at < from + 999.999).length).toBeLessThanOrEqual(
              perSecond,
            );
          }
          expect(sent.length / ((watch.time + 1000 / perSecond) / 1000)).toBeGreaterThan(perSecond * 0.95);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('slows down when it is throttled, recovers as messages are accepted, and never stands still', () => {
    const pace = new Pace(10, new TestWatch());
    pace.throttled();
    expect(pace.perSecond).toBe(5);
    for (let i = 0; i < 100; i += 1) pace.throttled();
    expect(pace.perSecond).toBeCloseTo(1);
    for (let i = 0; i < 17; i += 1) pace.accepted();
    expect(pace.perSecond).toBeLessThan(10);
    pace.accepted();
    expect(pace.perSecond).toBe(10);
    pace.accepted();
    expect(pace.perSecond).toBe(10);
  });

  it('moves up after a turn that is cancelled, but never past one that somebody has taken since', async () => {
    const watch = new TestWatch();
    const pace = new Pace(1, watch);
    const first = await pace.turn();
    const second = pace.turn();
    first.cancel();
    expect(pace.wait()).toBe(2000);
    await watch.run();
    (await second).cancel();
    expect(pace.wait()).toBe(0);
  });

  it('waits at least the new interval after it was throttled', () => {
    const watch = new TestWatch();
    const pace = new Pace(1, watch);
    pace.throttled();
    expect(pace.wait()).toBe(2000);
    pace.change(10);
    pace.throttled();
    expect(pace.wait()).toBe(2000);
  });
});
