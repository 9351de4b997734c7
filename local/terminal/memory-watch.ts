import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import { MachineFaultError } from '../../core/foundation/machine-faults.ts';

const megabyte = 2 ** 20;
/** What the engine keeps of its limit for new objects, in Node 24. */
const forNewObjects = 192 * megabyte;
/** When so much of the rest is in use right after everything was cleared up, the engine is about to end the process. */
const share = 0.85;

/**
 * Calls once when the memory that the engine may have is about to end. When it has ended, the engine ends the process with a report
 * of its own insides, and nothing that a person could do. Between two tasks only can it be told: one that takes everything at once
 * is not noticed.
 */
export function watchMemory(onShortage: (error: MachineFaultError) => void): void {
  const most = getHeapStatistics().heap_size_limit - forNewObjects;
  const observer = new PerformanceObserver(list => {
    const isWhole = list.getEntries().some(entry => isMajor(entry as GcEntry));
    if (!isWhole || inUse() < share * most) return;
    observer.disconnect();
    onShortage(shortage(Math.floor(most / megabyte)));
  });
  observer.observe({ entryTypes: ['gc'] });
}

/** What Node adds to an entry of this kind. */
type GcEntry = { detail?: { kind?: number } };

function isMajor(entry: GcEntry): boolean {
  return entry.detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
}

/** Bytes, without new objects. */
function inUse(): number {
  const old = getHeapSpaceStatistics().filter(({ space_name: name }) => !name.startsWith('new_'));
  return old.reduce((sum, { space_used_size: used }) => sum + used, 0);
}

function shortage(megabytes: number): MachineFaultError {
  return new MachineFaultError(
    'HEAP_LIMIT',
    `memory: expected to go on with the ${megabytes} MB that Node lets a program have, found them used up. Ask for less at once, ` +
      `or allow more: NODE_OPTIONS=--max-old-space-size=${2 * megabytes}.`,
    undefined,
  );
}
