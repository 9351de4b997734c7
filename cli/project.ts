import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CourantError } from '../core/foundation/errors.ts';
import { type Configuration, parseConfiguration } from '../core/publication/configuration.ts';

/** The project's own folder, wherever the command is run. */
export const projectFolder = resolve(import.meta.dirname, '..');

/**
 * The configuration that the stack was, or will be, deployed with.
 * @throws UnreadableProjectError, InvalidInputError with every mistake in it.
 */
export async function projectConfiguration(folder = projectFolder): Promise<Configuration> {
  const path = join(folder, 'cdk.json');
  return parseConfiguration((await readJson(path)).context?.courant, 'cdk.json context.courant');
}

/** The project's configuration file cannot be read. */
export class UnreadableProjectError extends CourantError {
  constructor(path: string, cause: Error) {
    super(
      `${path}: expected a JSON file with the context "courant", found: ${cause.message}. ` +
        'Mend the file, or run the command from a whole copy of the project.',
      { cause },
    );
  }
}

async function readJson(path: string): Promise<{ context?: { courant?: unknown } }> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UnreadableProjectError(path, error as Error);
  }
}
