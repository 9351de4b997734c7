import { parseArgs } from 'node:util';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import { type Instant, toInstant } from '../../core/foundation/instant.ts';

/** What `npm start` was asked for. */
export type StartOptions = {
  at: Instant | null;
  readers: number | null;
  /** How many editions of each publication. */
  editions: number;
  reset: boolean;
  serve: boolean;
  /** Where to serve; 0 takes a free one. */
  port: number;
  help: boolean;
};

const defaultPort = 8025;
/** A year of a weekly. */
const editionsAtMost = 52;

/** What `--help` prints. */
export const startHelp = `Publishes the edition of each publication that was last due, from the facts in facts/, on this machine only.

  npm start                          publish; a second run changes nothing and mails nobody
  npm start -- --at INSTANT          publish as of then, such as 2026-12-08T09:00:00Z
  npm start -- --editions N          publish the last N editions, one after the other (1 to ${editionsAtMost}): the facts first, then what
                                     facts/corrections/ puts right in them, then what is left to say
  npm start -- --readers N           add N made-up readers to each publication first (1 to 1,000,000)
  npm start -- --reset               forget everything that earlier runs made, then publish
  npm start -- --serve               publish, then show it in the browser until Ctrl-C: pages, mails, and leaving
  npm start -- --serve --port N      serve on that port of 127.0.0.1 instead of ${defaultPort}; 0 takes a free one
  npm start -- --help                this text

Without --at, no edition comes before the day on which its facts were captured: a series then runs ahead of today.
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
      editions: { type: 'string' },
      reset: { type: 'boolean' },
      serve: { type: 'boolean' },
      port: { type: 'string' },
      help: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options: StartOptions = {
    at: null,
    readers: null,
    editions: 1,
    reset: false,
    serve: false,
    port: defaultPort,
    help: false,
  };
  const mistakes = tokens.flatMap(token => readToken(token, options));
  if (!options.serve && tokens.some(token => token.kind === 'option' && token.name === 'port'))
    mistakes.push(
      mistake('--port without --serve', '--port beside --serve', 'add --serve, or remove --port'),
    );
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
    case 'serve':
    case 'help':
      options[token.name] = true;
      return value === undefined
        ? []
        : [mistake(`${rawName}=${value}`, `${rawName} without a value`, 'remove the value')];
    case 'at':
      return readAt(value, options);
    case 'readers':
      return readReaders(value, options);
    case 'editions':
      return readEditions(value, options);
    case 'port':
      return readPort(value, options);
    default:
      return [
        mistake(
          rawName,
          'one of --at, --editions, --readers, --reset, --serve, --port, --help',
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
  return wholeNumber('--readers', value, 1, readersAtMost);
}

function readEditions(value: string | undefined, options: StartOptions): Mistake[] {
  options.editions = Number(value);
  return wholeNumber('--editions', value, 1, editionsAtMost);
}

function readPort(value: string | undefined, options: StartOptions): Mistake[] {
  options.port = Number(value);
  return wholeNumber('--port', value, 0, 65_535);
}

function wholeNumber(option: string, value = '', least: number, most: number): Mistake[] {
  if (/^\d+$/.test(value) && Number(value) >= least && Number(value) <= most) return [];
  const expected = `a whole number from ${least} to ${most}`;
  return [mistake(`${option} ${value}`.trim(), expected, 'write it in digits only')];
}

function mistake(found: string, expected: string, todo: string): Mistake {
  return { source: 'npm start', path: '', expected, found, todo };
}
