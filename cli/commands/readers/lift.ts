import { liftEnding } from '../../../core/readers/lift.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { usageMistake } from '../../program/usage-error.ts';
import {
  addressOperand,
  addressOperandMistakes,
  personOf,
  publicationsWithReaders,
} from '../../readers/person.ts';

const becauseAtMost = 200;

/** `readers lift`: an operator knows that what mail ended goes on. */
export const readersLift: Command<World> = {
  name: 'readers lift',
  operands: [addressOperand],
  options: ['because'],
  summary: 'let subscriptions go on that mail ended, now that the mailbox works',
  about: [
    'For mail that came back, and for reports that no person made. The subscriptions go on by the agreement that they had; Courant notes why, in ' +
      'the row and in the archive bucket. Who left or was erased comes back by agreeing anew, and who complained never.',
    'Amazon SES has a list of its own, from which it swallows mail to addresses that bounced. Take the address off it too: the line to type ' +
      'is printed.',
  ],
  examples: ['courant readers lift ada@mail.example --because "their provider was down"'],
  check: ({ operands, options: { because } }) => [
    ...addressOperandMistakes({ operands }),
    ...(because !== undefined && /^[^\p{Cc}]+$/u.test(because) && because.length <= becauseAtMost
      ? []
      : [
          usageMistake(
            because === undefined ? 'no --because' : `--because ${JSON.stringify(because)}`,
            `--because with the reason, in one line of at most ${becauseAtMost} characters`,
            'say how you know that the mailbox works',
          ),
        ]),
  ],
  async run({ operands: [typed = ''], options }, world) {
    return withInstallation(world, options, async installation => {
      const { readers, addresses, keeper, endings, clock } = installation;
      const { address, id } = await personOf(installation, typed);
      const publications = await publicationsWithReaders(installation);
      const order = { id, address, publications, at: clock.now(), how: String(options.because) };
      const lifted = await liftEnding({ readers, addresses, keeper, endings }, order);
      if (lifted.address) world.print('The address may be written to again, by every publication.');
      for (const publication of lifted.publications) world.print(`${publication}: active again.`);
      world.print("If the address is on SES's own list, mail to it is still swallowed. To take it off:");
      world.print(`  aws sesv2 delete-suppressed-destination --email-address ${address}`);
      return 0;
    });
  },
};
