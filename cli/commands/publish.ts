import type { Mistake } from '../../core/foundation/errors.ts';
import { type Instant, toInstant } from '../../core/foundation/instant.ts';
import { occurrenceAtOrBefore } from '../../core/publication/schedule.ts';
import { describePublished, holdOf } from '../editions/describe-published.ts';
import { choosePublication } from '../installation/choose-publication.ts';
import { withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { nextCommand } from '../program/next-command.ts';
import { typed, UsageError } from '../program/usage-error.ts';

/** `publish`: the edition that was last due. */
export const publish: Command = {
  name: 'publish',
  operands: '',
  options: ['at', 'publication'],
  summary: 'publish the edition that was last due, unless it is',
  about: [
    'Publishes the edition that was last due, now or at the instant of --at: what the schedule does by itself. What is',
    'published already is not made again, and nobody is mailed twice, so this can be run at any time, also after a',
    'failure. An edition that lies ahead is refused, except with --local, where the clock is set to its time.',
  ].join('\n'),
  check: ({ options }) => (options.at === undefined ? [] : instantMistakes(options.at)),
  async run({ options }, world) {
    const publication = choosePublication(await world.configuration(), options.publication);
    return withInstallation(world, options, async installation => {
      const now = installation.clock.now();
      const at = options.at === undefined ? now : toInstant(options.at);
      if (at > now && !installation.rehearsal) throw ahead(at, now);
      const scheduledTime = occurrenceAtOrBefore(publication.schedule, at);
      const published = await installation.publish({ publication: publication.id, scheduledTime });
      const command = (line: string) => nextCommand(line, options);
      for (const line of describePublished(publication, scheduledTime, published, command)) world.print(line);
      return holdOf(published) === null ? 0 : 1;
    });
  },
};

function instantMistakes(text: string): Mistake[] {
  try {
    toInstant(text);
    return [];
  } catch {
    const expected = 'an instant with a zone, such as 2026-12-08T09:00:00Z or 2026-12-08T10:00:00+01:00';
    return [typed(`--at ${text}`, expected, 'write it like the example')];
  }
}

/** A window that ends ahead would pass over what is filed until then. */
function ahead(at: Instant, now: Instant): UsageError {
  const todo = 'wait until then; to see what it would be, rehearse it on this machine with --local';
  return new UsageError([typed(`--at ${at}`, `an instant that has passed; now it is ${now}`, todo)]);
}
