import { isMailed } from '../../../core/edition/build-edition.ts';
import { planNext } from '../../editions/plan-next.ts';
import { pendingLines, pendingObjects } from '../../facts/log/describe-pending.ts';
import { choosePublication } from '../../installation/choose-publication.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { plannedContent } from '../../status/planned-content.ts';

/** `facts pending`: what the next edition will say. */
export const factsPending: Command<World> = {
  name: 'facts pending',
  operands: [],
  options: ['publication', 'json'],
  summary: 'show what the next edition will say',
  about: [
    'Courant reads and compiles the next edition as publish does, from the log as it is now, and keeps nothing of it: corrections of what ' +
      'earlier editions said, then facts in their order, each with the number that it would have, its id, its label and who published it. ' +
      'What is filed, corrected or retracted until the edition is due still changes it. An edition that was due and is not sealed yet is ' +
      'made first, so what that one takes up is still among these (courant status says so).',
    'With --json Courant prints an object for the edition, then one for each correction and each fact.',
  ],
  examples: ['courant facts pending', 'courant facts pending --publication china-tech-controls --json'],
  async run({ options }, world) {
    const publication = choosePublication(await world.configuration(), options.publication);
    return withInstallation(world, options, async installation => {
      const digest = await plannedContent(
        installation,
        publication,
        await planNext(installation, publication),
      );
      const mailed = isMailed(digest, publication);
      const lines = options.json
        ? pendingObjects(digest, mailed).map(one => JSON.stringify(one))
        : pendingLines(digest, mailed, world.columns);
      for (const line of lines) world.print(line);
      return 0;
    });
  },
};
