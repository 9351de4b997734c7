import { CourantError } from '../../core/foundation/errors.ts';
import { machineFault } from '../../core/foundation/machine-faults.ts';
import { watchMemory } from './memory-watch.ts';
import { helpOf, type Program, readOptions, UsageError } from './read-options.ts';
import { exitOnSignals } from './signals.ts';

/** How a program ends: done; failed, by its own count or the machine's fault; refused as it was typed or as things stand. */
export const exitCodes = { done: 0, failed: 1, refused: 2 } as const;

/**
 * Runs a program as whoever types it expects: `--help`, every mistake in the options at once, and words instead of a stack for
 * whatever a person can mend. Ctrl-C ends it with 130 unless the program itself waits for that.
 * @param work answers the exit code.
 * @param refused the exit code for an error of Courant's own; that of mistakes in the options is always 2.
 */
export async function runProgram<Options extends object>(
  program: Program<Options>,
  work: (options: Options) => Promise<number>,
  refused: number = exitCodes.refused,
): Promise<void> {
  exitOnSignals();
  // Whoever reads only the first lines, as `head` does, does not end the work by it.
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  });
  const fail = (error: unknown) => {
    const { message, exitCode } = describeFailure(error, refused, program.elsewhere);
    process.stderr.write(`${message}\n`);
    // What is still under way would only fail as well, or wait.
    process.exit(exitCode);
  };
  process.on('uncaughtException', fail);
  watchMemory(fail);
  try {
    const options = readOptions(program, process.argv.slice(2));
    if (options.help) process.stdout.write(helpOf(program));
    else process.exitCode = await work(options);
  } catch (error) {
    fail(error);
  }
}

/** What to print of an error, and the exit code. Only what nobody can mend but by changing the code is shown with its stack. */
export function describeFailure(
  error: unknown,
  refused: number = exitCodes.refused,
  elsewhere?: string,
): { message: string; exitCode: number } {
  if (error instanceof UsageError) return { message: error.message, exitCode: exitCodes.refused };
  const fault = machineFault(error, elsewhere);
  if (fault) return { message: fault.message, exitCode: exitCodes.failed };
  if (error instanceof CourantError) return { message: error.message, exitCode: refused };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { message, exitCode: exitCodes.failed };
}
