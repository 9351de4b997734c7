import { isLedgerHold } from '../../core/delivery/binding/mismatch.ts';
import { resetForecast } from '../../core/delivery/sending/forecast.ts';
import type { Owner } from '../../core/edition/ownership.ts';
import { counted } from '../../core/foundation/counts.ts';
import type { Mistake } from '../../core/foundation/errors.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { emptyTableHold } from '../../core/readers/readers-table.ts';
import { carryOn } from '../editions/carry-on.ts';
import { publishAndDescribe } from '../editions/describe-published.ts';
import { type Decision, decideOnEdition } from '../editions/edition-decision.ts';
import { editionMistakes } from '../editions/edition-operand.ts';
import { mailAgain } from '../editions/mail-again.ts';
import type { Installation } from '../installation/installation.ts';
import type { World } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { labelled, paragraph } from '../program/layout.ts';
import { UsageError, usageMistake } from '../program/usage-error.ts';
import type { EditionStatus } from '../status/edition-status.ts';
import { phaseOf } from '../status/edition-status.ts';
import { ownerLines } from '../status/obstacles.ts';
import type { MissingEdition } from '../status/timetable.ts';

/** `release`: an edition that is held goes on; one that is late is published. */
export const release: Command<World> = {
  name: 'release',
  operands: [{ name: '<EDITION>', about: "the edition's date, such as 2026-11-23" }],
  options: ['publication', 'mail-again', 'yes'],
  summary: 'let a held edition go on, or publish a late one',
  about: [
    'First mend the cause of the hold; courant status says what it is. Then Courant mails those who still wait, and nobody ' +
      'twice.',
    'If an edition is so late that Courant did not publish it, it does so now, with the facts up to the time at which ' +
      'it was due. An edition that is not held stays as it is.',
    'If an edition is held because its tables may not say who was mailed, as after a restore, this refuses without --mail-again. With it, ' +
      'Courant mails everybody of whom the tables have no outcome: those of them who had the edition already get it twice. Without --yes ' +
      'it only says who that is. courant stop ends such an edition, and mails nobody.',
  ],
  examples: [
    'courant release 2026-11-23',
    'courant release 2026-11-23 --publication weekly',
    'courant release 2026-11-23 --mail-again --yes',
  ],
  check: ({ operands: [edition = ''] }) => editionMistakes(edition),
  run: (typed, world) => decideOnEdition(typed, world, { sealed: releaseIfHeld, missing: publishLate }),
};

function publishLate(
  { world, installation, hints }: Decision,
  { missing: { due }, publication }: { missing: MissingEdition; publication: Publication },
): Promise<number> {
  return publishAndDescribe(world, installation, publication, due, hints);
}

async function releaseIfHeld(decision: Decision, status: EditionStatus): Promise<number> {
  const obstacle = obstacleToRelease(status, decision.installation);
  if (obstacle === null) {
    await refuseOrBind(decision, status);
    return liftHold(decision, status);
  }
  decision.world.print(`${decision.edition} ${obstacle} Nothing was changed.`);
  return 0;
}

/** Why there is nothing to release; null when there is a hold that matters. */
function obstacleToRelease(status: EditionStatus, { clock }: Installation): string | null {
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

/** Readers may get it twice only by a word that says so, and no other hold needs that word. */
async function refuseOrBind(decision: Decision, status: EditionStatus): Promise<void> {
  const again = decision.options['mail-again'];
  if (isLedgerHold(status.row.hold)) await mailAgain(decision, status);
  else if (again) throw new UsageError([needlessMailAgain(decision)]);
}

function needlessMailAgain({ edition, hints }: Decision): Mistake {
  const expected = 'no --mail-again, since the tables say who was mailed: nothing was changed';
  return usageMistake('--mail-again', expected, `let it go on: ${hints.command(`release ${edition}`)}`);
}

/** Its hold would be lifted, and the stack that could deliver it would hold it again. */
function notReleased({ world, edition }: Decision, owner: Owner): number {
  world.print(`${edition} stays held. Nothing was changed.`);
  for (const line of ownerLines(owner).flatMap(([label, text]) => paragraph(label, text, world.columns)))
    world.print(line);
  return 1;
}

async function liftHold(decision: Decision, { row, due, counts }: EditionStatus): Promise<number> {
  const { world, installation, publication } = decision;
  const { editions, clock } = installation;
  // Held before its audience was frozen: as long as it is not, the sweep would hold it again.
  if (row.state === 'sealed') {
    if (row.hold?.startsWith(emptyTableHold)) {
      const owner = await installation.otherOwner();
      if (owner) return notReleased(decision, owner);
      // First, or publishing would find the table as empty as before.
      await editions.release(row);
    }
    const { report } = await installation.publish({ publication: publication.id, scheduledTime: due });
    if (report.outcome === 'not the owner') return notReleased(decision, report.owner);
  }
  await resetForecast(editions, row, due, clock.now());
  await editions.release(row);
  world.print(`${row.edition} goes on. It was held:`);
  world.print(`  ${row.hold}`);
  world.print('');
  if (row.audience !== null) {
    const waiting = counted(counts.waiting ?? 0, 'reader gets it now', 'readers get it now');
    world.print(labelled('Waiting', waiting));
  }
  return carryOn(
    decision,
    'The sweep hands them to delivery within five minutes. If the cause is not mended, it is held again.',
  );
}
