import { resolve } from 'node:path';
import { CourantError } from '../lambdas/core/errors.ts';
import { instantOf } from '../lambdas/core/instant.ts';
import { parseFaultPlan } from './cloud/faults/fault-plan.ts';
import { describeRun } from './describe-run.ts';
import { publishLocally } from './publish-locally.ts';
import { resetDirectory } from './reset-directory.ts';
import { parseStartOptions, startHelp } from './start-options.ts';

/** `.courant` of the project, or the folder that COURANT_DIRECTORY names. */
const directory = resolve(process.env.COURANT_DIRECTORY ?? resolve(import.meta.dirname, '..', '.courant'));

/** Runs the main job once on this machine; answers the exit code. */
async function main(words: readonly string[]): Promise<number> {
  const options = parseStartOptions(words);
  if (options.help) {
    process.stdout.write(startHelp);
    return 0;
  }
  if (options.reset) await resetDirectory(directory);
  const faults = parseFaultPlan(process.env.COURANT_FAULTS ?? '[]');
  const at = options.at ?? instantOf(new Date());
  const run = await publishLocally({ directory, at, readers: options.readers, faults });
  process.stdout.write(describeRun(run));
  return run.progress.hold === null ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(error instanceof CourantError ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exitCode = error instanceof CourantError ? 2 : 1;
}
