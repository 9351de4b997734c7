import { brokenLinks } from '../archive/check-chain.ts';
import { type ArchivedEdition, archivedEditions } from '../archive/editions.ts';
import { choosePublication } from '../installation/choose-publication.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { counted, table } from '../program/layout.ts';

/** `archive list`: every edition, and whether the chain of manifests holds. */
export const archiveList: Command = {
  name: 'archive list',
  operands: '',
  options: ['publication', 'json'],
  summary: 'list the editions and verify the chain of their manifests and receipts',
  about: [
    'Lists every edition of a publication, oldest first: number, date, window, facts, subject. Each manifest carries the',
    'SHA-256 of the one before it, and of the receipt of that edition if it was closed by then, so a change anywhere in the',
    'past shows: the chain is followed and what does not hold is named; then the command ends with 1. With --json each',
    'edition is an object on a line of its own, with the SHA-256 of its manifest, which the next e-mail of the publication',
    'states in its foot, and those of its receipts.',
  ].join('\n'),
  async run({ options }, world) {
    const { id, title } = choosePublication(await world.configuration(), options.publication);
    const editions = await withInstallation(world, options, stores => archivedEditions(stores, id));
    if (options.json)
      for (const { edition, manifest, sha256, receipts } of editions) {
        const hashes = receipts.map(receipt => receipt.sha256);
        world.print(JSON.stringify({ edition, sha256, receipts: hashes, manifest }));
      }
    else printEditions(world, title, editions);
    const problems = brokenLinks(editions);
    if (problems.length === 0) return 0;
    world.complain(`The chain does not hold:\n  ${problems.join('\n  ')}`);
    world.complain(
      'Compare with the seals, and with the foot of the e-mails that went out; restore what they name.',
    );
    return 1;
  },
};

function printEditions(world: World, title: string, editions: readonly ArchivedEdition[]): void {
  const last = editions.at(-1);
  if (!last) {
    world.print(`${title} has no editions yet.`);
    return;
  }
  const rows = [['no.', 'edition', 'window', 'facts', 'subject'], ...editions.map(rowOf)];
  for (const line of table(rows)) world.print(line);
  world.print('');
  if (brokenLinks(editions).length > 0) return;
  world.print(
    `${counted(editions.length, 'edition')} of ${title}; the chain of manifests holds${withReceipts(editions)}.`,
  );
  world.print(`The newest manifest has the SHA-256 ${last.sha256}`);
}

function withReceipts(editions: readonly ArchivedEdition[]): string {
  const count = editions.reduce((sum, { receipts }) => sum + receipts.length, 0);
  return count === 0 ? '; there is no receipt yet' : `, with ${counted(count, 'receipt')}`;
}

function rowOf({ edition, manifest }: ArchivedEdition): string[] {
  if (!manifest) return ['?', edition, 'not in the archive yet'];
  const { number, window, facts, subject } = manifest;
  return [
    String(number),
    edition,
    `${window.from ?? 'the beginning'} to ${window.to}`,
    String(facts.length),
    subject,
  ];
}
