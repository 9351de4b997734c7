import { CourantError } from '../../core/foundation/errors.ts';
import { commands } from '../commands/commands.ts';
import { explainAccess } from '../installation/access-errors.ts';
import type { World } from '../installation/world.ts';
import { commandHelp, generalHelp } from './help.ts';
import { parseWords } from './parse-words.ts';
import { UsageError } from './usage-error.ts';

/**
 * Does what was typed.
 * @returns the exit code: 0 done, 1 failed, 2 refused as it was typed.
 */
export async function run(words: readonly string[], world: World): Promise<number> {
  try {
    const line = parseWords(words, commands);
    if (line.kind === 'command') return await line.command.run(line, world);
    world.print(line.command ? commandHelp(line.command) : generalHelp(commands));
    return 0;
  } catch (thrown) {
    const error = explainAccess(thrown);
    world.complain(describe(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

/** An error of ours speaks for itself, one of AWS by its name; of any other the place in the code helps most. */
function describe(error: unknown): string {
  if (error instanceof CourantError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return '$metadata' in error ? `AWS: ${error.name}: ${error.message}` : (error.stack ?? error.message);
}
