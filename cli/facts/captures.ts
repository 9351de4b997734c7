import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { captureForms } from '../../core/filing/check-capture.ts';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import { readExactText } from '../../lambdas/runtime/read-text.ts';
import { usageMistake } from '../program/usage-error.ts';

/** Captured texts: which one an article file stands on, if any, by the SHA-256 that it names, if it names one. */
export type Captures = { of(named: string | undefined): string | undefined };

/**
 * The text of one file, whatever article asks for it: whether it is the right one is for the check to say.
 * @throws InvalidInputError when it cannot be read.
 */
export function captureOfFile(path: string): Captures {
  const text = readExactText(path);
  return { of: () => text };
}

/**
 * The texts of a folder, whatever they are called: an article names its capture by the SHA-256. What is no UTF-8 text is
 * passed over, and so are folders in it.
 * @throws InvalidInputError when the folder cannot be read.
 */
export async function capturesOfFolder(folder: string): Promise<Captures> {
  const texts = new Map<string, string>();
  for (const name of await filesIn(folder)) {
    for (const form of formsOfFile(join(folder, name))) texts.set(sha256(form), form);
  }
  return { of: named => (named === undefined ? undefined : texts.get(named)) };
}

/** None of what is no text: a folder of captures may hold other things too. */
function formsOfFile(path: string): string[] {
  try {
    return captureForms(readExactText(path));
  } catch (error) {
    if (error instanceof InvalidInputError) return [];
    throw error;
  }
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter(entry => !entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    throw new InvalidInputError('The captures', [unreadable(folder, error as NodeJS.ErrnoException)]);
  }
}

function unreadable(folder: string, { code }: NodeJS.ErrnoException): Mistake {
  const found = { ENOENT: 'nothing there', ENOTDIR: 'a file' }[code ?? ''] ?? `${code}`;
  const expected = 'a folder with the captured texts';
  return usageMistake(
    `--captures ${folder}: ${found}`,
    expected,
    'correct the path; for one text file use --capture',
  );
}
