import { parseArgs } from 'node:util';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';

/** What `npm run bench:load` was asked for. */
export type LoadOptions = {
  readers: number;
  sliceSize: number;
  /** Without the smaller audience to compare with. */
  alone: boolean;
  json: boolean;
  help: boolean;
};

/** The audience that a larger one's memory is compared with. */
export const baselineReaders = 1000;

const readersAtMost = 1_000_000;
/** As the settings of a publication have it. */
const sliceSizeAtMost = 1000;
const defaults: LoadOptions = {
  readers: 10_000,
  sliceSize: 100,
  alone: false,
  json: false,
  help: false,
};

/** What `--help` prints. */
export const loadHelp = `Publishes to made-up readers on the embedded cloud, with the functions as they are deployed, each in a process of its own.
Tells what a message costs, how much memory the functions took, and whether every reader is accounted for.

  npm run bench:load                       ${defaults.readers} readers, and ${baselineReaders} before them to compare the memory with
  npm run bench:load -- --readers N        as many readers (1 to ${readersAtMost})
  npm run bench:load -- --slice-size N     readers a slice (1 to ${sliceSizeAtMost}) instead of ${defaults.sliceSize}
  npm run bench:load -- --alone            without the ${baselineReaders} readers to compare with
  npm run bench:load -- --json             print JSON
  npm run bench:load -- --help             this text

It ends with 1 when a reader is not accounted for, or when the memory grows with the audience. Everything lies in a temporary
folder, which is removed. It needs Linux, whose /proc tells what a process took.
`;

/** Reads the options. @throws InvalidInputError with every mistake at once. */
export function parseLoadOptions(words: readonly string[]): LoadOptions {
  const { tokens } = parseArgs({
    args: [...words],
    options: {
      readers: { type: 'string' },
      'slice-size': { type: 'string' },
      alone: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options = { ...defaults };
  const mistakes = tokens.flatMap(token => readToken(token, options));
  if (mistakes.length > 0) throw new InvalidInputError('npm run bench:load', mistakes);
  return options;
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

function readToken(token: Token, options: LoadOptions): Mistake[] {
  if (token.kind === 'option-terminator') return [];
  if (token.kind === 'positional') return [mistake(token.value, 'options only', 'remove it')];
  const { name, rawName, value } = token;
  switch (name) {
    case 'readers':
      options.readers = Number(value);
      return wholeNumber(rawName, value, readersAtMost);
    case 'slice-size':
      options.sliceSize = Number(value);
      return wholeNumber(rawName, value, sliceSizeAtMost);
    case 'alone':
    case 'json':
    case 'help':
      options[name] = true;
      return value === undefined
        ? []
        : [mistake(`${rawName}=${value}`, `${rawName} without a value`, 'remove the value')];
    default:
      return [
        mistake(
          rawName,
          'one of --readers, --slice-size, --alone, --json, --help',
          'correct its spelling; npm run bench:load -- --help lists them',
        ),
      ];
  }
}

function wholeNumber(option: string, value = '', most: number): Mistake[] {
  if (/^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= most) return [];
  return [
    mistake(`${option} ${value}`.trim(), `a whole number from 1 to ${most}`, 'write it in digits only'),
  ];
}

function mistake(found: string, expected: string, todo: string): Mistake {
  return { source: 'npm run bench:load', path: '', expected, found, todo };
}
