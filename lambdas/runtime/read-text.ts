import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { InvalidInputError } from '../../core/foundation/errors.ts';
import { faultWords } from '../../core/foundation/machine-faults.ts';
import { exactTextOf, textOf } from '../../core/foundation/text-file.ts';

/** What a person who named a file can do; `faultWords` has what is the machine's. */
const reasons: Record<string, { found: string; todo: string }> = {
  ENOENT: { found: 'no such file', todo: 'correct the path, or put the file there' },
  EISDIR: { found: 'a folder', todo: 'name a file' },
  EACCES: { found: 'a file that may not be read', todo: 'allow this user to read it' },
};

/** A file that people write is not there, or may not be read. */
export class UnreadableFileError extends InvalidInputError {
  constructor(source: string, cause: NodeJS.ErrnoException, expected = 'a text file in UTF-8') {
    const known = reasons[cause.code ?? ''] ?? faultWords(cause.code);
    const { found, todo } = known ?? { found: String(cause), todo: 'mend the cause' };
    super('A text file', [{ source, path: '', expected, found, todo }]);
    this.cause = cause;
  }
}

/**
 * Reads a file that people write, see `textOf`: a byte order mark and CR LF leave no trace.
 * @param source what messages call it; its path unless given.
 * @throws UnreadableFileError, NotUtf8Error
 */
export function readText(path: string, source: string = path): string {
  return textOf(bytesOf(path, source), source);
}

/** Reads a file as it is, for captured text: whether a byte order mark and CR LF are part of it, its hash says. */
export function readExactText(path: string, source: string = path): string {
  return exactTextOf(bytesOf(path, source), source);
}

/**
 * Reads the template sources and messages of a directory: path below it, with forward slashes, ▸ text. Only `.hbs` and
 * `.json` files, and the script `search.js`; in the order of their paths.
 * @param source what messages call the directory; its path unless given.
 * @param only which of the paths are read; all unless given.
 * @throws UnreadableFileError, NotUtf8Error
 */
export function readTemplates(
  directory: string,
  source: string = directory,
  only = /./,
): Record<string, string> {
  const paths = entriesOf(directory, source)
    .map(path => path.split(sep).join('/'))
    .filter(path => /(\.(hbs|json)|^search\.js)$/.test(path) && only.test(path))
    .sort();
  return Object.fromEntries(paths.map(path => [path, readText(join(directory, path), `${source}/${path}`)]));
}

function entriesOf(directory: string, source: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    throw new UnreadableFileError(
      source,
      error as NodeJS.ErrnoException,
      'a folder with text files in UTF-8',
    );
  }
}

function bytesOf(path: string, source: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UnreadableFileError(source, error as NodeJS.ErrnoException);
  }
}
