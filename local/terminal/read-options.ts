import { parseArgs } from 'node:util';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import { wrap } from '../../core/foundation/wrap.ts';
import { nearest } from './nearest.ts';
import { flag, type Option } from './options.ts';

/** A program that npm runs, as its help describes it. Every program has `--help` besides its own options. */
export type Program<Options> = {
  /** What is typed to run it, such as `npm start`. */
  command: string;
  /** What it does: paragraphs. */
  about: readonly string[];
  /** By their names in the code; `sliceSize` is written `--slice-size`. */
  options: { readonly [Name in keyof Options]: Option<Options[Name]> };
  /** How a person names another folder for it to work in, if they can. */
  elsewhere?: string;
  /** Whole lines to type. */
  examples: readonly string[];
  /** What is wrong with options that are right each by itself. */
  check?(given: ReadonlySet<string>): Wrong[];
};

/** What was typed cannot be used. Ends a program with 2. */
export class UsageError extends InvalidInputError {}

type AnyOptions = { options: Readonly<Record<string, Option<unknown>>> };
type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];
type Wrong = Omit<Mistake, 'source' | 'path'>;

const helpOption = flag('show this text');

/** What has been read so far. */
type Reading = {
  command: string;
  /** By the name as it is typed, with the one in the code. */
  known: ReadonlyMap<string, { key: string; option: Option<unknown> }>;
  /** The name in the code of the words that are no options, if the program takes any. */
  operandsKey: string | undefined;
  values: Record<string, unknown>;
  given: Set<string>;
};

/**
 * Reads what was typed behind a program's name. Who asks for help gets it, whatever else is wrong.
 * @throws UsageError with every mistake at once, in the order in which they were typed.
 */
export function readOptions<Options extends object>(
  { command, options, check }: Program<Options>,
  words: readonly string[],
): Options & { help: boolean } {
  const all = Object.entries<Option<unknown>>({ ...options, help: helpOption });
  const [operandsKey, operands] = all.find(([, option]) => option.operands) ?? [];
  const named = all.filter(([key]) => key !== operandsKey);
  const reading: Reading = {
    command,
    known: new Map(named.map(([key, option]) => [written(key), { key, option }])),
    operandsKey,
    values: Object.fromEntries(all.map(([key, { initial }]) => [key, initial])),
    given: new Set(),
  };
  const wrong = tokensOf(reading, words).flatMap(token => readToken(reading, token));
  const missing = operands?.operands && !reading.given.has(operandsKey ?? '') ? [operands.operands] : [];
  const mistakes = [
    ...wrong,
    ...missing.map(each => ({ found: 'none', ...each })),
    ...(check?.(reading.given) ?? []),
  ];
  if (mistakes.length > 0 && reading.values.help !== true)
    throw new UsageError(
      command,
      mistakes.map(mistake => ({ source: command, path: '', ...mistake })),
    );
  return reading.values as Options & { help: boolean };
}

/** Without Node's own refusals, which name the first mistake only. */
function tokensOf({ known }: Reading, words: readonly string[]): readonly Token[] {
  const options = [...known].map(([name, { option }]) => {
    const type = option.placeholder === null ? 'boolean' : 'string';
    return [name, name === 'help' ? { type, short: 'h' } : { type }];
  });
  return parseArgs({
    args: [...words],
    options: Object.fromEntries(options),
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

function readToken(reading: Reading, token: Token): Wrong[] {
  if (token.kind === 'option-terminator') return [];
  if (token.kind === 'positional') return readOperand(reading, token.value);
  const { name, rawName, value } = token;
  const known = reading.known.get(name);
  if (!known) return [unknown(reading, rawName)];
  if (reading.given.has(name))
    return [{ found: `${rawName} twice`, expected: 'it once', todo: 'remove one of them' }];
  reading.given.add(name);
  const isSwitch = known.option.placeholder === null;
  if (isSwitch && value !== undefined)
    return [
      { found: `${rawName}=${value}`, expected: `${rawName} without a value`, todo: 'remove the value' },
    ];
  const read = known.option.read(value ?? '');
  if (!('value' in read)) return [{ found: `${rawName} ${value ?? ''}`.trim(), ...read }];
  reading.values[known.key] = read.value;
  return [];
}

function readOperand({ operandsKey, values, given }: Reading, word: string): Wrong[] {
  if (operandsKey === undefined) return [{ found: word, expected: 'options only', todo: 'remove it' }];
  given.add(operandsKey);
  values[operandsKey] = [...(values[operandsKey] as string[]), word];
  return [];
}

function unknown({ command, known }: Reading, rawName: string): Wrong {
  const names = [...known.keys()];
  const meant = nearest(rawName.replace(/^-+/, ''), names);
  const todo =
    meant === undefined
      ? `leave it out; ${command} -- --help says what each is for`
      : `write --${meant}, if that is what you mean`;
  return { found: rawName, expected: `one of ${names.map(name => `--${name}`).join(', ')}`, todo };
}

/** As it is typed, without the hyphens in front. */
function written(key: string): string {
  return key.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

const columns = 80;

/** What `--help` prints: at most 80 columns, options below each other. Examples are not wrapped, so that they can be copied. */
export function helpOf({
  command,
  about,
  options,
  examples,
}: Omit<Program<unknown>, 'options'> & AnyOptions): string {
  const operands = Object.values(options).find(option => option.operands)?.placeholder;
  const terms = Object.entries(options).map(([key, { placeholder, about, operands }]) => ({
    term: operands ? `${placeholder}` : [`--${written(key)}`, placeholder ?? []].flat().join(' '),
    about,
  }));
  const all = [...terms, { term: '-h, --help', about: helpOption.about }];
  const indent = Math.max(...all.map(({ term }) => term.length)) + 4;
  const parts = [
    [`Usage: ${command}${terms.length === 0 ? '' : ' -- [OPTIONS]'}${operands ? ` ${operands}` : ''}`],
    ...about.map(paragraph => wrap(paragraph, '', columns)),
    ['Options:', ...all.flatMap(({ term, about }) => wrap(about, `  ${term}`.padEnd(indent), columns))],
    ...(examples.length === 0 ? [] : [['Examples:', ...examples.map(line => `  ${line}`)]]),
  ];
  return `${parts.map(lines => lines.join('\n')).join('\n\n')}\n`;
}
