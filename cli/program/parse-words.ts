import { parseArgs } from 'node:util';
import type { Mistake } from '../../core/foundation/errors.ts';
import type { Arguments, Command } from './command.ts';
import { everywhere, isOptionName, type OptionName, type Options, optionTable } from './options.ts';
import { typed, UsageError } from './usage-error.ts';

/** A line, read: a command with its arguments, or somebody who asks for help, about one command or all. */
export type Line =
  | { kind: 'help'; command: Command | undefined }
  | ({ kind: 'command'; command: Command } & Arguments);

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

/**
 * Reads what was typed. Options may stand anywhere; after `--` nothing is an option.
 * @throws UsageError with every mistake at once.
 */
export function parseWords(words: readonly string[], commands: readonly Command[]): Line {
  const tokens = tokensOf(words);
  const given = tokens.filter(token => token.kind === 'option');
  const positionals = tokens.flatMap(token => (token.kind === 'positional' ? [token.value] : []));
  const command = commandOf(positionals, commands);
  const asksForHelp = given.some(({ name }) => name === 'help');
  if (asksForHelp || (!command && positionals.length === 0 && given.length === 0)) {
    if (!command && positionals.length > 0 && !isGroup(positionals, commands))
      throw unknown(positionals, commands);
    return { kind: 'help', command };
  }
  if (!command) throw unknown(positionals, commands);
  const operands = positionals.slice(command.name.split(' ').length);
  const { options, mistakes } = optionsOf(given, command);
  const all = [...mistakes, ...operandMistakes(operands, command)];
  if (options.local && options.stack !== undefined) {
    all.push(typed('--local and --stack', 'one of them', 'leave out the one that is not meant'));
  }
  if (all.length === 0) all.push(...(command.check?.({ operands, options }) ?? []));
  if (all.length > 0) throw new UsageError(all);
  return { kind: 'command', command, operands, options };
}

function tokensOf(words: readonly string[]): Token[] {
  const forms = Object.entries(optionTable).map(([name, { type }]) => [
    name,
    name === 'help' ? { type, short: 'h' } : { type },
  ]);
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(forms),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens;
}

function commandOf(positionals: readonly string[], commands: readonly Command[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => positionals[index] === word));
}

function isGroup([first]: readonly string[], commands: readonly Command[]): boolean {
  return commands.some(({ name }) => name.startsWith(`${first} `));
}

function unknown(positionals: readonly string[], commands: readonly Command[]): UsageError {
  const group = commands.filter(({ name }) => name.startsWith(`${positionals[0]} `));
  const known = (group.length > 0 ? group : commands).map(({ name }) => name);
  const found = positionals.slice(0, 2).join(' ');
  return new UsageError([
    typed(
      found === '' ? 'no command' : JSON.stringify(found),
      `one of the commands ${known.join(', ')}`,
      'write one of them; courant --help says what each does',
    ),
  ]);
}

function optionsOf(
  given: readonly OptionToken[],
  command: Command,
): { options: Options; mistakes: Mistake[] } {
  const known = [...command.options, ...everywhere];
  const values: Partial<Record<OptionName, string | boolean>> = {};
  const mistakes = given.flatMap((token): Mistake[] => {
    const { name, rawName } = token;
    if (!isOptionName(name) || !known.includes(name)) return [unknownOption(rawName, command, known)];
    if (values[name] !== undefined) return [typed(`${rawName} twice`, 'it once', 'leave one of them out')];
    values[name] = token.value ?? true;
    return valueMistakes(name, token);
  });
  const switches = { help: false, local: false, json: false, again: false, uncertain: false };
  return { options: { ...switches, ...values } as Options, mistakes };
}

function unknownOption(rawName: string, command: Command, known: readonly OptionName[]): Mistake {
  const names = known.map(name => `--${name}`).join(', ');
  return typed(
    rawName,
    `one of the options of courant ${command.name}: ${names}`,
    `correct it or leave it out; courant ${command.name} --help says what each is for`,
  );
}

function valueMistakes(name: OptionName, { rawName, value, inlineValue }: OptionToken): Mistake[] {
  const form = optionTable[name];
  if (form.type === 'boolean') {
    return value === undefined
      ? []
      : [typed(`${rawName}=${value}`, `${rawName} without a value`, 'remove the value')];
  }
  const isMissing = value === undefined || value === '' || (!inlineValue && value.startsWith('-'));
  if (!isMissing) return [];
  const todo = `write ${rawName} ${form.value}; if the value does begin with a hyphen, ${rawName}=${form.value}`;
  return [typed(`${rawName} ${value ?? ''}`.trim(), `a value after it: ${form.about}`, todo)];
}

function operandMistakes(operands: readonly string[], { name, operands: form }: Command): Mistake[] {
  const usage = `courant ${name}${form === '' ? '' : ` ${form}`}`;
  const words = form === '' ? [] : form.split(' ');
  if (operands.length < words.filter(word => !word.startsWith('[')).length) {
    const found = operands.length === 0 ? 'nothing' : quoted(operands);
    return [typed(found, `${form} after courant ${name}`, `write ${usage}`)];
  }
  if (form.endsWith('…') || operands.length <= words.length) return [];
  if (form === '') return [typed(quoted(operands), `nothing more after ${usage}`, 'leave it out')];
  const expected = words.map(word => `one ${word.replace(/[[\]]/g, '')}`).join(' and ');
  return [typed(quoted(operands), expected, 'run it once for each')];
}

function quoted(words: readonly string[]): string {
  return words.map(word => JSON.stringify(word)).join(' ');
}
