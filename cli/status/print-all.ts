import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import { findOrPlan } from '../../core/edition/chain.ts';
import { nothingDecided } from '../../core/edition/decisions/decision.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { type Imprint, makesEditions } from '../../core/publication/retired.ts';
import { describeSchedule } from '../../core/publication/schedule.ts';
import { lastNames } from '../archive/editions.ts';
import type { Installation } from '../installation/installation.ts';
import type { World } from '../installation/world.ts';
import { fitted } from '../program/layout.ts';
import { printConcerns } from './concern.ts';
import { decidedLines, decidedObjects } from './decided/decided-lines.ts';
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
  const { missing, next, standing } = timetable ?? { missing: [], next: now, standing: nothingDecided };
  const editions = await lastEditions(installation, publication.id);
  const concerns = [
    ...missing.map(one => missingConcern(publication.id, one, next, hints)),
    ...editions.flatMap(status => concernsOf(status, now, hints)),
  ];
  if (json) {
    for (const one of decidedObjects(publication.id, standing)) world.print(JSON.stringify(one));
    for (const one of missing) world.print(JSON.stringify(missingObject(publication.id, one)));
    for (const status of editions) world.print(JSON.stringify(statusObject(status, now, hints)));
  } else {
    for (const line of editionsShown(publication, editions, missing, now)) world.print(line);
    if (editions.length === 0) await printBeginning(world, installation, publication, next);
    const proof = await proofLines(installation, publication, timetable, editions.length === 0);
    const decided = decidedLines(publication.id, standing, hints);
    printAhead(world, publication, timetable, [...proof, ...decided]);
    printConcerns(world, concerns);
  }
  return concerns.some(({ waits }) => waits) ? 1 : 0;
}

/** Says when the next edition comes, its proof, and what operators decided about those that do not. */
function printAhead(
  world: World,
  publication: Imprint,
  timetable: Timetable | null,
  more: readonly LabelledLine[],
): void {
  world.print('');
  for (const [label, text] of [['Next', nextText(publication, timetable)] as const, ...more])
    for (const line of fitted(label, text, world.columns)) world.print(line);
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

/** What becomes of the proof of the next edition, if one goes out. */
async function proofLines(
  installation: Installation,
  publication: Imprint,
  timetable: Timetable | null,
  isFirst: boolean,
): Promise<LabelledLine[]> {
  if (timetable === null || !makesEditions(publication)) return [];
  if (timetable.standing.pause?.until === null) return [];
  // Only before the first edition does a proof go to the operator.
  if (!isFirst && installation.configuration.editors.length === 0) return [];
  const found = await findOrPlan(chainOf(installation), publication, timetable.next);
  const text = found.outcome === 'planned' ? await nextProofText(installation, found.plan) : null;
  return text === null ? [] : [['Proof', text]];
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
  const schedule = describeSchedule(publication.schedule);
  return timetable.standing.pause?.until === null
    ? `none while it is paused; else ${schedule}`
    : `${timetable.next}, ${schedule}`;
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
