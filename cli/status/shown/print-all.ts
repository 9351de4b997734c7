import type { LabelledLine } from '../../../core/delivery/receipt/receipt-lines.ts';
import { nothingDecided } from '../../../core/edition/decisions/decision.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { type Imprint, makesEditions } from '../../../core/publication/retired.ts';
import { describeSchedule } from '../../../core/publication/schedule.ts';
import { lastNames } from '../../archive/editions.ts';
import type { Installation } from '../../installation/installation.ts';
import type { World } from '../../installation/world.ts';
import { fitted } from '../../program/layout.ts';
import { printConcerns } from '../concern.ts';
import { decidedLines, decidedObjects } from '../decided/decided-lines.ts';
import { concernsOf } from '../edition-concerns.ts';
import { type EditionStatus, editionStatus } from '../edition-status.ts';
import { editionTable } from '../edition-table.ts';
import { missingConcern } from '../missing-concern.ts';
import type { OperatorHints } from '../operator-hints.ts';
import { missingObject, statusObject } from '../status-object.ts';
import { comesNext, type Timetable } from '../timetable.ts';
import { type Ahead, lookAhead } from './ahead.ts';
import { printSummary } from './summary.ts';

/** As many editions as an operator looks back at. */
export const editionsShown = 5;

/**
 * Shows how a publication does: first in sentences, then what an operator should know and do, then in tables. @returns the exit code
 */
export async function printAll(
  world: World,
  installation: Installation,
  publication: Imprint,
  { hints, json }: { hints: OperatorHints; json: boolean },
): Promise<number> {
  const now = installation.clock.now();
  const editions = await lastEditions(installation, publication.id);
  const wanted = { isFirst: editions.length === 0, inWords: !json };
  const ahead = makesEditions(publication) ? await lookAhead(installation, publication, wanted) : null;
  const timetable = ahead?.timetable ?? { missing: [], next: now, standing: nothingDecided };
  const { missing, standing } = timetable;
  const next = comesNext(timetable);
  const concerns = [
    ...missing.map(one => missingConcern(publication.id, one, { now, next }, hints)),
    ...editions.flatMap(status => concernsOf(status, now, hints)),
  ];
  if (json) {
    for (const one of decidedObjects(publication.id, standing)) world.print(JSON.stringify(one));
    for (const one of missing) world.print(JSON.stringify(missingObject(publication.id, one)));
    for (const status of editions) world.print(JSON.stringify(statusObject(status, now, hints)));
  } else {
    printSummary(world, publication, { editions, ahead, now });
    printConcerns(world, concerns);
    printTables(world, publication, { editions, ahead, now, hints });
  }
  return concerns.some(({ waits }) => waits) ? 1 : 0;
}

/** The last editions with those that are missing, when the next one comes, its proof, and what operators decided. */
function printTables(
  { print, columns }: World,
  publication: Imprint,
  about: { editions: readonly EditionStatus[]; ahead: Ahead | null; now: Instant; hints: OperatorHints },
): void {
  const { editions, ahead, now, hints } = about;
  const { missing, standing } = ahead?.timetable ?? { missing: [], standing: nothingDecided };
  const from = editions.length === 0 ? (ahead?.plan?.window.from ?? null) : null;
  const lines: LabelledLine[] = [
    ['Next', nextText(publication, ahead?.timetable ?? null)],
    ...(from === null ? [] : ([['Covers', `what is filed since ${from}`]] as const)),
    ...(ahead?.proof ? ([['Proof', ahead.proof(time => `at ${time}`)]] as const) : []),
    ...decidedLines(publication.id, standing, hints),
  ];
  if (editions.length + missing.length > 0) {
    print('');
    for (const line of editionTable(editions, missing, now)) print(line);
  }
  print('');
  for (const [label, text] of lines) for (const line of fitted(label, text, columns)) print(line);
}

/** The last editions of a publication, the newest first. */
export async function lastEditions(
  installation: Installation,
  publication: string,
): Promise<EditionStatus[]> {
  const editions: EditionStatus[] = [];
  const names = await lastNames(installation, publication, editionsShown, installation.clock.now());
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
