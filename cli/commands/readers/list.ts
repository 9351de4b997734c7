import { counted } from '../../../core/foundation/counts.ts';
import type { Reader } from '../../../core/readers/reader.ts';
import { findPublication } from '../../installation/find-publication.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { nextCommand } from '../../program/next-command.ts';
import type { Options } from '../../program/options.ts';
import { shownReader } from '../../readers/person.ts';
import { inState, stateMistakes } from '../../readers/reader-states.ts';

/** As wide as the widest of each: ids, states and instants are. */
const widths = [32, 10, 20] as const;

/** `readers list`: one line a reader as they come, so that a million need no memory. */
export const readersList: Command<World> = {
  name: 'readers list',
  operands: [],
  options: ['state', 'publication', 'json', 'tokens'],
  summary: 'list the readers of a publication',
  about: [
    'The list has everybody who is or was a reader: id, state, since when, address. Courant mails active readers only. Because ' +
      'of the addresses, keep the list on your screen. With --json it has the names too, and how each reader agreed.',
  ],
  examples: ['courant readers list', 'courant readers list --state left --publication weekly --json'],
  check: ({ options }) => stateMistakes(options),
  async run({ options }, world) {
    return withInstallation(world, options, async installation => {
      const { readers } = installation;
      const publication = await findPublication(installation, options.publication);
      const states = new Map<string, number>();
      for await (const reader of inState(readers.all(publication.id), options.state)) {
        if (states.size === 0 && !options.json) world.print(row('id', 'state', 'since', 'address'));
        states.set(reader.state, (states.get(reader.state) ?? 0) + 1);
        world.print(options.json ? JSON.stringify(shownReader(reader, options.tokens)) : rowOf(reader));
      }
      if (!options.json) world.print(summary(publication.title, states, options));
      return 0;
    });
  },
};

/** Of who is active again, `ended` is of an earlier time. */
function rowOf({ id, state, agreed, ended, address }: Reader): string {
  const since = state === 'active' || state === 'pending' ? agreed : (ended ?? agreed);
  return row(id, state, since.at, address || '(not held any more)');
}

function row(...cells: string[]): string {
  return cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ');
}

function summary(title: string, states: ReadonlyMap<string, number>, options: Options): string {
  const total = [...states.values()].reduce((sum, number) => sum + number, 0);
  if (total === 0 && options.state !== undefined) return `${title} has no reader who is ${options.state}.`;
  if (total === 0)
    return `${title} has no readers yet. Add one: ${nextCommand('readers add ADDRESS', options)}`;
  const each = [...states].map(([state, number]) => `${number.toLocaleString('en')} ${state}`).join(', ');
  return `${counted(total, 'reader')} of ${title}: ${each}`;
}
