import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import { type Found, findOrPlan } from '../../core/edition/chain.ts';
import { standingOf } from '../../core/edition/decisions/decision.ts';
import { planLeftOut } from '../../core/edition/decisions/left-out.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import type { Plan } from '../../core/publication/plan.ts';
import { isLate } from '../../core/sweep/missing-editions.ts';
import type { Installation } from '../installation/installation.ts';
import type { World } from '../installation/world.ts';
import { paragraph } from '../program/layout.ts';
import type { Options } from '../program/options.ts';
import { UsageError, usageMistake } from '../program/usage-error.ts';
import { leftOutText } from '../status/decided/left-out-edition.ts';
import { type Obstacle, obstacleAfter, ownerLines } from '../status/obstacles.ts';
import type { OperatorHints } from '../status/operator-hints.ts';
import { chainOf } from '../status/planned-content.ts';
import { outlookLines, outlookObject, surpriseLines } from './describe-outlook.ts';
import { type Outlook, outlookOf } from './outlook.ts';

/** What an operator asks to be published, and how. */
export type Asked = {
  world: World;
  installation: Installation;
  publication: Publication;
  scheduledTime: Instant;
  options: Options;
  hints: OperatorHints;
};

type Planned = Extract<Found, { outcome: 'planned' }>;

/**
 * Says everything about an edition that nobody expects, before it is made.
 * @throws UsageError if it needs `--yes` and that was not typed.
 */
export async function refuseSurprise(asked: Asked, found: Planned): Promise<void> {
  const { world, installation, publication, options } = asked;
  const outlook = await outlookOf(installation, publication, found);
  if (outlook.surprises.length === 0) return;
  const refused = needsYes(outlook, options) && !options.yes;
  if (options.json && refused) world.print(JSON.stringify(outlookObject(outlook, true)));
  if (!options.json) {
    print(world, [
      ...headed(publication, outlook),
      ...outlookLines(publication, outlook),
      ...surpriseLines(publication, outlook, installation.clock.now()),
      ['', ''],
    ]);
  }
  if (refused) throw unconfirmed(asked);
}

/**
 * Asks before it mails an edition that was sealed long ago and is at nobody's yet, because its run was ended: publishing finishes such a
 * one first. The sweep would hold it.
 * @param sealed the edition that would be finished, if there is one.
 * @throws UsageError if it needs `--yes` and that was not typed.
 */
export async function refuseLateMailing(asked: Asked, sealed: Plan | undefined): Promise<void> {
  const { installation, options } = asked;
  const { holdWhenLateHours } = installation.configuration.settings;
  if (!sealed || options.yes) return;
  if (!isLate(sealed.window.to, installation.clock.now(), holdWhenLateHours)) return;
  const row = await installation.editions.read(sealed);
  if (row && (row.state !== 'sealed' || row.hold !== null || row.stopped)) return;
  const expected =
    `--yes, since the edition of ${sealed.edition} is sealed, nobody was mailed yet, and it was due at ${sealed.window.to}, more ` +
    `than ${holdWhenLateHours} hours ago (holdWhenLateHours): nothing was changed`;
  const todo = `if readers are to have it now: ${publishing(asked, true)}`;
  throw new UsageError([usageMistake('no --yes', expected, todo)]);
}

/**
 * Shows what publishing would come to, and changes nothing.
 * @returns the exit code: 1 if something is in the way of the edition
 */
export async function showDryRun(asked: Asked): Promise<number> {
  const { world, installation, publication, scheduledTime, options } = asked;
  const owner = await installation.otherOwner();
  if (owner) {
    if (options.json) world.print(JSON.stringify({ outcome: 'not the owner', owner }));
    else print(world, [['', 'Nothing would be published.'], ...ownerLines(owner)]);
    return 1;
  }
  const found = await findOrPlan(chainOf(installation), publication, scheduledTime);
  if (found.outcome === 'planned') return showPlanned(asked, found);
  const plan = found.outcome === 'sealed' ? found.seal.plan : found.by;
  const outcome = found.outcome === 'sealed' ? 'already sealed' : 'covered';
  if (options.json) {
    world.print(JSON.stringify({ outcome, ...plan }));
    return 0;
  }
  const name = `${publication.title}, edition ${plan.number} of ${plan.edition}`;
  world.print(
    found.outcome === 'sealed'
      ? `${name} is published: nothing would be made again, and nobody is mailed twice.`
      : `Nothing would be published: ${name} covers everything up to ${plan.window.to}.`,
  );
  return 0;
}

async function showPlanned(asked: Asked, found: Planned): Promise<number> {
  const { world, installation, publication, options } = asked;
  const outlook = await outlookOf(installation, publication, found);
  const leftOut = planLeftOut(await standingOf(installation.decisions, publication.id), found.plan);
  const obstacle = leftOut
    ? { because: leftOutText(leftOut) }
    : await obstacleAfter(installation, publication, found.newest?.plan);
  const yes = needsYes(outlook, options);
  if (options.json) {
    world.print(JSON.stringify({ ...outlookObject(outlook, yes), because: obstacle?.because ?? null }));
  } else {
    print(world, [
      ...headed(publication, outlook),
      ...outlookLines(publication, outlook),
      ...surpriseLines(publication, outlook, installation.clock.now()),
      ...obstacleLines(obstacle),
      ['Next', 'Nothing was made. To publish it:'],
      ['', publishing(asked, yes)],
    ]);
  }
  return obstacle === null ? 0 : 1;
}

/** Whoever names the time has said which edition is meant; that it is late or empty they may still not know. */
function needsYes({ surprises }: Outlook, { at }: Options): boolean {
  return surprises.some(({ kind }) => kind !== 'before the installation' || at === undefined);
}

/** Names the time, so that it is the edition that was shown even if the next one has come due meanwhile. */
function publishing({ scheduledTime, hints }: Asked, yes: boolean): string {
  return hints.command(`publish --at ${scheduledTime}${yes ? ' --yes' : ''}`);
}

function unconfirmed(asked: Asked): UsageError {
  const expected = '--yes, since nobody expects this edition: nothing was made, and nobody was mailed';
  const todo = `wait for the next edition, which takes everything in; if you do mean this one: ${publishing(asked, true)}`;
  return new UsageError([usageMistake('no --yes', expected, todo)]);
}

function headed({ title }: Publication, { plan }: Outlook): LabelledLine[] {
  return [['', `${title}, edition ${plan.number} of ${plan.edition}, is not published.`]];
}

function obstacleLines(obstacle: Pick<NonNullable<Obstacle>, 'because'> | null): LabelledLine[] {
  return obstacle === null ? [] : [['In the way', obstacle.because]];
}

/** A line without a label stands at the margin if it is the first. */
function print(world: World, lines: readonly LabelledLine[]): void {
  for (const [index, [label, text]] of lines.entries()) {
    if (text === '' || (index === 0 && label === '')) world.print(text);
    else for (const line of paragraph(label, text, world.columns)) world.print(line);
  }
}
