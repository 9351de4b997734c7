import type { Installation } from '../installation/installation.ts';
import { nextCommand } from '../program/next-command.ts';
import type { Options } from '../program/options.ts';
import type { Voice } from './concern.ts';

/** Speaks of the place in which the command that was typed works. */
export function voiceOf({ carryOn }: Pick<Installation, 'carryOn'>, options: Options): Voice {
  const command = (line: string) => nextCommand(line, options);
  return {
    command,
    byItself:
      carryOn === null
        ? 'The sweep sees to it every five minutes.'
        : `On this machine nothing runs by itself: ${command('publish')} goes on with it.`,
  };
}
