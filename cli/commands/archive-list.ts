import { counted } from '../../core/foundation/counts.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { brokenLinks } from '../archive/check-chain.ts';
import { type ArchivedEdition, archivedEditions } from '../archive/editions.ts';
import { findPublication } from '../installation/find-publication.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { table } from '../program/layout.ts';

/** `archive list`: every edition, and whether the chain of manifests holds. */
export const archiveList: Command<World> = {
  name: 'archive list',
  operands: [],
  options: ['publication', 'json'],
  summary: 'list the editions, and verify their chain',
  about: [
    'The list has every edition, oldest first: number, date, window, facts, subject. Then Courant verifies the chain: each ' +
      "manifest carries the SHA-256 of the one before it, and of that edition's receipt if there was one. So a change " +
      'anywhere in the past shows. Courant names what does not hold; then the command ends with 1.',
    'With --json the list has the SHA-256 of each manifest, which the next e-mail of the publication states in its foot, and ' +
      'those of its receipts.',
  ],
  examples: ['courant archive list', 'courant archive list --publication weekly --json'],
  async run({ options }, world) {
    const { title, editions } = await withInstallation(world, options, async stores => {
      const found = await findPublication(stores, options.publication);
      return { title: found.title, editions: await archivedEditions(stores, found.id) };
    });
    if (options.json)
      for (const { edition, manifest, sha256, receipts } of editions) {
        const hashes = receipts.map(receipt => receipt.sha256);
        world.print(JSON.stringify({ edition, sha256, receipts: hashes, manifest }));
      }
    else printEditions(world, title, editions);
    const problems = brokenLinks(editions);
    if (problems.length > 0) throw new BrokenChainError(problems);
    return 0;
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
  const receipts = editions.reduce((sum, edition) => sum + edition.receipts.length, 0);
  return receipts === 0 ? '; there is no receipt yet' : `, with ${counted(receipts, 'receipt')}`;
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

/** The archive's past is not as it was written. */
export class BrokenChainError extends CourantError {
  constructor(problems: readonly string[]) {
    super(
      `The chain does not hold:\n  ${problems.join('\n  ')}\n` +
        'Compare with the seals, and with the foot of the e-mails that went out. What can be done: docs/runbook.md#damaged-files',
    );
  }
}
