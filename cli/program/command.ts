import type { Mistake } from '../../core/foundation/errors.ts';
import type { World } from '../installation/world.ts';
import type { OptionName, Options } from './options.ts';

/** What was typed after the command's name. */
export type Arguments = { operands: readonly string[]; options: Options };

/** One thing that `courant` can do. */
export type Command = {
  /** Such as `facts add`. */
  name: string;
  /** What stands after the name, such as `FILE…`; empty for nothing, in brackets what may be left out. */
  operands: '' | 'FILE…' | 'FACT FILE' | 'FACT [FILE]' | 'ADDRESS' | 'EDITION' | '[EDITION]';
  options: readonly OptionName[];
  /** One line for the list of commands. */
  summary: string;
  /** What it promises, for its own help. */
  about: string;
  /** Finds what is wrong with the values that were typed, before anything is opened. */
  check?(typed: Arguments): readonly Mistake[];
  /** Does it; answers the exit code. */
  run(typed: Arguments, world: World): Promise<number>;
};
