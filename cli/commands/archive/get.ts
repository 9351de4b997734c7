import { counted } from '../../../core/foundation/counts.ts';
import type { Mistake } from '../../../core/foundation/errors.ts';
import { ProgressBar } from '../../../local/terminal/progress-bar.ts';
import { copyArchive } from '../../archive/copy-archive.ts';
import { refuseTakenDown } from '../../archive/refuse-taken-down.ts';
import { verifiedFiles } from '../../archive/verified-files.ts';
import { writeFiles } from '../../archive/write-files.ts';
import { editionMistakes } from '../../editions/edition-operand.ts';
import { findPublication } from '../../installation/find-publication.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { table } from '../../program/layout.ts';
import type { Options } from '../../program/options.ts';
import { usageMistake } from '../../program/usage-error.ts';

/** `archive get`: an edition's files, verified; or a copy of the whole archive. */
export const archiveGet: Command<World> = {
  name: 'archive get',
  operands: [{ name: '[EDITION]', about: "the edition's date, such as 2026-11-23; none with --all" }],
  options: ['all', 'private', 'to', 'publication', 'json'],
  summary: "fetch an edition's files, and verify each; or copy the whole archive",
  about: [
    'Courant writes these files into a folder: digest.json, digest.html, digest.txt, message.eml (as submitted, with the ' +
      'places of the reader still marked), manifest.json and the web page.',
    'Of an edition of which something was taken down, Courant writes nothing without --private.',
    'Before it writes anything, it compares the manifest with the seal, and size and SHA-256 of each file with the manifest. ' +
      'It never overwrites a file that is there already.',
    'With --all it brings a copy up to date: seals, files, receipts, what was taken down, and with --private the records and captured texts too. Run it again and again, to ' +
      'a place that nobody who can write to the archive can write to: that is the best witness. It fetches only what is new. What the archive writes ' +
      'once it never writes over in the copy: it names what the archive has otherwise by now, or not any more, and ends with 1; with 0 where that was ' +
      'taken down. courant archive verify --dir DIR verifies the copy. It has what is not public: sealed files of what was taken down, and the records of why.',
  ],
  examples: [
    'courant archive get 2026-11-23',
    'courant archive get 2026-11-23 --to edition',
    'courant archive get --all --to copy',
  ],
  check: ({ operands: [edition], options }) => getMistakes(edition, options),
  async run({ operands: [edition = ''], options }, world) {
    if (options.all) return copyAll(options, world);
    return withInstallation(world, options, async stores => {
      const { id, title, formerly } = await findPublication(stores, options.publication);
      const folder = options.to ?? `${id}-${edition}`;
      if (!options.private) await refuseTakenDown(stores, [{ publication: id, edition }], formerly);
      const { manifest, files, page } = await verifiedFiles(stores, { publication: id, edition }, formerly);
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

function getMistakes(edition: string | undefined, { all, to, json }: Options): Mistake[] {
  if (!all) {
    const together = usageMistake('an edition alone', '--json together with --all', 'add --all');
    return [...editionMistakes(edition ?? ''), ...(json ? [together] : [])];
  }
  return [
    ...(edition === undefined
      ? []
      : [usageMistake(`${edition} and --all`, 'one of them', 'leave the other out')]),
    ...(to === undefined
      ? [usageMistake('--all alone', '--to DIR with it', 'name the folder of the copy')]
      : []),
  ];
}

/** Copies, and says what is new and what speaks against archive or copy. */
async function copyAll(options: Options, world: World): Promise<number> {
  const { to = '', publication, private: isPrivate } = options;
  const copied = await withInstallation(world, options, async ({ look }) => {
    let bar: ProgressBar | undefined;
    const onFile = (done: number, of: number) => {
      bar ??= new ProgressBar('Copying', of);
      bar.show(done);
    };
    try {
      return await copyArchive(look, to, { publication, private: isPrivate }, onFile);
    } finally {
      bar?.clear();
    }
  });
  const { files, written, differing, gone, erased } = copied;
  if (options.json) world.print(JSON.stringify(copied));
  else {
    world.print(`${to}: ${counted(files, 'file')}, ${written.length} of them new or newer`);
    for (const key of differing)
      world.print(
        `  altered in the archive: ${key} has not the bytes that were copied before, which were kept`,
      );
    for (const key of gone) world.print(`  gone from the archive: ${key} was copied before, and was kept`);
    for (const key of erased)
      world.print(
        `  taken down, and gone from the archive: ${key} was kept; if the law binds you too, delete it`,
      );
  }
  return differing.length + gone.length > 0 ? 1 : 0;
}

function verification(name: string): string {
  if (name === 'manifest.json') return 'as sealed';
  if (name === 'index.html') return 'not in the manifest: the page may be rebuilt when a fact is corrected';
  return 'SHA-256 as in the manifest';
}
