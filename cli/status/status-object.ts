import type { Instant } from '../../core/foundation/instant.ts';
import { concernsOf } from './edition-concerns.ts';
import type { EditionStatus } from './edition-status.ts';
import { phaseOf } from './edition-status.ts';
import type { OperatorHints } from './operator-hints.ts';
import type { MissingEdition } from './timetable.ts';

/** An edition for programs: its state, what stands in its row, and everything that its receipt has, or would have now. */
export function statusObject(status: EditionStatus, now: Instant, hints: OperatorHints): object {
  const { row, due, receipt, counts } = status;
  const { publication, edition, number, window, subject, facts, audience, manifest, previous } = counts;
  const { accepted, rejected, uncertain, uncertainReaders, withheld, waiting, claimed } = counts;
  const { hold, notBefore, expectedBy, stopped } = row;
  return {
    ...{ publication, edition, number, state: phaseOf(status, now) },
    waitsForOperator: concernsOf(status, now, hints).some(({ waits }) => waits),
    ...{ due, hold, notBefore, expectedBy, stopped },
    ...{ window, subject, facts, audience: row.audience === null ? null : audience, accepted, rejected },
    ...{ uncertain, uncertainReaders, withheld, waiting: waiting ?? 0, claimed: claimed ?? 0 },
    ...{ later: counts.later, began: counts.began, ended: counts.ended, manifest, previous, receipt },
  };
}

/** An edition that is due and not there, for programs. */
export function missingObject(publication: string, { edition, due, late, obstacle }: MissingEdition): object {
  const waitsForOperator = late || obstacle !== null;
  const because = obstacle?.because ?? null;
  return { publication, edition, number: null, state: late ? 'late' : 'due', waitsForOperator, due, because };
}
