import type { Mistake } from '../../../core/foundation/errors.ts';
import { wrap } from '../../../core/foundation/wrap.ts';
import { everyPublication } from '../../../core/readers/ending.ts';
import { eraseReader } from '../../../core/readers/erase.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { nextCommand } from '../../program/next-command.ts';
import { UsageError, usageMistake } from '../../program/usage-error.ts';
import {
  addressOperand,
  addressOperandMistakes,
  personOf,
  publicationsWithReaders,
} from '../../readers/person.ts';

/** What of somebody is still held after they were erased, and until when. */
const remains = [
  'The reader id, a pseudonym made from the address under a key, with the date: it keeps an old import or a restored table from bringing ' +
    'them back. It matches only if the address is typed again.',
  'Backups of the tables, which AWS keeps for 35 days.',
  "SES's own suppression list, if the address is on it.",
  'Earlier endings under the reader id in the archive bucket, and their versions: the sweep removes them within a day.',
  'Deliveries under the reader id, without the address, for keepDeliveriesDays.',
  'What the form noted: a request for 48 hours, and that the address was mailed, under a code made from it, for 30 days.',
];
/** Longer lines are hard to read, also where no terminal says how many columns it has. */
const columnsAtMost = 100;

/** `readers erase`: takes away what is held of somebody, and says what stays. */
export const readersErase: Command<World> = {
  name: 'readers erase',
  operands: [addressOperand],
  options: ['yes'],
  summary: 'erase somebody who asks for it, from all publications',
  about: [
    'It removes their rows at once, and notes under the reader id that they were erased, so that no old import and no restored table brings ' +
      'them back. They may sign up anew. It cannot be undone, so without --yes it only says what it would remove, and ends with 2.',
  ],
  examples: ['courant readers erase ada@mail.example', 'courant readers erase ada@mail.example --yes'],
  check: addressOperandMistakes,
  async run({ operands: [typed = ''], options }, world) {
    return withInstallation(world, options, async installation => {
      const { readers, addresses, endings, keeper, clock } = installation;
      const { id } = await personOf(installation, typed);
      const publications = await publicationsWithReaders(installation);
      const rows = (await Promise.all(publications.map(each => readers.read(each, id)))).flatMap(
        row => row ?? [],
      );
      const list = rows.map(({ publication, state }) => `${publication} (${state})`).join(', ') || 'none';
      world.print(`Rows of ${typed.trim()}: ${list}.`);
      if (!options.yes)
        throw new UsageError([notMeant(nextCommand(`readers erase ${typed.trim()} --yes`, options))]);
      const at = clock.now();
      const how = 'erased by the operator';
      await eraseReader({ readers, addresses, keeper }, { id, publications, at, how });
      world.print('Erased. What stays:');
      const columns = Math.min(world.columns ?? columnsAtMost, columnsAtMost);
      for (const line of remains.flatMap(text => wrap(text, '- ', columns))) world.print(line);
      const kept = await endings.ofReader(everyPublication, id);
      if (kept.some(({ kind }) => kind === 'erased')) return 0;
      world.printError(
        'The erasure could not be kept in the archive bucket now. The sweep keeps it within a day; or type the same again.',
      );
      return 1;
    });
  },
};

function notMeant(line: string): Mistake {
  return usageMistake(
    'no --yes',
    '--yes, since nobody can take this back: nothing was changed',
    `if you mean it: ${line}`,
  );
}
