import { findOrPlan } from '../../core/edition/chain.ts';
import type { Mistake } from '../../core/foundation/errors.ts';
import { type Instant, toInstant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { occurrenceAtOrBefore } from '../../core/publication/schedule.ts';
import { refuseLateMailing, refuseSurprise, showDryRun } from '../editions/before-publishing.ts';
import { publishAndDescribe } from '../editions/describe-published.ts';
import { choosePublication } from '../installation/choose-publication.ts';
import type { Installation } from '../installation/installation.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import type { Options } from '../program/options.ts';
import { UsageError, usageMistake } from '../program/usage-error.ts';
import { operatorHints } from '../status/operator-hints.ts';
import { chainOf } from '../status/planned-content.ts';

/** `publish`: the edition that was last due. */
export const publish: Command<World> = {
  name: 'publish',
  operands: [],
  options: ['at', 'publication', 'dry-run', 'yes', 'json'],
  summary: 'publish the edition that was last due',
  about: [
    'The schedule does this by itself. Courant makes no edition again and mails nobody twice, so you can run this at any time, ' +
      'also after a failure.',
    'No mailing is a surprise. If the edition was due before this installation saw its schedule, is later than holdWhenLateHours, ' +
      'or is empty while facts wait for the next one, Courant says so and makes it only with --yes. With --at you have said which ' +
      'edition you mean: then the first of these is only said. --dry-run shows the plan, the counts and all of this, and makes nothing.',
    'Courant refuses an edition that lies ahead. With --local it sets the clock to that time and publishes it.',
    'It ends with 0 when the edition is published, was published before, or is covered by another; with 1 when it is held or could ' +
      'not be made; with 2 when it needs --yes. --dry-run ends with 0, or with 1 if something is in the way. With --json it prints an object: outcome, plan and counts.',
  ],
  examples: [
    'courant publish',
    'courant publish --dry-run',
    'courant publish --at 2026-12-08T09:00:00Z --local',
  ],
  check: ({ options }) => (options.at === undefined ? [] : instantMistakes(options.at)),
  async run({ options }, world) {
    const publication = choosePublication(await world.configuration(), options.publication);
    return withInstallation(world, options, installation =>
      publishDue(world, installation, publication, options),
    );
  },
};

async function publishDue(
  world: World,
  installation: Installation,
  publication: Publication,
  options: Options,
): Promise<number> {
  const now = installation.clock.now();
  const at = options.at === undefined ? now : toInstant(options.at);
  if (at > now && !installation.rehearsal) throw ahead(at, now);
  const scheduledTime = occurrenceAtOrBefore(publication.schedule, at);
  const hints = operatorHints(installation, options);
  const asked = { world, installation, publication, scheduledTime, options, hints };
  if (options['dry-run']) return showDryRun(asked);
  const found = await findOrPlan(chainOf(installation), publication, scheduledTime);
  if (found.outcome === 'planned') await refuseSurprise(asked, found);
  await refuseLateMailing(asked, found.outcome === 'sealed' ? found.seal.plan : found.newest?.plan);
  return publishAndDescribe(world, installation, publication, scheduledTime, hints, options.json);
}

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
