import { runProgram } from '../local/terminal/run-program.ts';
import { type AgeOptions, ageProgram } from './age/age-options.ts';
import { describeAge } from './age/describe-age.ts';
import { runAge } from './age/run-age.ts';

/** Lets an archive grow old, compares what its last editions cost with what its first ones did; answers the exit code. */
async function main({ editions, json }: AgeOptions): Promise<number> {
  const run = await runAge(editions);
  process.stdout.write(json ? `${JSON.stringify(run, null, 2)}\n` : `${describeAge(run)}\n`);
  return run.comparisons.every(({ met }) => met) ? 0 : 1;
}

await runProgram(ageProgram, main);
