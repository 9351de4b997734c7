import { parseArgs } from 'node:util';
import { InvalidInputError, type Mistake } from '../core/foundation/errors.ts';

/** What `npm run bench` was asked for. */
export type BenchOptions = {
  /** A folder of the archive with one edition; null takes the made-up one. */
  edition: string | null;
  rounds: number;
  /** Processor time that each contender is measured for in a round. */
  milliseconds: number;
  json: boolean;
  help: boolean;
};

const roundsAtMost = 1_000;
const millisecondsAtMost = 10_000;
const defaults = { rounds: 9, milliseconds: 300 };
const optionNames = '--edition, --rounds, --milliseconds, --json, --help';

/** What `--help` prints. */
export const benchHelp = `Measures how fast messages are made, side by side with the code that people usually write. Nothing is sent.

  npm run bench                        a made-up edition, ${defaults.rounds} alternating rounds
  npm run bench -- --edition DIR       an edition of the archive: a folder with manifest.json, message.eml, digest.html, digest.txt
  npm run bench -- --rounds N          that many rounds (1 to ${roundsAtMost})
  npm run bench -- --milliseconds N    processor time for each contender in a round (1 to ${millisecondsAtMost}; ${defaults.milliseconds} if not given)
  npm run bench -- --json              the figures as JSON
  npm run bench -- --help              this text

Ends with 1 when a bar is not met, with 2 when it was asked for something that it cannot do.
`;

/** Reads the options. @throws InvalidInputError with every mistake at once. */
export function parseBenchOptions(words: readonly string[]): BenchOptions {
  const { tokens } = parseArgs({
    args: [...words],
    options: {
      edition: { type: 'string' },
      rounds: { type: 'string' },
      milliseconds: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options: BenchOptions = { edition: null, ...defaults, json: false, help: false };
  const mistakes = tokens.flatMap(token => readToken(token, options));
  if (mistakes.length > 0) throw new InvalidInputError('npm run bench', mistakes);
  return options;
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

function readToken(token: Token, options: BenchOptions): Mistake[] {
  if (token.kind === 'option-terminator') return [];
  if (token.kind === 'positional') return [mistake(token.value, 'options only', 'remove it')];
  const { rawName, value } = token;
  switch (token.name) {
    case 'json':
    case 'help':
      options[token.name] = true;
      return value === undefined
        ? []
        : [mistake(`${rawName}=${value}`, `${rawName} without a value`, 'remove the value')];
    case 'edition':
      options.edition = value ?? null;
      return value ? [] : [mistake(rawName, 'a folder of the archive', 'name one that holds an edition')];
    case 'rounds':
      return readNumber('rounds', value, roundsAtMost, options);
    case 'milliseconds':
      return readNumber('milliseconds', value, millisecondsAtMost, options);
    default:
      return [
        mistake(rawName, `one of ${optionNames}`, 'correct its spelling; npm run bench -- --help lists them'),
      ];
  }
}

function readNumber(
  name: 'rounds' | 'milliseconds',
  value = '',
  most: number,
  options: BenchOptions,
): Mistake[] {
  options[name] = Number(value);
  if (/^\d+$/.test(value) && options[name] >= 1 && options[name] <= most) return [];
  const expected = `a whole number from 1 to ${most}`;
  return [mistake(`--${name} ${value}`.trim(), expected, 'write it in digits only')];
}

function mistake(found: string, expected: string, todo: string): Mistake {
  return { source: 'npm run bench', path: '', expected, found, todo };
}
