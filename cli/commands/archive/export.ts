import { counted } from '../../../core/foundation/counts.ts';
import { ProgressBar } from '../../../local/terminal/progress-bar.ts';
import { exportArchive } from '../../archive/export/export-archive.ts';
import { editionMistakes } from '../../editions/edition-operand.ts';
import { findPublication } from '../../installation/find-publication.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import type { Options } from '../../program/options.ts';
import { usageMistake } from '../../program/usage-error.ts';

/** `archive export`: a range of editions as one file. */
export const archiveExport: Command<World> = {
  name: 'archive export',
  operands: [],
  options: ['from', 'to', 'output', 'csv', 'private', 'publication'],
  summary: 'pack a range of editions into a ZIP, to be kept, sent and verified',
  about: [
    'The ZIP has a page to begin with, the files of these editions and all that courant archive verify --dir needs of them once it is unpacked. With --csv it ' +
      'has every fact as a line of a table, with what has become of it by now. With --private it has what a court or an editor may ask for years later: ' +
      'the records that the editions were made from, the captured texts, the receipts, what was taken down. Do not publish that. Without it no edition is packed ' +
      'of which something was taken down.',
    'The same archive gives the same bytes, on whatever machine, as long as nothing in it changes. A file that is there already is not written over.',
  ],
  examples: [
    'courant archive export --from 2026-01-01 --to 2026-12-31 -o 2026.zip',
    'courant archive export --from 2026-11-23 --to 2026-11-23 -o one.zip --csv',
  ],
  check: ({ options }) => exportMistakes(options),
  async run({ options }, world) {
    const { from = '', to = '', output = '', csv, private: isPrivate } = options;
    return withInstallation(world, options, async stores => {
      const publication = await findPublication(stores, options.publication);
      let bar: ProgressBar | undefined;
      const onFile = (done: number, of: number) => {
        bar ??= new ProgressBar('Packing', of);
        bar.show(done);
      };
      const wish = { publication, from, to, file: output, csv, private: isPrivate };
      const { editions, files } = await exportArchive(stores, wish, onFile).finally(() => bar?.clear());
      const [first, last] = [editions[0], editions.at(-1)];
      world.print(
        `${output}: ${counted(editions.length, 'edition')} of ${publication.title}, from ${first?.edition} to ${last?.edition}, in ${counted(files, 'file')}`,
      );
      world.print(`The manifest of ${last?.edition} has the SHA-256 ${last?.sha256}`);
      return 0;
    });
  },
};

function exportMistakes({ from, to, output }: Options) {
  const day = 'a day, such as 2026-11-23';
  const missing = (flag: string, expected: string) => usageMistake(`no ${flag}`, expected, `add ${flag}`);
  return [
    ...(from === undefined ? [missing('--from', day)] : editionMistakes(from)),
    ...(to === undefined ? [missing('--to', day)] : editionMistakes(to)),
    ...(output === undefined ? [missing('-o', 'the name of the ZIP, such as archive.zip')] : []),
    ...(from !== undefined && to !== undefined && from > to
      ? [usageMistake(`--from ${from} --to ${to}`, 'a range that ends after it begins', 'exchange them')]
      : []),
  ];
}
