import { isTooOldToMail } from '../../core/delivery/progress/editions.ts';
import { type Resending, resendUncertain } from '../../core/delivery/receipt/resend-uncertain.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { carryOn } from '../editions/carry-on.ts';
import { editionMistakes } from '../editions/edition-operand.ts';
import { choosePublication } from '../installation/choose-publication.ts';
import type { Installation } from '../installation/installation.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { counted } from '../program/layout.ts';
import { nextCommand } from '../program/next-command.ts';
import type { Options } from '../program/options.ts';
import { typed } from '../program/usage-error.ts';
import { findEdition } from '../status/find-edition.ts';
import type { EditionStatus } from '../status/look-at-edition.ts';

/** `resend --uncertain`: what an operator decides about messages that SES may have taken. */
export const resend: Command = {
  name: 'resend',
  operands: 'EDITION',
  options: ['uncertain', 'publication'],
  summary: 'mail an edition again to readers whose message SES may not have taken',
  about: [
    'Gives those deliveries of an edition back of which nobody knows whether SES took the message, so that they are mailed',
    'again. Readers whose message SES did take get the edition twice: that is why no machine decides this, and why',
    '--uncertain has to be written. Nobody whose message was accepted, rejected or withheld is mailed. When it is done, a',
    'further receipt is written. An edition of more than 30 days ago is not mailed again.',
  ].join('\n'),
  check({ operands: [edition = ''], options }) {
    const mistakes = [...editionMistakes(edition)];
    if (!options.uncertain) {
      const todo =
        'add it if you mean that: readers whose message SES did take get the edition twice. Nobody else can be mailed again';
      mistakes.push(typed('no --uncertain', '--uncertain, which says who is mailed again', todo));
    }
    return mistakes;
  },
  async run({ operands: [edition = ''], options }, world) {
    const publication = choosePublication(await world.configuration(), options.publication);
    return withInstallation(world, options, async installation => {
      const found = await findEdition(installation, publication, edition);
      if (found.missing) {
        world.print(`${edition} is not published: nobody was mailed.`);
        return 0;
      }
      refuse(found.status, installation);
      return giveBack(world, installation, publication, found.status, options);
    });
  },
};

function refuse({ row, due }: EditionStatus, { clock }: Installation): void {
  if (isTooOldToMail(due, clock.now())) {
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
}

async function giveBack(
  world: World,
  installation: Installation,
  publication: Publication,
  { row, due }: EditionStatus,
  options: Options,
): Promise<number> {
  const { edition } = row;
  const resending = await resendUncertain(installation, row, due, installation.clock.now());
  for (const line of outcome(edition, resending)) world.print(line);
  if (resending.waiting === 0) return 0;
  if (row.state === 'delivering' && row.hold !== null) {
    world.print(
      `The edition is held, so they wait until you let it go on: ${nextCommand(`release ${edition}`, options)}`,
    );
    return 1;
  }
  return carryOn(
    world,
    installation,
    publication,
    edition,
    options,
    'The sweep hands them to delivery within five minutes; when it is done, a further receipt is written.',
  );
}

function outcome(edition: string, { waiting, accepted }: Resending): string[] {
  const found = accepted === 0 ? [] : [`SES did take ${counted(accepted, 'message')}, as it told meanwhile.`];
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
