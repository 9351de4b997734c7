import { counted } from '../../../core/foundation/counts.ts';
import type { KeptEnding } from '../../../core/readers/ending.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import {
  addressOperand,
  addressOperandMistakes,
  personOf,
  publicationsWithReaders,
} from '../../readers/person.ts';

/** `readers remove`: leaves for somebody, as the link in the mail does. */
export const readersRemove: Command<World> = {
  name: 'readers remove',
  operands: [addressOperand],
  options: ['publication'],
  summary: 'end the subscriptions of somebody who asks for it',
  about: [
    'It does what the leave link does, for all publications or for the one that is named. What is known of the reader stays for a while: ' +
      'readers erase takes it away. They come back by signing up, or when you add them with a later date on which they agreed.',
  ],
  examples: [
    'courant readers remove ada@mail.example',
    'courant readers remove ada@mail.example --publication weekly',
  ],
  check: addressOperandMistakes,
  async run({ operands: [typed = ''], options }, world) {
    return withInstallation(world, options, async installation => {
      const { readers, keeper, clock } = installation;
      const { id } = await personOf(installation, typed);
      const at = clock.now();
      const ended: KeptEnding[] = [];
      for (const publication of await publicationsWithReaders(installation, options.publication)) {
        const row = await readers.read(publication, id);
        if (!row) continue;
        // Asked again within a second, it would pass for a repeated write of this very command.
        const mayLeave = row.state !== 'left' && row.state !== 'complained';
        const how = 'removed by the operator';
        if (mayLeave && (await readers.leave(publication, id, row.token, at, how)) === 'left') {
          ended.push({ publication, reader: id, kind: 'left', at });
          world.print(`${publication}: left.`);
        } else world.print(`${publication}: had ended. Nothing was changed.`);
      }
      if (ended.length === 0) world.print('Nobody of this address reads anything: nothing was changed.');
      const unkept = ended.length - (await keeper.keep(ended));
      if (unkept > 0)
        world.print(
          `${counted(unkept, 'ending')} could not be kept in the archive bucket now: the next edition, or the sweep within a day, keeps it.`,
        );
      return 0;
    });
  },
};
