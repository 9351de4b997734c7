import { parseArgs } from 'node:util';
import { InvalidInputError, type Mistake } from '../lambdas/core/errors.ts';
import { type Instant, toInstant } from '../lambdas/core/instant.ts';

/** What `npm start` was asked for. */
export type StartOptions = { at: Instant | null; readers: number | null; reset: boolean; help: boolean };

/** What `--help` prints. */
export const startHelp = `Publishes the edition that was last due, from the facts in facts/, on this machine only.

  npm start                          publish; a second run changes nothing and mails nobody
  npm start -- --at INSTANT          publish as of then, such as 2026-12-08T09:00:00Z
  npm start -- --readers N           add N made-up readers first (1 to 1,000,000)
  npm start -- --reset               forget everything that earlier runs made, then publish
  npm start -- --help                this text

Everything is kept in .courant/, or in the folder that COURANT_DIRECTORY names. No account is needed and none can be reached.
`;

const readersAtMost = 1_000_000;

/** Reads the options. @throws InvalidInputError with every mistake at once. */
export function parseStartOptions(words: readonly string[]): StartOptions {
  const { tokens } = parseArgs({
    args: [...words],
    options: {
      at: { type: 'string' },
      readers: { type: 'string' },
      reset: { type: 'boolean' },
      help: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options: StartOptions = { at: null, readers: null, reset: false, help: false };
  const mistakes = tokens.flatMap(token => readToken(token, options));
  if (mistakes.length > 0) throw new InvalidInputError('npm start', mistakes);
  return options;
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

function readToken(token: Token, options: StartOptions): Mistake[] {
  if (token.kind === 'option-terminator') return [];
  if (token.kind === 'positional') return [mistake(token.value, 'options only', 'remove it')];
  const { rawName, value } = token;
  switch (token.name) {
    case 'reset':
    case 'help':
      options[token.name] = true;
      return value === undefined
        ? []
        : [mistake(`${rawName}=${value}`, `${rawName} without a value`, 'remove the value')];
    case 'at':
      return readAt(value, options);
    case 'readers':
      return readReaders(value, options);
    default:
      return [
        mistake(
          rawName,
          'one of --at, --readers, --reset, --help',
          'correct its spelling; npm start -- --help lists them',
        ),
      ];
  }
}

function readAt(value: string | undefined, options: StartOptions): Mistake[] {
  try {
    options.at = toInstant(value ?? '');
    return [];
  } catch {
    const expected = 'an instant with a zone, such as 2026-12-08T09:00:00Z or 2026-12-08T10:00:00+01:00';
    return [mistake(`--at ${value ?? ''}`.trim(), expected, 'write it like the example')];
  }
}

function readReaders(value: string | undefined, options: StartOptions): Mistake[] {
  options.readers = Number(value);
  if (/^\d+$/.test(value ?? '') && options.readers >= 1 && options.readers <= readersAtMost) return [];
  return [
    mistake(
      `--readers ${value ?? ''}`.trim(),
      `a whole number from 1 to ${readersAtMost}`,
      'write it in digits only',
    ),
  ];
}

function mistake(found: string, expected: string, todo: string): Mistake {
  return { source: 'npm start', path: '', expected, found, todo };
}
