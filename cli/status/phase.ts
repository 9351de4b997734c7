import { isTooOldToMail } from '../../core/delivery/progress/editions.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { EditionStatus } from './edition-status.ts';

/** Where a sealed edition is, in a word for operators. */
export type Phase =
  | 'sealed'
  | 'delivering'
  | 'resting'
  | 'held'
  | 'uncertain'
  | 'ending'
  | 'closing'
  | 'closed';

/** The phase of an edition. What an operator or its age has ended is ending, whatever else is true of it. */
export function phaseOf({ row, due, counts }: EditionStatus, now: Instant): Phase {
  const { waiting = 0, claimed = 0, uncertain } = counts;
  if (row.state === 'closed') return 'closed';
  if (row.stopped || (isTooOldToMail(due, now) && row.state === 'delivering')) return 'ending';
  if (row.hold !== null) return 'held';
  if (row.state === 'sealed') return 'sealed';
  if (waiting + claimed === 0) return uncertain > 0 ? 'uncertain' : 'closing';
  return isResting(row.notBefore, now) ? 'resting' : 'delivering';
}

function isResting(notBefore: Instant | null, now: Instant): boolean {
  return notBefore !== null && notBefore > now;
}
