import { isLedgerHold } from '../../core/delivery/binding/mismatch.ts';
import { counted } from '../../core/foundation/counts.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { carryOn } from '../editions/carry-on.ts';
import { type Decision, decideOnEdition } from '../editions/edition-decision.ts';
import { editionMistakes } from '../editions/edition-operand.ts';
import { activeReaders } from '../editions/outlook.ts';
import type { World } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { labelled, paragraph } from '../program/layout.ts';
import { UsageError, usageMistake } from '../program/usage-error.ts';
import type { EditionStatus } from '../status/edition-status.ts';

/** `stop`: ends an edition's delivery for good. */
export const stop: Command<World> = {
  name: 'stop',
  operands: [{ name: '<EDITION>', about: "the edition's date, such as 2026-11-23" }],
  options: ['publication', 'yes'],
  summary: 'end the delivery of an edition for good',
  about: [
    'Readers who still wait do not get the edition. You cannot take this back. Messages that are being handed ' +
      'over at this moment still go out. The edition stays in the archive.',
    'Without --yes Courant only says who would not get the edition, changes nothing, and ends with 2. It ends with 0 when the ' +
      'edition is ended, or there is nothing to stop; with 1 when it waits for you again. courant status --json gives the counts to programs.',
    'An edition whose tables may not say who was mailed, as after a restore, is closed with what is known: by the receipt that it has, or ' +
      'with one that says so.',
    'If an edition is closed with uncertain deliveries, this leaves them as they are, and no alarm speaks of them any more.',
  ],
  examples: ['courant stop 2026-11-23', 'courant stop 2026-11-23 --yes'],
  check: ({ operands: [edition = ''] }) => editionMistakes(edition),
  run: (typed, world) => decideOnEdition(typed, world, { sealed: stopSealed, missing: nothingToStop }),
};

async function nothingToStop({ world, edition }: Decision, { next }: { next: Instant }): Promise<number> {
  world.print(`${edition} is not published, so there is nothing to stop.`);
  world.print(`Unless it is released, the next edition, at ${next}, takes its facts in.`);
  return 0;
}

function stopSealed(decision: Decision, status: EditionStatus): Promise<number> {
  return status.row.state === 'closed' ? leaveUncertain(decision, status) : endDelivery(decision, status);
}

/** The same receipt with nobody to be decided about: the counts in it stay what they are. */
async function leaveUncertain(decision: Decision, { row }: EditionStatus): Promise<number> {
  const { world, edition, options } = decision;
  const { editions, clock } = decision.installation;
  const { receipts, uncertain } = row;
  if (uncertain === 0) {
    world.print(`${edition} is closed: there is nothing to stop.`);
    return 0;
  }
  if (!options.yes) {
    const one = 'uncertain delivery would stay as it is';
    const all = counted(uncertain, one, 'uncertain deliveries would stay as they are');
    world.print(
      `${edition}: ${all}, and no alarm would speak of ${uncertain === 1 ? 'it' : 'them'} any more.`,
    );
    throw unconfirmed(decision);
  }
  if (!(await editions.close(row, { receipts, uncertain: 0, at: clock.now() }))) {
    throw new CountedMeanwhileError(edition);
  }
  const one = 'uncertain delivery stays as it is';
  const left = counted(uncertain, one, 'uncertain deliveries stay as they are');
  world.print(`${edition}: ${left}, and no alarm speaks of ${uncertain === 1 ? 'it' : 'them'} any more.`);
  world.print(`Its receipt goes on counting ${uncertain === 1 ? 'it' : 'them'} as uncertain.`);
  return 0;
}

async function endDelivery(decision: Decision, status: EditionStatus): Promise<number> {
  const { world, installation, publication, edition, options } = decision;
  const { stopped } = status.row;
  if (isLedgerHold(status.row.hold)) return endLost(decision, status);
  if (!stopped && !options.yes) {
    world.print(`${edition} goes on: nothing was changed. Ending it would come to this:`);
    await printCounts(decision, status, ['would not get it', 'who still wait']);
    throw unconfirmed(decision);
  }
  if (!stopped) {
    // There is no row yet where publish was ended right after the seal.
    await installation.editions.open({ publication: publication.id, edition });
    await installation.editions.stop({ publication: publication.id, edition });
  }
  world.print(stopped ? `${edition} was ended before.` : `${edition} is ended: nobody else is mailed.`);
  await printCounts(decision, status, ['do not get it', 'who still waited']);
  return carryOn(
    decision,
    'The sweep withholds those who waited, within half an hour, and closes the edition with a receipt.',
  );
}

/** The tables may not say who was mailed: whoever has no outcome in them may have the edition, or not. */
async function endLost(decision: Decision, { row, counts }: EditionStatus): Promise<number> {
  const { world, installation, publication, edition, options } = decision;
  if (!row.stopped && !options.yes) {
    world.print(`${edition} stays held: nothing was changed. It is held because of this:`);
    for (const line of paragraph('', row.hold ?? '', world.columns)) world.print(line);
    throw unconfirmed(decision);
  }
  if (!row.stopped) {
    await installation.editions.open({ publication: publication.id, edition });
    await installation.editions.stop({ publication: publication.id, edition });
  }
  world.print(`${edition} is ended: nobody else is mailed.`);
  const open = (counts.waiting ?? 0) + (counts.claimed ?? 0) + counts.uncertain;
  const known =
    row.audience === null
      ? 'the tables do not say who was mailed; a receipt that exists still counts'
      : `${counted(counts.accepted, 'reader')} accepted; of ${counted(open, 'reader')} nobody knows more`;
  for (const line of paragraph('Known', known, world.columns)) world.print(line);
  return carryOn(decision, 'The sweep closes the edition within five minutes, with what is known.');
}

/** Who has the edition, who does not get it, and of whom that is open. */
async function printCounts(
  { world, installation, publication }: Decision,
  { row, counts }: EditionStatus,
  [lose, waited]: readonly [lose: string, waited: string],
): Promise<void> {
  const { accepted, uncertain, waiting = 0, claimed = 0 } = counts;
  world.print('');
  world.print(labelled('Accepted', counted(accepted, 'reader')));
  // Before its audience is frozen, the readers of now are those who would get it.
  const withheld =
    row.audience === null
      ? `all readers, ${(await activeReaders(installation, publication.id)).toLocaleString('en')} now: they ${lose}`
      : `${counted(waiting, 'reader')} ${waited}`;
  world.print(labelled('Withheld', withheld));
  if (claimed > 0) {
    world.print(labelled('In hand', `${counted(claimed, 'reader')}: these messages may still go out`));
  }
  if (uncertain > 0) {
    const text = `${counted(uncertain, 'reader')}: nobody knows whether SES took their message; what SES tells of it still counts.`;
    for (const line of paragraph('Uncertain', text, world.columns)) world.print(line);
  }
}

/** What cannot be taken back is not done at the first word. */
function unconfirmed({ edition, hints }: Decision): UsageError {
  const expected = '--yes, since nobody can take this back: nothing was changed';
  return new UsageError([
    usageMistake('no --yes', expected, `if you mean it: ${hints.command(`stop ${edition} --yes`)}`),
  ]);
}

/** A sweep wrote a further receipt of the edition while it was looked at. */
export class CountedMeanwhileError extends CourantError {
  constructor(edition: string) {
    super(`${edition} was counted again just now: nothing was changed. Run the same once more.`);
  }
}
