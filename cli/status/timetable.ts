import { newestSeal } from '../../core/edition/chain.ts';
import { stillOpen } from '../../core/edition/decisions/decide.ts';
import { type Standing, standingOf } from '../../core/edition/decisions/decision.ts';
import { leftOutBy, nextAfter } from '../../core/edition/decisions/left-out.ts';
import { type Instant, plusHours } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { localDate } from '../../core/publication/schedule.ts';
import { isLate, missingEditions } from '../../core/sweep/missing-editions.ts';
import { scheduleFingerprint } from '../../core/sweep/timetable.ts';
import type { Installation } from '../installation/installation.ts';
import { contentObstacleAt, type Obstacle, obstacleAfter, scheduleObstacle } from './obstacles.ts';

/**
 * An edition that is due and not sealed; one that is late waits for an operator. `obstacle` is why it could not be made now, `timeZone` that of
 * the publication's schedule.
 */
export type MissingEdition = {
  edition: string;
  due: Instant;
  late: boolean;
  obstacle: Obstacle;
  timeZone: string;
};

/** What is missing of a publication, when the next edition comes if it is not paused, and what operators decided about it. */
export type Timetable = { missing: MissingEdition[]; next: Instant; standing: Standing };

/** When the edition was or is due that comes out next by itself, and takes in the facts of those that are late. */
export function comesNext({ missing, next }: Pick<Timetable, 'missing' | 'next'>): Instant {
  return missing.find(({ late }) => !late)?.due ?? next;
}

/** The sweep gives publish this long before it counts a time as missing; who looks wants to know of it at once. */
const graceHours = 1 / 6;

/** Finds, as the sweep does, the scheduled times that made no edition and that no operator left out, oldest first. Reads only. */
export async function currentTimetable(
  installation: Installation,
  publication: Publication,
): Promise<Timetable> {
  const { seals, clock, configuration } = installation;
  const now = clock.now();
  const { holdWhenLateHours } = configuration.settings;
  const tip = (await newestSeal(seals, publication.id, now))?.plan;
  // A schedule that no sweep has seen yet as it is counts from its first one.
  const since = (await countsSince(installation, publication)) ?? now;
  const soon = plusHours(now, graceHours);
  const { late, due } = missingEditions(publication, since, tip, soon, holdWhenLateHours);
  const standing = stillOpen(await standingOf(installation.decisions, publication.id), tip);
  const editionAt = (time: Instant) => localDate(time, publication.schedule.timeZone);
  const times = [...late, ...due].filter(time => !leftOutBy(standing, { edition: editionAt(time), time }));
  const [first] = times;
  const obstacle =
    first === undefined
      ? null
      : ((await obstacleAfter(installation, publication, tip)) ??
        (await contentObstacleAt(installation, publication, first)) ??
        (await scheduleObstacle(installation, publication)));
  const missing = times.map(time => ({
    edition: editionAt(time),
    due: time,
    late: isLate(time, now, holdWhenLateHours),
    obstacle,
    timeZone: publication.schedule.timeZone,
  }));
  return { missing, next: nextAfter(publication, tip, now, standing), standing };
}

/** From when the present schedule counts, as the sweep wrote it down; null while no sweep has seen it as it is. */
export async function countsSince(
  { timetables }: Pick<Installation, 'timetables'>,
  { id, schedule }: Publication,
): Promise<Instant | null> {
  const known = await timetables.read(id);
  return known?.fingerprint === scheduleFingerprint(schedule) ? known.since : null;
}
