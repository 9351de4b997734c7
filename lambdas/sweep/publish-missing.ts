import type { Seal } from '../../core/edition/seal.ts';
import { TooMuchError } from '../../core/edition/too-much.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { missingEditions } from '../../core/sweep/missing-editions.ts';
import { scheduleFingerprint, type Timetables } from '../../core/sweep/timetable.ts';
import { type PublishContext, publishEdition, VanishedSealError } from '../publish/publish-edition.ts';

/** What publishing missed editions needs from outside; `note` logs what came of each. */
export type MissingContext = PublishContext & {
  timetables: Timetables;
  note: (what: string, about: object) => void;
};

/**
 * Publishes the editions that are due and not sealed, by publish's own use case, one after the other; what is late waits for an operator.
 * One failed publication of several must not hide the others: each counts as overdue, and the first failure is thrown.
 * @param report is added to.
 */
export async function publishMissing(
  context: MissingContext,
  publication: Publication,
  newest: Seal | undefined,
  now: Instant,
  report: { held: number; overdue: number },
): Promise<void> {
  const fingerprint = scheduleFingerprint(publication.schedule);
  const since = await context.timetables.since(publication.id, fingerprint, now);
  const { holdWhenLateHours } = context.settings;
  const { due, late } = missingEditions(publication, since, newest?.plan, now, holdWhenLateHours);
  report.held += late.length;
  if (late.length > 0) context.note('late', { publication: publication.id, late });
  for (const [index, time] of due.entries()) {
    try {
      const { outcome, plan, ...rest } = await publishEdition(context, publication, time);
      const because = 'because' in rest ? { because: rest.because } : {};
      context.note('published', {
        publication: publication.id,
        time,
        outcome,
        edition: plan.edition,
        ...because,
      });
      if (outcome !== 'not ready') continue;
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
