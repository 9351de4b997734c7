import { type Instant, plusHours } from '../../foundation/instant.ts';

const deliveredForHours = 30 * 24;

/** Whether an edition is mailed to nobody any more, since it would be mistaken for news: 30 days after its time. */
export function isTooOldToMail(to: Instant, now: Instant): boolean {
  return plusHours(to, deliveredForHours) < now;
}
