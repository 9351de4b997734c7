import { counted } from '../../../core/foundation/counts.ts';
import type { Reader } from '../../../core/readers/reader.ts';
import type { Installation } from '../../installation/installation.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import type { Options } from '../../program/options.ts';
import { csvLine } from '../../readers/csv-line.ts';
import { publicationsWithReaders, shownReader } from '../../readers/person.ts';
import { inState, stateMistakes } from '../../readers/reader-states.ts';

const columns = [
  'address',
  'name',
  'agreed',
  'how',
  'publication',
  'language',
  'state',
  'ended',
  'reason',
] as const;

/** `readers export`: a line a reader as they come, so that a million need no memory. */
export const readersExport: Command<World> = {
  name: 'readers export',
  operands: [],
  options: ['state', 'publication', 'json', 'tokens'],
  summary: 'print the readers as a table (CSV) that readers import takes',
  about: [
    'It prints everybody who is or was a reader of any publication, also of one that makes no editions any more: address, name, when and how ' +
      'they agreed, publication, language, state, when and why it ended. Keep the file where nobody else reads it.',
    'readers import takes the active ones of such a table, and readers import --ended the others. A cell that a spreadsheet would take for a ' +
      'formula has an apostrophe before it, which the import takes off. Whose address was forgotten after they left is in --json only.',
  ],
  examples: [
    'courant readers export --state active > readers.csv',
    'courant readers export --publication weekly --json',
  ],
  check: ({ options }) => stateMistakes(options),
  async run({ options }, world) {
    return withInstallation(world, options, async installation => {
      let forgotten = 0;
      if (!options.json) world.print(csvLine(columns));
      for await (const reader of readersOf(installation, options)) {
        const line = options.json ? JSON.stringify(shownReader(reader, options.tokens)) : lineOf(reader);
        if (line === undefined) forgotten += 1;
        else world.print(line);
      }
      if (forgotten > 0)
        world.printError(
          `Left out: ${counted(forgotten, 'former reader')} whose address is not held any more.`,
        );
      return 0;
    });
  },
};

/** Undefined for who is held by id alone: no table can bring them anywhere. */
function lineOf(reader: Reader): string | undefined {
  return reader.address === '' ? undefined : csvLine(cellsOf(reader));
}

function cellsOf({ address, name, agreed, publication, language, state, ended }: Reader): string[] {
  return [
    ...[address, name ?? '', agreed.at, agreed.how, publication, language, state],
    ...[ended?.at ?? '', ended?.how ?? ''],
  ];
}

/** Of one publication after the other. */
async function* readersOf(installation: Installation, options: Options): AsyncGenerator<Reader> {
  for (const publication of await publicationsWithReaders(installation, options.publication))
    yield* inState(installation.readers.all(publication), options.state);
}
