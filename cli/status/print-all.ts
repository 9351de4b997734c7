import { findOrPlan } from '../../core/edition/chain.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { describeSchedule } from '../../core/publication/schedule.ts';
import { editionNames } from '../archive/editions.ts';
import type { Installation } from '../installation/installation.ts';
import type { World } from '../installation/world.ts';
import { fitted } from '../program/layout.ts';
import { printConcerns } from './concern.ts';
import { concernsOf } from './edition-concerns.ts';
import { type EditionStatus, editionStatus } from './edition-status.ts';
import { editionTable } from './edition-table.ts';
import { missingConcern } from './missing-concern.ts';
import type { OperatorHints } from './operator-hints.ts';
import { chainOf } from './planned-content.ts';
import { missingObject, statusObject } from './status-object.ts';
import { currentTimetable, type Timetable } from './timetable.ts';

/** As many editions as an operator looks back at. */
const shown = 5;

/** Shows the last editions of a publication, what is missing, and what is to be done. @returns the exit code */
export async function printAll(
  world: World,
  installation: Installation,
  publication: Publication,
  { hints, json }: { hints: OperatorHints; json: boolean },
): Promise<number> {
  const now = installation.clock.now();
  const timetable = await currentTimetable(installation, publication);
  const editions: EditionStatus[] = [];
  for (const name of (await editionNames(installation, publication.id)).slice(-shown).reverse()) {
    editions.push(await editionStatus(installation, { publication: publication.id, edition: name }));
  }
  const concerns = [
    ...timetable.missing.map(one => missingConcern(one, timetable.next, hints)),
    ...editions.flatMap(status => concernsOf(status, now, hints)),
  ];
  if (json) {
    for (const one of timetable.missing) world.print(JSON.stringify(missingObject(publication.id, one)));
    for (const status of editions) world.print(JSON.stringify(statusObject(status, now, hints)));
  } else {
    for (const line of editionsShown(publication, editions, timetable, now)) world.print(line);
    if (editions.length === 0) await printBeginning(world, installation, publication, timetable.next);
    world.print('');
    const next = `${timetable.next}, ${describeSchedule(publication.schedule)}`;
    for (const line of fitted('Next', next, world.columns)) world.print(line);
    printConcerns(world, concerns);
  }
  return concerns.some(({ waits }) => waits) ? 1 : 0;
}

/** Says from when on a publication without editions covers what is filed. */
async function printBeginning(
  { print }: World,
  installation: Installation,
  publication: Publication,
  next: Instant,
): Promise<void> {
  const found = await findOrPlan(chainOf(installation), publication, next);
  if (found.outcome !== 'planned' || found.plan.window.from === null) return;
  print(`The first covers what is filed since ${found.plan.window.from}.`);
}

function editionsShown(
  { title }: Publication,
  editions: readonly EditionStatus[],
  { missing }: Timetable,
  now: Instant,
): string[] {
  if (editions.length + missing.length === 0) return [`${title} has no editions yet.`];
  return editionTable(editions, missing, now);
}
