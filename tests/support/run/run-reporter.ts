import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter } from 'vitest/node';
import { runFolder } from './run-folder.ts';
import { kinds, nth, type Sampled, sampledFile, seed } from './sample.ts';

/** Says at the end of a run how much of the faults it went through, and how long it took. */
export class RunReporter implements Reporter {
  onTestRunEnd(): void {
    const sampled = readSampled();
    if (sampled.length > 0) console.log(inWords(sampled));
    // From the start of the process on.
    console.log(`npm test: ${Math.round(performance.now() / 1000)} s`);
  }
}

/** The lines about the sample; how to see it again, and how to go through all. */
export function inWords(sampled: readonly Sampled[]): string {
  const counts = kinds.flatMap(kind => {
    const ofKind = sampled.filter(one => one.kind === kind);
    const [chosen, of] = [sum(ofKind.map(one => one.chosen)), sum(ofKind.map(one => one.of))];
    return of === 0 ? [] : [`${chosen} of ${of} ${kind}`];
  });
  const more = `chosen by COURANT_FAULT_SEED=${seed}; npm run test:faults goes through all`;
  return `${counts.join(', ')}${nth === 1 ? '' : ` (one run in ${nth}, ${more})`}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function readSampled(): Sampled[] {
  try {
    const lines = readFileSync(join(runFolder(), sampledFile), 'utf8').trim().split('\n');
    return lines.map(line => JSON.parse(line) as Sampled);
  } catch (error) {
    // No test of this run samples anything.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
