import { standingOf } from '../../core/edition/decisions/decision.ts';
import { type LeftOut, leftOutBy } from '../../core/edition/decisions/left-out.ts';
import type { Seal } from '../../core/edition/seal.ts';
import { TooMuchError } from '../../core/edition/too-much.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { localDate } from '../../core/publication/schedule.ts';
import { type MissingEditions, missingEditions } from '../../core/sweep/missing-editions.ts';
import type { Schedules } from '../../core/sweep/schedules.ts';
import { scheduleFingerprint, type Timetables } from '../../core/sweep/timetable.ts';
import {
  type PublishContext,
  type PublishReport,
  publishEdition,
  VanishedSealError,
} from '../publish/publish-edition.ts';

/** What publishing missed editions needs from outside; `note` logs what came of each. */
export type MissingContext = PublishContext & {
  timetables: Timetables;
  schedules: Schedules;
  note: (what: string, about: object) => void;
};
type Counts = { held: number; overdue: number };

/**
 * Publishes the editions that are due and not sealed, by publish's own use case, one after the other; what is late waits for an operator.
 * What an operator left out is nobody's to make. Where the schedule is switched off, all waits for an operator.
 * One failed publication of several must not hide the others: each counts as overdue, and the first failure is thrown.
 * @param report is added to.
 */
export async function publishMissing(
  context: MissingContext,
  publication: Publication,
  newest: Seal | undefined,
  now: Instant,
  report: Counts,
): Promise<void> {
  const fingerprint = scheduleFingerprint(publication.schedule);
  const since = await context.timetables.since(publication.id, fingerprint, now);
  const { holdWhenLateHours } = context.settings;
  const missing = missingEditions(publication, since, newest?.plan, now, holdWhenLateHours);
  const { due, late } = await withoutLeftOut(context, publication, missing);
  report.held += late.length;
  if (late.length > 0) context.note('late', { publication: publication.id, late });
  if (due.length === 0 || (await isSwitchedOff(context, publication, due, report))) return;
  await publishDue(context, publication, due, report);
}

/** Operators are asked for their decisions only where there would be something to do. */
async function withoutLeftOut(
  { decisions, note }: MissingContext,
  { id, schedule }: Publication,
  missing: MissingEditions,
): Promise<MissingEditions> {
  if (missing.due.length + missing.late.length === 0) return missing;
  const standing = await standingOf(decisions, id);
  const isToBeMade = (time: Instant) => {
    const edition = localDate(time, schedule.timeZone);
    const leftOut = leftOutBy(standing, { edition, time });
    if (leftOut) note('left out', { publication: id, time, edition, ...decisionNoted(leftOut) });
    return !leftOut;
  };
  return { due: missing.due.filter(isToBeMade), late: missing.late.filter(isToBeMade) };
}

/** Whoever switched a schedule off did not want what it starts; by whatever failed, a schedule does not switch itself off. */
async function isSwitchedOff(
  { schedules, note }: MissingContext,
  { id }: Publication,
  due: readonly Instant[],
  report: Counts,
): Promise<boolean> {
  const state = await schedules.stateOf(id).catch(error => {
    report.overdue += due.length;
    throw error;
  });
  if (state === 'on') return false;
  report.held += due.length;
  const todo =
    'its schedule in EventBridge Scheduler does not start publish. Switch it on, or say courant pause: a deployment may switch it on again';
  note(`schedule ${state}`, { publication: id, due, todo });
  return true;
}

async function publishDue(
  context: MissingContext,
  publication: Publication,
  due: readonly Instant[],
  report: Counts,
): Promise<void> {
  for (const [index, time] of due.entries()) {
    try {
      const made = await publishEdition(context, publication, time);
      noteMade(context, publication, time, made);
      if (made.outcome !== 'not ready') continue;
      // Not the next one either, which would take the facts of this one.
      report.overdue += due.length - index;
      return;
    } catch (error) {
      // Without its seal, or with too much in it, it waits for an operator, as what is held does.
      const waits = error instanceof VanishedSealError || error instanceof TooMuchError;
      report[waits ? 'held' : 'overdue'] += due.length - index;
      throw error;
    }
  }
}

function noteMade({ note }: MissingContext, { id }: Publication, time: Instant, made: PublishReport): void {
  const { outcome, plan } = made;
  const because = outcome === 'not ready' ? { because: made.because } : {};
  const decided = outcome === 'skipped' || outcome === 'paused' ? decisionNoted(made) : {};
  note('published', { publication: id, time, outcome, edition: plan.edition, ...because, ...decided });
}

/** By its number, which leads to the record: who decided, and why, is nothing for a log. */
function decisionNoted({ outcome, decision }: LeftOut): object {
  return { outcome, decision: decision.number };
}
