import type { Mistake } from '../../core/foundation/errors.ts';
import { type Instant, toInstant } from '../../core/foundation/instant.ts';
import { occurrenceAtOrBefore } from '../../core/publication/schedule.ts';
import { publishAndDescribe } from '../editions/describe-published.ts';
import { choosePublication } from '../installation/choose-publication.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { UsageError, usageMistake } from '../program/usage-error.ts';

import { operatorHints } from '../status/operator-hints.ts';

/** `publish`: the edition that was last due. */
export const publish: Command<World> = {
  name: 'publish',
  operands: [],
  options: ['at', 'publication'],
  summary: 'publish the edition that was last due',
  about: [
    'The schedule does this by itself. Courant makes no edition again and mails nobody twice, so you can run this at any time, ' +
      'also after a failure.',
    'Courant refuses an edition that lies ahead. With --local it sets the clock to that time and publishes it.',
  ],
  examples: ['courant publish', 'courant publish --at 2026-12-08T09:00:00Z --local'],
  check: ({ options }) => (options.at === undefined ? [] : instantMistakes(options.at)),
  async run({ options }, world) {
    const publication = choosePublication(await world.configuration(), options.publication);
    return withInstallation(world, options, async installation => {
      const now = installation.clock.now();
      const at = options.at === undefined ? now : toInstant(options.at);
      if (at > now && !installation.rehearsal) throw ahead(at, now);
      const scheduledTime = occurrenceAtOrBefore(publication.schedule, at);
      const hints = operatorHints(installation, options);
      return publishAndDescribe(world, installation, publication, scheduledTime, hints);
    });
  },
};

function instantMistakes(text: string): Mistake[] {
  try {
    toInstant(text);
    return [];
  } catch {
    const expected = 'an instant with a zone, such as 2026-12-08T09:00:00Z or 2026-12-08T10:00:00+01:00';
    return [usageMistake(`--at ${text}`, expected, 'write it like the example')];
  }
}

/** A window that ends ahead would pass over what is filed until then. */
function ahead(at: Instant, now: Instant): UsageError {
  const todo = 'wait until then; to see what it would be, rehearse it on this machine with --local';
  return new UsageError([usageMistake(`--at ${at}`, `an instant that has passed; now it is ${now}`, todo)]);
}
