import { resolve } from 'node:path';
import { CourantError } from '../lambdas/core/errors.ts';
import { instantOf } from '../lambdas/core/instant.ts';
import { AdjustableClock } from './adjustable-clock.ts';
import { askedToEnd } from './asked-to-end.ts';
import { parseFaultPlan } from './cloud/faults/fault-plan.ts';
import { describeRun } from './describe-run.ts';
import { openLocal } from './open-local.ts';
import { publishLocally } from './publish-locally.ts';
import { resetDirectory } from './reset-directory.ts';
import { serveLocal } from './serve-local.ts';
import { parseStartOptions, type StartOptions, startHelp } from './start-options.ts';

/** `.courant` of the project, or the folder that COURANT_DIRECTORY names. */
const directory = resolve(process.env.COURANT_DIRECTORY ?? resolve(import.meta.dirname, '..', '.courant'));

/** Runs the main job once on this machine, and serves it if asked to; answers the exit code. */
async function main(words: readonly string[]): Promise<number> {
  const options = parseStartOptions(words);
  if (options.help) {
    process.stdout.write(startHelp);
    return 0;
  }
  if (options.reset) await resetDirectory(directory);
  return publishAndServe(options);
}

async function publishAndServe({ at, readers, serve, port }: StartOptions): Promise<number> {
  const clock = new AdjustableClock();
  const faults = parseFaultPlan(process.env.COURANT_FAULTS ?? '[]');
  const local = await openLocal({ directory, now: () => clock.date(), faults });
  try {
    // Before anything is published, so that a port that is taken is said at once.
    await using server = serve ? await serveLocal(local, port) : null;
    const run = await publishLocally(local, clock, { at: at ?? instantOf(new Date()), readers });
    const ended = server && askedToEnd();
    process.stdout.write(describeRun(run, server?.url ?? null));
    await ended;
    return run.progress.hold === null ? 0 : 1;
  } finally {
    await local.stop();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(error instanceof CourantError ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exitCode = error instanceof CourantError ? 2 : 1;
}
