import { isTooOldToMail } from '../../core/delivery/progress/editions.ts';
import { type Resending, resendUncertain } from '../../core/delivery/sending/resend-uncertain.ts';
import { earlier } from '../../core/edition/first-sight.ts';
import { counted } from '../../core/foundation/counts.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { carryOn } from '../editions/carry-on.ts';
import { type Decision, decideOnEdition } from '../editions/edition-decision.ts';
import { editionMistakes } from '../editions/edition-operand.ts';
import type { World } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { usageMistake } from '../program/usage-error.ts';
import type { EditionStatus } from '../status/edition-status.ts';

/** `resend --uncertain`: what an operator decides about messages that SES may have taken. */
export const resend: Command<World> = {
  name: 'resend',
  operands: [{ name: '<EDITION>', about: "the edition's date, such as 2026-11-23" }],
  options: ['uncertain', 'publication'],
  summary: 'mail readers again whose message is uncertain',
  about: [
    'Nobody knows whether SES took the message of these readers. If it did, they get the edition twice. That is why no ' +
      'machine decides this, and why you have to write --uncertain.',
    'Courant mails nobody whose message was accepted, rejected or withheld. When delivery is done, it writes a further ' +
      'receipt. It does not mail an edition of more than 30 days ago again.',
  ],
  examples: ['courant resend 2026-11-23 --uncertain'],
  check({ operands: [edition = ''], options }) {
    const mistakes = [...editionMistakes(edition)];
    if (!options.uncertain) {
      const todo =
        'add it if you mean that: readers whose message SES did take get the edition twice. Nobody else can be mailed again';
      mistakes.push(usageMistake('no --uncertain', '--uncertain, which says who is mailed again', todo));
    }
    return mistakes;
  },
  run: (typed, world) => decideOnEdition(typed, world, { sealed: resendIfAllowed, missing: nothingToResend }),
};

async function nothingToResend({ world, edition }: Decision): Promise<number> {
  world.print(`${edition} is not published: nobody was mailed.`);
  return 0;
}

function resendIfAllowed(decision: Decision, status: EditionStatus): Promise<number> {
  const { row, due } = status;
  if (isTooOldToMail(due, decision.installation.clock.now())) {
    throw new CannotResendError(
      row.edition,
      `it is of ${due}, more than 30 days ago, and would be taken for news`,
    );
  }
  if (row.stopped && row.state !== 'closed') {
    throw new CannotResendError(
      row.edition,
      'its delivery was ended with courant stop, and is not closed yet',
    );
  }
  return mailAgain(decision, status);
}

async function mailAgain(decision: Decision, { row, due }: EditionStatus): Promise<number> {
  const { world, installation, edition, hints } = decision;
  // The store's clock: one of a person's computer that is ahead would take a message on its way for one that never went.
  const now = earlier(installation.clock.now(), await installation.filing.now());
  const resending = await resendUncertain(installation, row, due, now);
  for (const line of outcome(edition, resending)) world.print(line);
  if (resending.waiting === 0) return 0;
  if (row.state === 'delivering' && row.hold !== null) {
    const release = hints.command(`release ${edition}`);
    world.print(`The edition is held, so they wait until you let it go on: ${release}`);
    return 1;
  }
  return carryOn(
    decision,
    'The sweep hands them to delivery within five minutes; when it is done, a further receipt is written.',
  );
}

function outcome(edition: string, { waiting, accepted, young }: Resending): string[] {
  const found = accepted === 0 ? [] : [`SES did take ${counted(accepted, 'message')}, as it told meanwhile.`];
  if (young > 0) {
    found.push(
      `${counted(young, 'message')} may still be on the way to SES: left alone. Look again in a quarter of an hour.`,
    );
    if (waiting === 0) return found;
  }
  if (waiting === 0)
    return [...found, `${edition} has no uncertain deliveries: there is nothing to send again.`];
  const who =
    waiting === 1 ? 'If SES did take the message, that reader gets' : 'Those whose message SES did take get';
  return [...found, `${edition} is mailed again to ${counted(waiting, 'reader')}.`, `${who} it twice.`, ''];
}

/** An edition is not mailed again, for a reason that no decision changes. */
export class CannotResendError extends CourantError {
  constructor(edition: string, reason: string) {
    super(
      `${edition} is not mailed again: ${reason}. Its uncertain deliveries stay as they are; nothing was changed.`,
    );
  }
}
