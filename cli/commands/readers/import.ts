import { optOutColumns, readerColumns } from '../../../core/readers/admission/import-row.ts';
import { choosePublication } from '../../installation/choose-publication.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { usageMistake } from '../../program/usage-error.ts';
import { csvFile } from '../../readers/csv-file.ts';
import { importOptOuts, importReaders } from '../../readers/import-kinds.ts';
import { mapMistakes } from '../../readers/table-header.ts';

/** `readers import`: a table of people becomes readers, or the opt-outs of an older tool are taken over. */
export const readersImport: Command<World> = {
  name: 'readers import',
  operands: [{ name: '<FILE>', about: 'a table (CSV) with a header; - for standard input' }],
  options: ['ended', 'map', 'publication', 'again', 'apply', 'yes', 'json'],
  summary: 'add the readers of a table, each with when and how they agreed',
  about: [
    'The table needs the columns address, agreed and how; name, publication, language and state may be there. --map names columns that are ' +
      'called otherwise. Who ended comes back only if they agreed after that, and who complained never. docs/readers.md has the rest.',
    'Without --apply nothing is written: Courant counts who is new, known and ended, shows rows with mistakes, and says how old the ' +
      'agreements are. With --apply it asks first, or wants --yes; it leaves out rows with mistakes. If it is ended on the way, type the ' +
      'same again: nobody is added twice.',
    'With --ended the table has people who left an older tool: address and ended (when), perhaps reason, publication and state. They get ' +
      'no more mail, and no later import brings them back unless they agreed since. Import these first.',
  ],
  examples: [
    'courant readers import readers.csv',
    'courant readers import members.csv --map "E-mail=address" --map since=agreed',
    'courant readers import unsubscribed.csv --ended --map left=ended --apply',
  ],
  check: ({ options }) => [
    ...mapMistakes(options.map, options.ended ? optOutColumns : readerColumns),
    ...(options.ended && options.again
      ? [usageMistake('--ended and --again', 'one of them', 'leave --again out')]
      : []),
  ],
  async run({ operands: [path = ''], options }, world) {
    const publication =
      options.publication === undefined
        ? null
        : choosePublication(await world.configuration(), options.publication).id;
    const file = await csvFile(path);
    const importThem = options.ended ? importOptOuts : importReaders;
    return withInstallation(world, options, installation =>
      importThem(world, installation, { file, publication, options }),
    );
  },
};
