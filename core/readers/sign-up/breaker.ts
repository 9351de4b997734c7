import { type Instant, secondsBetween } from '../../foundation/instant.ts';
import { bouncedAtMost, recentAtMost, recentForSeconds, type SentConfirmation } from './confirmations.ts';

/**
 * Whether the form is closed: too many of the confirmations that were mailed last came back, so somebody gives it addresses that are not
 * theirs. It opens again once those are old, or when an operator forgets them.
 */
export function isClosed(recent: readonly SentConfirmation[], now: Instant): boolean {
  const bounced = recent
    .slice(-recentAtMost)
    .filter(({ at, bounced }) => bounced && secondsBetween(at, now) < recentForSeconds);
  return bounced.length > bouncedAtMost;
}

/** The last confirmations after one more; the same list where it is one of them already. */
export function withSent(
  recent: readonly SentConfirmation[],
  request: string,
  at: Instant,
): readonly SentConfirmation[] {
  if (recent.some(sent => sent.request === request)) return recent;
  return [...recent, { request, at, bounced: false }].slice(-recentAtMost);
}

/** The last confirmations after one came back; the same list where it is none of them, or came back already. */
export function withBounced(
  recent: readonly SentConfirmation[],
  request: string,
): readonly SentConfirmation[] {
  if (!recent.some(sent => sent.request === request && !sent.bounced)) return recent;
  return recent.map(sent => (sent.request === request ? { ...sent, bounced: true } : sent));
}
