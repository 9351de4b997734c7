import { type Instant, plusHours } from '../../foundation/instant.ts';
import type { Publication } from '../../publication/configuration.ts';
import { isCovered, type Plan } from '../../publication/plan.ts';
import { localDate, occurrenceAfter } from '../../publication/schedule.ts';
import type { Pause, Skip, Standing } from './decision.ts';

/** Why a scheduled time makes no edition, by an operator's word. */
export type LeftOut = { outcome: 'skipped'; decision: Skip } | { outcome: 'paused'; decision: Pause };

/** Whether a time for which nothing is sealed is to make no edition; undefined if it is to make one. */
export function leftOutBy(
  { skipped, pause }: Standing,
  { edition, time }: { edition: string; time: Instant },
): LeftOut | undefined {
  const skip = skipped.find(one => one.edition === edition);
  if (skip) return { outcome: 'skipped', decision: skip };
  if (!pause || (pause.until !== null && time > pause.until)) return undefined;
  return { outcome: 'paused', decision: pause };
}

/** The same of an edition that is planned. */
export function planLeftOut(standing: Standing, { edition, window }: Plan): LeftOut | undefined {
  return leftOutBy(standing, { edition, time: window.to });
}

/** Of the times after `now` the first that makes an edition, by the newest one, once a pause that there is has ended. */
export function nextAfter(
  publication: Publication,
  newest: Plan | undefined,
  now: Instant,
  { skipped }: Pick<Standing, 'skipped'>,
): Instant {
  const { schedule } = publication;
  const isLeftOut = (time: Instant) =>
    leftOutBy({ skipped, pause: null }, { edition: localDate(time, schedule.timeZone), time }) !== undefined;
  let time = occurrenceAfter(schedule, now);
  while (isCovered(publication, time, newest) || isLeftOut(time)) time = occurrenceAfter(schedule, time);
  return time;
}

/** A pause also leaves out what was due before it, and is not sealed. Of what is older than this it is not the reason. */
const reachesBackHours = 36;

/** The names of the editions that were left out since the one before a planned one, in order: its window covers theirs. */
export function editionsLeftOut(
  standing: Standing,
  { schedule }: Pick<Publication, 'schedule'>,
  { edition, previous, window, leftOutSince }: Plan,
): string[] {
  const { skipped, pause } = standing;
  const from = leftOutSince ?? window.from;
  if (from === null || (skipped.length === 0 && !pause)) return [];
  const names: string[] = [];
  let time = occurrenceAfter(schedule, from);
  for (; time < window.to; time = occurrenceAfter(schedule, time)) {
    const name = localDate(time, schedule.timeZone);
    const isBetween = name > (previous ?? '') && name < edition;
    if (isBetween && isToldOf(standing, { edition: name, time })) names.push(name);
  }
  return names;
}

function isToldOf(standing: Standing, at: { edition: string; time: Instant }): boolean {
  const leftOut = leftOutBy(standing, at);
  if (leftOut?.outcome !== 'paused') return leftOut !== undefined;
  return at.time > plusHours(leftOut.decision.from, -reachesBackHours);
}
