import { counted } from '../../../core/foundation/counts.ts';
import { type ListedEditions, listedEditions } from '../../archive/editions.ts';
import { findPublication } from '../../installation/find-publication.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { table, wrapped } from '../../program/layout.ts';

/** `archive list`: every edition, as the archive lists them. */
export const archiveList: Command<World> = {
  name: 'archive list',
  operands: [],
  options: ['publication', 'json'],
  summary: 'list the editions',
  about: [
    'The list has every edition, oldest first: number, date, window, facts, subject. It is read from the months of the archive, and is quick however ' +
      'long that is. It verifies nothing: courant archive verify does.',
    'With --json the list has the SHA-256 of each manifest, which the next e-mail of the publication states in its foot, and of the manifest what the ' +
      'months know of it.',
  ],
  examples: ['courant archive list', 'courant archive list --publication weekly --json'],
  async run({ options }, world) {
    const { title, listed } = await withInstallation(world, options, async stores => {
      const found = await findPublication(stores, options.publication);
      return { title: found.title, listed: await listedEditions(stores, found.id) };
    });
    if (options.json)
      for (const { sha256, manifest } of listed.editions)
        world.print(JSON.stringify({ edition: manifest.edition, sha256, manifest }));
    else printEditions(world, title, listed);
    for (const month of listed.unreadable)
      world.printError(
        `The month ${month} cannot be read. The list was made from the manifests; courant archive verify says what else is wrong.`,
      );
    return listed.unreadable.length > 0 ? 1 : 0;
  },
};

function printEditions(world: World, title: string, { editions, unfinished }: ListedEditions): void {
  const last = editions.at(-1);
  if (!last) {
    world.print(`${title} has no editions yet.`);
    return;
  }
  const rows = editions.map(({ manifest: { number, edition, window, facts, subject } }) => [
    String(number),
    edition,
    `${window.from ?? 'the beginning'} to ${window.to}`,
    String(facts.length),
    subject,
  ]);
  for (const line of table([['no.', 'edition', 'window', 'facts', 'subject'], ...rows])) world.print(line);
  world.print('');
  for (const edition of unfinished) world.print(`${edition} is sealed, and not folded into the archive yet.`);
  const verify = 'Nothing was verified; courant archive verify does.';
  world.print(wrapped(`${counted(editions.length, 'edition')} of ${title}. ${verify}`, world.columns));
  world.print(`The newest manifest has the SHA-256 ${last.sha256}`);
}
