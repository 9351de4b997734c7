import { findOrPlan } from '../../core/edition/chain.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { type Imprint, makesEditions } from '../../core/publication/retired.ts';
import { describeSchedule } from '../../core/publication/schedule.ts';
import { lastNames } from '../archive/editions.ts';
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
import { nextProofText } from './proof/next-proof.ts';
import { missingObject, statusObject } from './status-object.ts';
import { currentTimetable, type Timetable } from './timetable.ts';

/** As many editions as an operator looks back at. */
const shown = 5;

/** Shows the last editions of a publication, what is missing, and what is to be done. @returns the exit code */
export async function printAll(
  world: World,
  installation: Installation,
  publication: Imprint,
  { hints, json }: { hints: OperatorHints; json: boolean },
): Promise<number> {
  const now = installation.clock.now();
  const timetable = makesEditions(publication) ? await currentTimetable(installation, publication) : null;
  const { missing, next } = timetable ?? { missing: [], next: now };
  const editions = await lastEditions(installation, publication.id);
  const concerns = [
    ...missing.map(one => missingConcern(one, next, hints)),
    ...editions.flatMap(status => concernsOf(status, now, hints)),
  ];
  if (json) {
    for (const one of missing) world.print(JSON.stringify(missingObject(publication.id, one)));
    for (const status of editions) world.print(JSON.stringify(statusObject(status, now, hints)));
  } else {
    for (const line of editionsShown(publication, editions, missing, now)) world.print(line);
    if (editions.length === 0) await printBeginning(world, installation, publication, next);
    world.print('');
    await printNext(world, installation, publication, timetable, editions.length === 0);
    printConcerns(world, concerns);
  }
  return concerns.some(({ waits }) => waits) ? 1 : 0;
}

/** Says from when on a publication without editions covers what is filed. */
async function printBeginning(
  { print }: World,
  installation: Installation,
  publication: Imprint,
  next: Instant,
): Promise<void> {
  if (!makesEditions(publication)) return;
  const found = await findOrPlan(chainOf(installation), publication, next);
  if (found.outcome !== 'planned' || found.plan.window.from === null) return;
  print(`The first covers what is filed since ${found.plan.window.from}.`);
}

/** Says when the next edition comes, and its proof. */
async function printNext(
  { print, columns }: World,
  installation: Installation,
  publication: Imprint,
  timetable: Timetable | null,
  isFirst: boolean,
): Promise<void> {
  for (const line of fitted('Next', nextText(publication, timetable), columns)) print(line);
  if (timetable === null || !makesEditions(publication)) return;
  // Only before the first edition does a proof go to the operator.
  if (!isFirst && installation.configuration.editors.length === 0) return;
  const found = await findOrPlan(chainOf(installation), publication, timetable.next);
  const proof = found.outcome === 'planned' ? await nextProofText(installation, found.plan) : null;
  if (proof !== null) for (const line of fitted('Proof', proof, columns)) print(line);
}

/** The last editions of a publication, the newest first. */
export async function lastEditions(
  installation: Installation,
  publication: string,
): Promise<EditionStatus[]> {
  const editions: EditionStatus[] = [];
  const names = await lastNames(installation, publication, shown, installation.clock.now());
  for (const edition of names.reverse())
    editions.push(await editionStatus(installation, { publication, edition }));
  return editions;
}

function nextText(publication: Imprint, timetable: Timetable | null): string {
  if (timetable === null || !makesEditions(publication)) return 'none: it makes no editions any more';
  return `${timetable.next}, ${describeSchedule(publication.schedule)}`;
}

function editionsShown(
  { title }: Imprint,
  editions: readonly EditionStatus[],
  missing: Timetable['missing'],
  now: Instant,
): string[] {
  if (editions.length + missing.length === 0) return [`${title} has no editions yet.`];
  return editionTable(editions, missing, now);
}
