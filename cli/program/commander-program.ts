import { Command as Commander, type CommanderError, Option } from 'commander';
import type { Command, Program } from './command.ts';
import { commandHelp, groupHelp, programHelp } from './help.ts';
import { optionTable } from './option-table.ts';
import { commonOptions, formIn, type OptionName, type Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/** What comes of a line that Commander reads to its end. */
export type Handlers<World extends Terminal> = {
  /** A command was typed as it should be. */
  onCommand(command: Command<World>, operands: readonly string[], options: Partial<Options>): void;
  /** Help was asked for, of the command that these words name. */
  onHelp(words: readonly string[]): void;
  /** Prints help or the version. */
  onText(text: string): void;
};

/** Commander stopped reading a line: something is wrong, or it printed what was asked for. */
export class Stopped extends Error {
  readonly command: Commander;
  readonly reason: CommanderError;

  constructor(command: Commander, reason: CommanderError) {
    super(reason.message);
    this.command = command;
    this.reason = reason;
  }
}

/** The value of an option cannot be taken: it is missing, with `found` in its place, or there was one before. */
export class OptionFault extends Error {
  readonly flag: string;
  /** The command's name. */
  readonly command: string;
  readonly fault: 'missing' | 'twice';
  readonly found: string;

  constructor(flag: string, command: string, fault: 'missing' | 'twice', found = '') {
    super(`${flag}: ${fault}`);
    this.flag = flag;
    this.command = command;
    this.fault = fault;
    this.found = found;
  }
}

/**
 * The program as Commander knows it. Commander reads a line, and writes help; what it has to say it hands to the handlers or
 * throws as Stopped or OptionFault: it neither prints nor ends the process.
 */
export function commanderProgram<World extends Terminal>(
  program: Program<World>,
  words: readonly string[],
  { columns, styled }: Pick<Terminal, 'columns' | 'styled'>,
  handlers: Handlers<World>,
): Commander {
  const root = stopping(new Commander('courant'))
    .configureOutput({
      writeOut: handlers.onText,
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => Math.min(columns ?? 80, 100),
      getOutHasColors: () => styled,
    })
    .helpOption('-h, --help', 'show this text')
    .configureHelp(programHelp(program))
    .version(program.version, '-V, --version', 'print the version');
  addHelpCommand(root, [], handlers);
  for (const name of Object.keys(program.groups)) {
    const group = stopping(root.command(name)).configureHelp(groupHelp(program, name));
    addHelpCommand(group, [name], handlers);
  }
  for (const command of program.commands) {
    const names = command.name.split(' ');
    const parent = names.length > 1 ? root.commands.find(group => group.name() === names[0]) : root;
    if (!parent) throw new Error(`The command ${command.name} has no group.`);
    addCommand(parent, command, words, handlers);
  }
  return root;
}

function addCommand<World extends Terminal>(
  parent: Commander,
  command: Command<World>,
  words: readonly string[],
  handlers: Handlers<World>,
): void {
  const leaf = stopping(parent.command(command.name.split(' ').at(-1) ?? '')).configureHelp(
    commandHelp(command),
  );
  for (const { name, about } of command.operands) leaf.argument(name, about);
  for (const name of [...command.options, ...commonOptions])
    leaf.addOption(optionOf(name, command.name, words));
  leaf.action(() => handlers.onCommand(command, leaf.args, leaf.opts()));
}

/** `courant help facts add`, and `courant facts help add`. Commander's own looks no further than one word. */
function addHelpCommand<World extends Terminal>(
  parent: Commander,
  path: readonly string[],
  handlers: Handlers<World>,
): void {
  const help = stopping(parent.helpCommand(false).command('help'))
    .argument('[COMMAND...]')
    .allowUnknownOption();
  help.action(() => handlers.onHelp([...path, ...help.args]));
}

function stopping(command: Commander): Commander {
  return command.exitOverride(reason => {
    throw new Stopped(command, reason);
  });
}

function optionOf(name: OptionName, command: string, words: readonly string[]): Option {
  const { flags, about, conflicts, repeats } = formIn(optionTable[name], command);
  const option = new Option(flags, about);
  if (conflicts) option.conflicts(conflicts);
  const flag = `--${name}`;
  // Commander's own would be in camel case, and ours have the names that are typed.
  option.attributeName = () => name;
  return option.argParser<string | string[] | boolean | undefined>((value: string | undefined, previous) => {
    if (previous !== undefined && !repeats) throw new OptionFault(flag, command, 'twice');
    if (value === undefined) return true;
    // Commander takes whatever comes next; another option there is one whose own value was forgotten.
    const isNextWord = words.some((word, index) => word === flag && words[index + 1] === value);
    if (value === '' || (isNextWord && value.startsWith('-')))
      throw new OptionFault(flag, command, 'missing', value);
    return repeats ? [...(Array.isArray(previous) ? previous : []), value] : value;
  });
}
