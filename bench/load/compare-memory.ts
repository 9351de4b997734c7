import type { LoadRun } from './run-load.ts';

/** How much more memory a function took for the larger audience. */
export type MemoryComparison = { name: string; small: number; large: number; ratio: number };

/** A hundred times the readers may take this much more memory: nothing is held for each of them. */
export const memoryBar = 1.2;

/** Compares the last run with the first, function by function; nothing when there is but one. */
export function comparedWith(runs: readonly LoadRun[]): MemoryComparison[] {
  const [small, large] = [runs[0], runs[1]];
  if (!small || !large) return [];
  return large.phases.flatMap(({ name, peakMiB }) => {
    const before = small.phases.find(phase => phase.name === name);
    return before ? [{ name, small: before.peakMiB, large: peakMiB, ratio: peakMiB / before.peakMiB }] : [];
  });
}
