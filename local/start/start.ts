import { resolve } from 'node:path';
import { type Instant, instantOf } from '../../core/foundation/instant.ts';
import { MachineFaultError } from '../../core/foundation/machine-faults.ts';
import { parseFaultPlan } from '../cloud/faults/fault-plan.ts';
import { AdjustableClock } from '../installation/adjustable-clock.ts';
import { type Local, openLocal } from '../installation/open-local.ts';
import { resetDirectory } from '../installation/reset-directory.ts';
import { ServingClock } from '../installation/serving-clock.ts';
import { type Served, serveLocal } from '../serve/serve-local.ts';
import { runProgram } from '../terminal/run-program.ts';
import { untilInterrupted } from '../terminal/signals.ts';
import { describeDueRun, describeEnd, describeRetired } from './describe-run.ts';
import { type DueEditions, dueEditions } from './due-editions.ts';
import { finishRetired } from './finish-retired.ts';
import { type DueRun, publishDue } from './publish-due.ts';
import { NextPublishing, newestEnd } from './publish-next.ts';
import { shippedArticles } from './shipped-files.ts';
import { type StartOptions, startProgram } from './start-options.ts';

/** `.courant` of the project, or the folder that COURANT_DIRECTORY names. */
const directory = resolve(process.env.COURANT_DIRECTORY ?? resolve(import.meta.dirname, '../..', '.courant'));

/** Runs the main job once on this machine, and serves it if asked to; answers the exit code. */
async function main(options: StartOptions): Promise<number> {
  if (options.reset) await resetDirectory(directory);
  return publishAndServe(options);
}

/**
 * Opens the installation and closes it. When the machine fails, nothing is closed: what is under way would only fail in turn, and
 * the next run goes on from any end.
 */
async function publishAndServe(options: StartOptions): Promise<number> {
  const clock = new AdjustableClock();
  const faults = parseFaultPlan(process.env.COURANT_FAULTS ?? '[]');
  let machineFailed = false;
  const local = await openLocal({ directory, now: () => clock.date(), faults });
  try {
    return await Promise.race([publishAll(local, clock, options), local.failure]);
  } catch (error) {
    machineFailed = error instanceof MachineFaultError;
    throw error;
  } finally {
    if (!machineFailed) await local.stop();
  }
}

/** Publishes what is due and says what came of it; serves it all if asked to, until Ctrl-C. */
async function publishAll(local: Local, clock: AdjustableClock, options: StartOptions): Promise<number> {
  // Before anything is published, so that a port that is taken is said at once.
  await using server = options.serve ? await serveLocal(local, options.port) : null;
  const now = instantOf(new Date());
  const retired = await finishRetired(local, clock);
  process.stdout.write(describeRetired(retired));
  const runs: DueRun[] = [];
  for (const due of await whatIsDue(local, options, now)) {
    const run = await publishDue(local, clock, due, options.readers);
    process.stdout.write(describeDueRun(run));
    runs.push(run);
  }
  const s3 = server && local.cloud.s3.url;
  const describe = () =>
    process.stdout.write(describeEnd({ runs, mails: local.mails, address: server?.url ?? null, s3, now }));
  if (server) await openUntilInterrupted(local, clock, server, describe);
  else describe();
  const editions = [retired, ...runs].flatMap(run => run.editions);
  return editions.some(({ progress }) => progress.hold !== null) ? 1 : 0;
}

/** Everything in this process goes by the clock of the installation from now on, as the functions do that the pages invoke. */
async function openUntilInterrupted(
  local: Local,
  clock: AdjustableClock,
  server: Served,
  onOpen: () => void,
): Promise<void> {
  const ended = untilInterrupted();
  const serving = await ServingClock.open(clock, directory);
  await serving.goOn(await newestEnd(local));
  using _ = serving.lead();
  await server.open(new NextPublishing(local, clock, serving), clock);
  onOpen();
  await ended;
}

/** Who names a time gets it. Else no edition comes before its facts were captured, which nobody could believe. */
async function whatIsDue(local: Local, { at, editions }: StartOptions, now: Instant): Promise<DueEditions[]> {
  const captured = (await shippedArticles()).map(({ file }) => file.article.retrieved).sort();
  return dueEditions(local.configuration.publications, {
    until: at ?? now,
    editions,
    notBefore: at === null ? (captured.at(-1) ?? null) : null,
  });
}

await runProgram(startProgram, main);
