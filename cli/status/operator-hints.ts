import type { Installation } from '../installation/installation.ts';
import { nextCommand } from '../program/next-command.ts';
import type { Options } from '../program/options.ts';

/** How to speak of commands, and of what happens by itself: both depend on where Courant is. */
export type OperatorHints = {
  /** The whole line to type, such as `courant release 2026-11-23 --local`. */
  command(line: string): string;
  /** The same of a command that is about a publication, and names it itself. */
  aboutPublication(line: string): string;
  /** What comes of unfinished work when nobody does anything. */
  byItself: string;
};

/** Hints for whoever typed a command with these options. */
export function operatorHints(
  { carryOn }: Pick<Installation, 'carryOn'>,
  options: Pick<Options, 'local' | 'stack' | 'publication'>,
): OperatorHints {
  const command = (line: string) => nextCommand(line, options);
  return {
    command,
    aboutPublication: line => nextCommand(line, { ...options, publication: undefined }),
    byItself:
      carryOn === null
        ? 'The sweep sees to it every five minutes.'
        : `On this machine nothing runs by itself: ${command('publish')} goes on with it.`,
  };
}
