import type { Command as Commander, CommanderError } from 'commander';
import type { Mistake } from '../../core/foundation/errors.ts';
import { type Command, operandForm, type Program, usageOf } from './command.ts';
import { OptionFault, type Stopped } from './commander-program.ts';
import { commonOptions, formOf } from './options.ts';
import type { Terminal } from './terminal.ts';
import { oneOf, usageMistake } from './usage-error.ts';

/** What is wrong with a line, and the option that it is wrong with; without one, the rest cannot be read either. */
export type Fault = { mistake: Mistake; option?: string };

/** Says of what stopped Commander what was expected, what was found and what to do, and names what may be meant. */
export function faultOf<World extends Terminal>(
  thrown: Stopped | OptionFault,
  program: Program<World>,
): Fault {
  if (thrown instanceof OptionFault) return { mistake: valueMistake(thrown), option: thrown.flag };
  const { command, reason } = thrown;
  const path = pathOf(command);
  const known = program.commands.find(({ name }) => name === path);
  if (!known) return { mistake: unknownCommand(path, command.args, meantBy(reason), program) };
  const [option = '', other = ''] = optionsIn(reason);
  switch (reason.code) {
    case 'commander.unknownOption':
      // Commander takes an option of another command for a mistyped one of this.
      return { mistake: unknownOption(option, known, formOf(option) ? [] : meantBy(reason)), option };
    case 'commander.optionMissingArgument':
      return { mistake: valueMistake(new OptionFault(option, path, 'missing')), option };
    case 'commander.conflictingOption':
      return { mistake: oneOf(option, other), option: other };
    case 'commander.missingArgument':
      return { mistake: missingOperands(command.args, known) };
    default:
      return { mistake: excessOperands(command.args, known) };
  }
}

/** Commander says which options it means in its message only: an unknown one as typed, others with the name of their value. */
function optionsIn({ code, message }: CommanderError): string[] {
  if (code === 'commander.unknownOption') return [/'([\s\S]*)'/.exec(message)?.[1] ?? ''];
  return [...message.matchAll(/option '(--\w+)/g)].map(([, flag = '']) => flag);
}

/** Names that are nearest to what was typed. */
function meantBy({ message }: CommanderError): string[] {
  return /\n\(Did you mean (?:one of )?(.*)\?\)$/.exec(message)?.[1]?.split(', ') ?? [];
}

function valueMistake({ flag, command, fault, found }: OptionFault): Mistake {
  if (fault === 'twice') return usageMistake(`${flag} twice`, 'it once', 'leave one of them out');
  const { flags, about } = formOf(flag, command) ?? { flags: flag, about: '' };
  const form = flags.replace(/[<>]/g, '');
  const todo = `write ${form}; if the value does begin with a hyphen, ${form.replace(' ', '=')}`;
  return usageMistake(`${flag} ${found}`.trim(), `a value after it: ${about}`, todo);
}

function pathOf(command: Commander): string {
  const above = command.parent ? pathOf(command.parent) : '';
  return command.parent ? `${above} ${command.name()}`.trim() : '';
}

function unknownCommand<World extends Terminal>(
  path: string,
  args: readonly string[],
  meant: readonly string[],
  { commands }: Program<World>,
): Mistake {
  const operand = args.find(word => !word.startsWith('-'));
  const typed = [path, operand].filter(Boolean).join(' ');
  const group = commands.filter(({ name }) => name.startsWith(`${path} `));
  const names = (group.length > 0 ? group : commands).map(({ name }) => name);
  const help = ['courant', path, '--help'].filter(Boolean).join(' ');
  if (operand === undefined && meant.length > 0) {
    const [option = ''] = args;
    return usageMistake(option, 'a command, or an option of courant itself', didYouMean(meant, help));
  }
  // Commander looks at one level only; the command that is meant may have another first word.
  const elsewhere = commands.map(({ name }) => name).filter(name => name.endsWith(` ${operand}`));
  const nearest = [...meant.map(name => `${path} ${name}`.trim()), ...elsewhere].map(
    name => `courant ${name}`,
  );
  return nearest.length > 0
    ? usageMistake(JSON.stringify(typed), 'a command of courant', didYouMean(nearest, help))
    : usageMistake(
        typed === '' ? 'no command' : JSON.stringify(typed),
        `one of the commands ${names.join(', ')}`,
        `write one of them; ${help} says what each does`,
      );
}

function unknownOption(
  word: string,
  command: Pick<Command<never>, 'name' | 'options'>,
  meant: readonly string[],
): Mistake {
  const known = [...command.options, ...commonOptions];
  const [flag = word, ...value] = word.split('=');
  if (value.length > 0 && known.some(name => `--${name}` === flag))
    return usageMistake(word, `${flag} without a value`, 'remove the value');
  const help = `courant ${command.name} --help`;
  if (meant.length > 0)
    return usageMistake(flag, `an option of courant ${command.name}`, didYouMean(meant, help));
  return usageMistake(
    flag,
    `one of the options of courant ${command.name}: ${[...known, 'help'].map(name => `--${name}`).join(', ')}`,
    `correct it or leave it out; ${help} says what each is for`,
  );
}

/** Such as `did you mean --capture or --captures? courant facts add --help lists all`. */
function didYouMean(words: readonly string[], help: string): string {
  return `did you mean ${words.join(' or ')}? ${help} lists all`;
}

function missingOperands(
  found: readonly string[],
  command: Pick<Command<never>, 'name' | 'operands'>,
): Mistake {
  const usage = usageOf(command);
  const expected = `${usage.slice(command.name.length + 1)} after courant ${command.name}`;
  return usageMistake(found.length === 0 ? 'nothing' : quoted(found), expected, `write courant ${usage}`);
}

function excessOperands(
  found: readonly string[],
  command: Pick<Command<never>, 'name' | 'operands'>,
): Mistake {
  const { operands } = command;
  if (operands.length === 0) {
    return usageMistake(quoted(found), `nothing more after courant ${command.name}`, 'leave it out');
  }
  const expected = operands.map(operand => `one ${operandForm(operand).replace(/[[\]]/g, '')}`).join(' and ');
  return usageMistake(quoted(found), expected, 'run it once for each');
}

function quoted(words: readonly string[]): string {
  return words.map(word => JSON.stringify(word)).join(' ');
}
