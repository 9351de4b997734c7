import type { Publication } from '../../core/publication/configuration.ts';
import { carryOn } from '../editions/carry-on.ts';
import { editionMistakes } from '../editions/edition-operand.ts';
import { choosePublication } from '../installation/choose-publication.ts';
import type { Installation } from '../installation/installation.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { counted, labelled, paragraph } from '../program/layout.ts';
import type { Options } from '../program/options.ts';
import { findEdition } from '../status/find-edition.ts';
import type { EditionStatus } from '../status/look-at-edition.ts';

/** `stop`: ends an edition's delivery for good. */
export const stop: Command = {
  name: 'stop',
  operands: 'EDITION',
  options: ['publication'],
  summary: 'end the delivery of an edition for good',
  about: [
    'Ends the delivery of an edition, named by its date such as 2026-11-23: whoever still waits does not get it, and this',
    'cannot be taken back. Messages that are being handed over at this moment still go out. The edition stays in the',
    'archive. Of an edition that is closed with uncertain deliveries it leaves these as they are, so that no alarm speaks',
    'of them any more.',
  ].join('\n'),
  check: ({ operands: [edition = ''] }) => editionMistakes(edition),
  async run({ operands: [edition = ''], options }, world) {
    const publication = choosePublication(await world.configuration(), options.publication);
    return withInstallation(world, options, async installation => {
      const found = await findEdition(installation, publication, edition);
      if (found.missing) {
        world.print(`${edition} is not published, so there is nothing to stop.`);
        world.print(`Unless it is released, the next edition, at ${found.next}, takes its facts in.`);
        return 0;
      }
      if (found.status.row.state === 'closed') return leaveUncertain(world, installation, found.status);
      return end(world, installation, publication, found.status, options);
    });
  },
};

/** The same receipt with nobody to be decided about: the counts in it stay what they are. */
async function leaveUncertain(
  world: World,
  { editions, clock }: Installation,
  { row }: EditionStatus,
): Promise<number> {
  const { edition, receipts, uncertain } = row;
  if (uncertain === 0) {
    world.print(`${edition} is closed: there is nothing to stop.`);
    return 0;
  }
  if (!(await editions.close(row, { receipts, uncertain: 0, at: clock.now() }))) {
    world.complain(`${edition} was counted again just now: nothing was changed. Run the same once more.`);
    return 1;
  }
  const what =
    uncertain === 1
      ? '1 uncertain delivery stays as it is, and no alarm speaks of it any more.'
      : `${uncertain.toLocaleString('en')} uncertain deliveries stay as they are, and no alarm speaks of them any more.`;
  world.print(`${edition}: ${what}`);
  world.print(`Its receipt goes on counting ${uncertain === 1 ? 'it' : 'them'} as uncertain.`);
  return 0;
}

async function end(
  world: World,
  installation: Installation,
  publication: Publication,
  { row, counts }: EditionStatus,
  options: Options,
): Promise<number> {
  const { edition, stopped } = row;
  const { accepted, uncertain, waiting = 0, claimed = 0 } = counts;
  if (!stopped) {
    // There is no row yet where publish was ended right after the seal.
    await installation.editions.open({ publication: publication.id, edition });
    await installation.editions.stop({ publication: publication.id, edition });
  }
  world.print(stopped ? `${edition} was ended before.` : `${edition} is ended: nobody else is mailed.`);
  world.print('');
  world.print(labelled('Accepted', readers(accepted)));
  world.print(
    labelled('Withheld', row.audience === null ? 'all readers' : `${readers(waiting)} who still waited`),
  );
  if (claimed > 0) world.print(labelled('In hand', `${readers(claimed)}: these messages may still go out`));
  if (uncertain > 0) {
    const text = `${readers(uncertain)}: nobody knows whether SES took their message; what SES tells of it still counts.`;
    for (const line of paragraph('Uncertain', text)) world.print(line);
  }
  return carryOn(
    world,
    installation,
    publication,
    edition,
    options,
    'The sweep withholds those who waited, within half an hour, and closes the edition with a receipt.',
  );
}

function readers(count: number): string {
  return counted(count, 'reader');
}
