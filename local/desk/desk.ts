import { resolve } from 'node:path';
import { localDirectory } from '../../cli/installation/project-world.ts';
import { instantOf } from '../../core/foundation/instant.ts';
import { exitCodes, runProgram } from '../terminal/run-program.ts';
import { untilInterrupted } from '../terminal/signals.ts';
import { type DeskOptions, deskProgram } from './desk-options.ts';
import { openFiling } from './filing/filing.ts';
import { serveDesk } from './serve-desk.ts';

const project = resolve(import.meta.dirname, '..', '..');

/** Serves the desk of this project until the process is asked to end. */
async function main({ port, stack }: DeskOptions): Promise<number> {
  const now = () => instantOf(new Date());
  const directory = localDirectory();
  const filing = openFiling(stack ?? undefined, directory);
  await using server = await serveDesk({ root: project, directory, port, now, filing });
  const ended = untilInterrupted();
  process.stdout.write(`The desk is at ${server.url}/ and keeps each change in drafts/. Ctrl-C ends it.\n`);
  await ended;
  return exitCodes.done;
}

await runProgram(deskProgram, main);
