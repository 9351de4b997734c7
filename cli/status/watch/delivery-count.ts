import type { Delivery } from '../../../core/delivery/ledger/delivery.ts';
import type { EditionRow } from '../../../core/delivery/progress/editions.ts';
import type { Slice, Slices } from '../../../core/delivery/progress/slices.ts';
import { type AudienceSources, audienceOf } from '../../../core/delivery/receipt/census.ts';

/** How many readers' deliveries are in each state; those that nobody has begun count as waiting. */
export type Counts = Record<Delivery['state'], number>;

/** Where the counts are read from. */
export type CountSources = AudienceSources & { slices: Pick<Slices, 'read'> };

/** A slice in which somebody still waits or is in hand. */
type Open = { number: number; counts: Counts };

/** Nobody is looked for in more slices at once, however long nothing has changed. */
const reachAtMost = 64;

/**
 * Counts a delivery again and again without reading it all again: whole once, then only those slices in which something may have changed.
 * Workers take slices in their order, so it looks at the first ones that are not done, and stops behind as many untouched ones as there may be
 * workers, and two more. Where it finds no change it looks twice as far the next time, since slices that fail may stand in front.
 */
export class DeliveryCount {
  readonly #sources: CountSources;
  readonly #row: EditionRow;
  readonly #nearest: number;
  readonly #done: Counts;
  #open: Open[];
  #reach: number;

  private constructor(sources: CountSources, row: EditionRow, lanes: number, done: Counts, open: Open[]) {
    [this.#sources, this.#row, this.#done, this.#open] = [sources, row, done, open];
    this.#nearest = lanes + 2;
    this.#reach = this.#nearest;
  }

  /** Counts the whole audience, which has to be frozen. @param lanes how many workers there may be. */
  static async of(sources: CountSources, row: EditionRow, lanes: number): Promise<DeliveryCount> {
    const done = nobody();
    const open: Open[] = [];
    for await (const { slice, deliveries } of audienceOf(sources, row)) {
      const counts = countOf(slice, deliveries);
      if (isOpen(counts)) open.push({ number: slice.number, counts });
      else add(done, counts);
    }
    return new DeliveryCount(sources, row, lanes, done, open);
  }

  /** The counts as they were at the last look. */
  get counts(): Counts {
    const all = { ...this.#done };
    for (const { counts } of this.#open) add(all, counts);
    return all;
  }

  /** Looks again at what may have changed. @returns whether anything had */
  async look(): Promise<boolean> {
    let untouched = 0;
    let changed = false;
    const kept: Open[] = [];
    let looked = 0;
    for (const before of this.#open) {
      if (untouched >= this.#reach) break;
      looked += 1;
      const counts = await this.#countAgain(before.number);
      const isSame = Object.entries(counts).every(
        ([state, count]) => before.counts[state as keyof Counts] === count,
      );
      changed ||= !isSame;
      untouched = isSame ? untouched + 1 : 0;
      if (isOpen(counts)) kept.push({ number: before.number, counts });
      else add(this.#done, counts);
    }
    this.#open = [...kept, ...this.#open.slice(looked)];
    this.#reach = changed ? this.#nearest : Math.min(reachAtMost, 2 * this.#reach);
    return changed;
  }

  async #countAgain(number: number): Promise<Counts> {
    const slice = await this.#sources.slices.read(this.#row, number);
    if (!slice) return nobody();
    return countOf(slice, await this.#sources.deliveries.ofReaders(this.#row, slice.readers));
  }
}

function nobody(): Counts {
  return { waiting: 0, claimed: 0, accepted: 0, rejected: 0, uncertain: 0, withheld: 0 };
}

function countOf({ readers }: Pick<Slice, 'readers'>, deliveries: readonly Delivery[]): Counts {
  const counts = nobody();
  for (const { state } of deliveries) counts[state] += 1;
  counts.waiting += readers.length - deliveries.length;
  return counts;
}

function isOpen({ waiting, claimed }: Counts): boolean {
  return waiting + claimed > 0;
}

function add(to: Counts, counts: Counts): void {
  for (const state of Object.keys(counts) as (keyof Counts)[]) to[state] += counts[state];
}
