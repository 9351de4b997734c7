import { isTooOldToMail } from '../../lambdas/core/delivery/too-old.ts';
import { type Instant, plusHours } from '../../lambdas/core/instant.ts';
import { silenceSeconds } from '../../lambdas/core/sweep/settle-silent.ts';
import type { EditionStatus } from './look-at-edition.ts';

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

/** Behind its forecast by so much, an edition is told of: as the alarm for it has it. */
const behindHours = 2;

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

/** Whether an edition that should go on by itself is behind its forecast. */
export function isBehind(status: EditionStatus, now: Instant): boolean {
  const { row, due, counts } = status;
  const open = ['delivering', 'resting'].includes(phaseOf(status, now));
  return open && (counts.waiting ?? 0) > 0 && plusHours(row.expectedBy ?? due, behindHours) < now;
}

/**
 * Whether an operator has to decide about uncertain deliveries: nothing but a late event settles them any more. In an edition that is
 * closed, because it was closed with them; in an open one, because they have been silent for longer than silence takes to count.
 */
export function isForOperator({ row, due, counts }: EditionStatus, now: Instant): boolean {
  if (isTooOldToMail(due, now)) return false;
  if (row.state === 'closed') return row.uncertain > 0;
  const silentSince = row.progressedAt ?? counts.ended;
  return counts.uncertain > 0 && silentSince !== null && plusHours(silentSince, silenceSeconds / 3600) < now;
}

function isResting(notBefore: Instant | null, now: Instant): boolean {
  return notBefore !== null && notBefore > now;
}
