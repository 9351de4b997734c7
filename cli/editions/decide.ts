import { newestSeal } from '../../core/edition/chain.ts';
import { type Decided, decide, type Wish } from '../../core/edition/decisions/decide.ts';
import type { Standing } from '../../core/edition/decisions/decision.ts';
import { nextAfter } from '../../core/edition/decisions/left-out.ts';
import type { Mistake } from '../../core/foundation/errors.ts';
import { type Instant, plusHours } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { isCovered, type Plan } from '../../core/publication/plan.ts';
import { localDate, occurrenceAtOrBefore } from '../../core/publication/schedule.ts';
import { longestRunMinutes } from '../../lambdas/publish/environment.ts';
import { choosePublication } from '../installation/choose-publication.ts';
import type { Installation } from '../installation/installation.ts';
import { type World, withInstallation } from '../installation/world.ts';
import { paragraph } from '../program/layout.ts';
import type { Options } from '../program/options.ts';
import { usageMistake } from '../program/usage-error.ts';
import { type OperatorHints, operatorHints } from '../status/operator-hints.ts';

/** What an operator decides about editions that are not sealed; `tip` is the plan of the newest one that is. */
export type Deciding = {
  world: World;
  installation: Installation;
  publication: Publication;
  options: Options;
  hints: OperatorHints;
  tip: Plan | undefined;
};

/** Opens the installation, looks how far the chain has come, and does the work. @param named the publication, if one was named */
export async function decideAbout(
  { options }: { options: Options },
  world: World,
  named: string | undefined,
  work: (deciding: Deciding) => Promise<number>,
): Promise<number> {
  const publication = choosePublication(await world.configuration(), named);
  return withInstallation(world, options, async installation => {
    const hints = operatorHints(installation, options);
    const about = { world, installation, publication, options, hints };
    return work({ ...about, tip: await tipOf(about) });
  });
}

/** Plan of the newest sealed edition, as it is now. */
export async function tipOf({
  installation: { seals, clock },
  publication,
}: Pick<Deciding, 'installation' | 'publication'>): Promise<Plan | undefined> {
  return (await newestSeal(seals, publication.id, clock.now()))?.plan;
}

/** Writes a decision down, unless it stands so already. */
export function writeDown({ installation, publication, tip }: Deciding, wish: Wish): Promise<Decided> {
  return decide(installation.decisions, publication.id, wish, tip);
}

/** The name of the next edition that comes out, once a pause that there is has ended. */
export function nextEdition({ installation, publication }: Deciding, standing: Standing, tip?: Plan): string {
  const time = nextAfter(publication, tip, installation.clock.now(), standing);
  return localDate(time, publication.schedule.timeZone);
}

/**
 * What may still come between: a run that asked before the record was there may seal an edition that is due. On this machine nothing
 * runs by itself.
 * @param due of the edition that is meant; of a publication any that has come, unless given.
 */
export function sayWhoMayBeAtWork(deciding: Deciding, due = lastDue(deciding)): void {
  const { installation, publication, tip, hints } = deciding;
  const now = installation.clock.now();
  if (installation.carryOn !== null || due > now || isCovered(publication, due, tip)) return;
  const until = plusHours(now, longestRunMinutes / 60);
  const edition = localDate(due, publication.schedule.timeZone);
  say(deciding, 'Meanwhile', [
    `${edition} was due at ${due}. A run of publish that had asked before this may still seal it, until ${until}. See then:`,
    hints.command('status'),
  ]);
}

function lastDue({ installation, publication }: Deciding): Instant {
  return occurrenceAtOrBefore(publication.schedule, installation.clock.now());
}

/** Prints a label and texts below each other, as wide as the terminal is. */
export function say({ world }: Pick<Deciding, 'world'>, label: string, texts: readonly string[]): void {
  for (const [index, text] of texts.entries())
    for (const line of paragraph(index === 0 ? label : '', text, world.columns)) world.print(line);
}

const becauseAtMost = 500;

/** What is wrong with a reason as it was typed, of a decision that needs one. */
export function reasonMistakes(because: string | undefined): Mistake[] {
  const found = because === undefined ? 'no --because' : `--because of ${because.trim().length} characters`;
  if (because !== undefined && because.trim() !== '' && because.length <= becauseAtMost) return [];
  const expected = `--because with the reason, of at most ${becauseAtMost} characters`;
  return [usageMistake(found, expected, 'say it as you would to a colleague, such as --because "holidays"')];
}
