import { counted } from '../../core/foundation/counts.ts';
import { verifiedFiles } from '../archive/verified-files.ts';
import { writeFiles } from '../archive/write-files.ts';
import { editionMistakes } from '../editions/edition-operand.ts';
import { findPublication } from '../installation/find-publication.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { table } from '../program/layout.ts';

/** `archive get`: an edition's files, verified. */
export const archiveGet: Command<World> = {
  name: 'archive get',
  operands: [{ name: '<EDITION>', about: "the edition's date, such as 2026-11-23" }],
  options: ['to', 'publication'],
  summary: "fetch an edition's files, and verify each",
  about: [
    'Courant writes these files into a folder: digest.json, digest.html, digest.txt, message.eml (as submitted, with the ' +
      'places of the reader still marked), manifest.json and the web page.',
    'Before it writes anything, it compares the manifest with the seal, and size and SHA-256 of each file with the manifest. ' +
      'It never overwrites a file that is there already.',
  ],
  examples: ['courant archive get 2026-11-23', 'courant archive get 2026-11-23 --to edition'],
  check: ({ operands: [edition = ''] }) => editionMistakes(edition),
  async run({ operands: [edition = ''], options }, world) {
    return withInstallation(world, options, async stores => {
      const { id, title } = await findPublication(stores, options.publication);
      const folder = options.to ?? `${id}-${edition}`;
      const { manifest, files, page } = await verifiedFiles(stores, { publication: id, edition });
      const written = new Map([...files, ...(page === undefined ? [] : [['index.html', page] as const])]);
      await writeFiles(folder, written);
      world.print(`${title}, edition ${manifest.number} of ${edition}, verified and written to ${folder}`);
      const rows = [...written].map(([name, content]) => [
        `  ${name}`,
        counted(Buffer.byteLength(content), 'byte'),
        verification(name),
      ]);
      for (const line of table(rows)) world.print(line);
      return 0;
    });
  },
};

function verification(name: string): string {
  if (name === 'manifest.json') return 'as sealed';
  if (name === 'index.html') return 'not in the manifest: the page may be rebuilt when a fact is corrected';
  return 'SHA-256 as in the manifest';
}
