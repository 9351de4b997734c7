import { runProgram } from '../local/terminal/run-program.ts';
import { comparedWith, type MemoryComparison, memoryBar } from './load/compare-memory.ts';
import { describeComparison, describeRun } from './load/describe-load.ts';
import { baselineReaders, type LoadOptions, loadProgram } from './load/load-options.ts';
import { type LoadRun, runLoad } from './load/run-load.ts';

/** Publishes to as many readers as asked for, and to a thousand before them to compare with; answers the exit code. */
async function main(options: LoadOptions): Promise<number> {
  const runs: LoadRun[] = [];
  for (const readers of audiences(options)) {
    const run = await runLoad({ ...options, readers });
    runs.push(run);
    if (!options.json) process.stdout.write(`${describeRun(run)}\n`);
  }
  const memory = comparedWith(runs);
  if (options.json) process.stdout.write(`${JSON.stringify({ runs, memory }, null, 2)}\n`);
  else if (memory.length > 0) process.stdout.write(`${describeComparison(memory)}\n`);
  return passed(runs, memory) ? 0 : 1;
}

function audiences({ readers, alone }: LoadOptions): number[] {
  return alone || readers <= baselineReaders ? [readers] : [baselineReaders, readers];
}

function passed(runs: readonly LoadRun[], memory: readonly MemoryComparison[]): boolean {
  return (
    runs.every(({ account }) => account.faults.length === 0) &&
    memory.every(({ ratio }) => ratio <= memoryBar)
  );
}

await runProgram(loadProgram, main);
