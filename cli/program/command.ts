import type { Mistake } from '../../core/foundation/errors.ts';
import type { OptionName, Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/** What was typed after the command's name. */
export type Arguments = { operands: readonly string[]; options: Options };

/** A word that a command takes: `<FACT>` has to be there, `[FILE]` may be left out, and of `<FILE...>` there may be several. */
export type Operand = { name: `<${string}>` | `[${string}]`; about: string };

/** One thing that a program can do; it runs in a world, which is a terminal and whatever else the program's commands need. */
export type Command<World extends Terminal> = {
  /** Such as `facts add`. */
  name: string;
  operands: readonly Operand[];
  /** Those that not every command takes. */
  options: readonly OptionName[];
  /** One line for lists of commands, without a full stop. */
  summary: string;
  /** What it promises, for its own help, by paragraphs. */
  about: readonly string[];
  /** Whole lines to type. */
  examples: readonly string[];
  /** Finds what is wrong with the values that were typed, before anything is opened. */
  check?(typed: Arguments): readonly Mistake[];
  /** Does it; answers the exit code. */
  run(typed: Arguments, world: World): Promise<number>;
};

/** A program of commands. */
export type Program<World extends Terminal> = {
  version: string;
  /** What stands at the top of its help, by paragraphs. */
  about: readonly string[];
  /** Whole lines to type. */
  examples: readonly string[];
  commands: readonly Command<World>[];
  /** First words of commands that belong together, and what these are about. */
  groups: Readonly<Record<string, string>>;
};

/** A command as its user writes it, without options: `facts retract FACT [FILE]`. */
export function usageOf({ name, operands }: Pick<Command<never>, 'name' | 'operands'>): string {
  return [name, ...operands.map(operandForm)].join(' ');
}

/** What stands for an operand in help: `FACT`, `[FILE]`, `FILE…`. */
export function operandForm({ name }: Pick<Operand, 'name'>): string {
  return name.replace('...', '…').replace(/[<>]/g, '');
}
