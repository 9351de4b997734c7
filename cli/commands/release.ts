import { resetForecast } from '../../core/delivery/sending/forecast.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { carryOn } from '../editions/carry-on.ts';
import { describePublished, holdOf } from '../editions/describe-published.ts';
import { editionMistakes } from '../editions/edition-operand.ts';
import { choosePublication } from '../installation/choose-publication.ts';
import type { Installation } from '../installation/installation.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { labelled } from '../program/layout.ts';
import { nextCommand } from '../program/next-command.ts';
import type { Options } from '../program/options.ts';
import { readersWho } from '../status/concern.ts';
import { findEdition } from '../status/find-edition.ts';
import type { EditionStatus } from '../status/look-at-edition.ts';
import type { MissingEdition } from '../status/missing-now.ts';
import { phaseOf } from '../status/phase.ts';

/** `release`: an edition that is held goes on; one that is late is published. */
export const release: Command = {
  name: 'release',
  operands: 'EDITION',
  options: ['publication'],
  summary: 'let an edition go on that is held, or publish one that is late',
  about: [
    'Lifts the hold of an edition, named by its date such as 2026-11-23, once its cause is mended (courant status says what',
    'it is): those who wait are mailed, and nobody gets it twice. An edition that is so late that it was not published is',
    'published now, with the facts up to the time at which it was due. One that is not held stays as it is.',
  ].join('\n'),
  check: ({ operands: [edition = ''] }) => editionMistakes(edition),
  async run({ operands: [edition = ''], options }, world) {
    const publication = choosePublication(await world.configuration(), options.publication);
    return withInstallation(world, options, async installation => {
      const found = await findEdition(installation, publication, edition);
      if (found.missing) return publishLate(world, installation, publication, found.missing, options);
      const obstacle = whyNot(found.status, installation);
      if (obstacle === null) return liftHold(world, installation, publication, found.status, options);
      world.print(`${edition} ${obstacle} Nothing was changed.`);
      return 0;
    });
  },
};

async function publishLate(
  world: World,
  installation: Installation,
  publication: Publication,
  { due }: MissingEdition,
  options: Options,
): Promise<number> {
  const published = await installation.publish({ publication: publication.id, scheduledTime: due });
  const command = (line: string) => nextCommand(line, options);
  for (const line of describePublished(publication, due, published, command)) world.print(line);
  return holdOf(published) === null ? 0 : 1;
}

/** Why there is nothing to release; null when there is a hold that matters. */
function whyNot(status: EditionStatus, { clock }: Installation): string | null {
  const { stopped, notBefore } = status.row;
  switch (phaseOf(status, clock.now())) {
    case 'held':
      return null;
    case 'closed':
      return 'is closed, and not held.';
    case 'ending':
      return stopped
        ? 'was ended with courant stop: whoever still waits is withheld.'
        : 'is more than 30 days old, and mailed to nobody any more.';
    case 'resting':
      return `is not held: it rests until ${notBefore}, when the quota may allow more, and goes on by itself.`;
    default:
      return 'is not held: it goes on by itself.';
  }
}

async function liftHold(
  world: World,
  installation: Installation,
  publication: Publication,
  { row, due, counts }: EditionStatus,
  options: Options,
): Promise<number> {
  const { editions, clock } = installation;
  // Held before its audience was frozen: as long as it is not, the sweep would hold it again.
  if (row.state === 'sealed') await installation.publish({ publication: publication.id, scheduledTime: due });
  await resetForecast(editions, row, due, clock.now());
  await editions.release({ publication: publication.id, edition: row.edition });
  world.print(`${row.edition} goes on. It was held:`);
  world.print(`  ${row.hold}`);
  world.print('');
  if (row.audience !== null) {
    world.print(labelled('Waiting', `${readersWho(counts.waiting ?? 0, 'gets it now', 'get it now')}`));
  }
  return carryOn(
    world,
    installation,
    publication,
    row.edition,
    options,
    'The sweep hands them to delivery within five minutes. If the cause is not mended, it is held again at the first of them.',
  );
}
