import type { Instant } from '../../foundation/instant.ts';

/** Confirmations that were mailed last, so many at most. */
export const recentAtMost = 100;
/** The form is closed while more than so many of the last hundred came back: somebody signs up addresses that are not theirs. */
export const bouncedAtMost = 5;
/** What is older than this, in seconds, says nothing any more: so a form that was closed opens by itself. */
export const recentForSeconds = 7 * 24 * 3600;

/** A confirmation that was mailed. */
export type SentConfirmation = { request: string; at: Instant; bounced: boolean };

/** The confirmations that were mailed last. */
export interface Confirmations {
  /** The last ones, oldest first. */
  recent(): Promise<SentConfirmation[]>;
  /** Notes that one was mailed; those beyond the last hundred are forgotten. */
  sent(request: string, at: Instant): Promise<void>;
  /** Notes that one came back; nothing if it is none of the last. */
  bounced(request: string): Promise<void>;
  /** Forgets them all: an operator says that it is over. */
  forget(): Promise<void>;
}

/** The publication that the tags of a confirmation name. No publication has such an id. */
export const signUpTag = '_sign-up';

/** The tags that SES's events about a mail of a request carry: they have the names of a delivery's, so that the same rules pass them on. */
export function signUpTags(reader: string, request: string): Record<string, string> {
  return { publication: signUpTag, edition: 'confirmation', reader, attempt: request };
}
