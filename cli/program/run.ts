import { machineFault } from '../../core/foundation/machine-faults.ts';
import type { Program } from './command.ts';
import { describeError, errorObject } from './describe-error.ts';
import { beforeDashes, readWords } from './read-words.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/**
 * Does what was typed. Errors go to `printError`: as JSON, one object a line, where `--json` was typed.
 * @returns the exit code: 0 done, 1 failed, 2 refused as it was typed.
 */
export async function run<World extends Terminal>(
  words: readonly string[],
  program: Program<World>,
  world: World,
): Promise<number> {
  try {
    const line = readWords(words, program, world);
    if (line.kind === 'command') return await line.command.run(line, world);
    world.print(line.text);
    return 0;
  } catch (error) {
    const told = machineFault(error) ?? error;
    const text = asksForJson(words)
      ? JSON.stringify(errorObject(told))
      : describeError(told, world.errorColumns);
    world.printError(text);
    return error instanceof UsageError ? 2 : 1;
  }
}

/** Also of a line that cannot be read: whoever typed it is a program. */
function asksForJson(words: readonly string[]): boolean {
  return beforeDashes(words).includes('--json');
}
