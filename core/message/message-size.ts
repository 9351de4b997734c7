import { CourantError } from '../foundation/errors.ts';
import type { Plan } from '../publication/plan.ts';

/**
 * The encoded message may have this many bytes. The mail service takes 10 MB a message, headers and encoding included; a
 * reader's name adds a little, and a seal cannot be taken back when the service refuses what it holds.
 */
export const messageBytesAtMost = 9_000_000;

/** Refuses a message that is too large for the mail service, before it is sealed. @throws OversizedMessageError */
export function refuseOversized(plan: Plan, bytes: number, facts: number): void {
  if (bytes > messageBytesAtMost) throw new OversizedMessageError(plan, bytes, facts);
}

/** The message of an edition is larger than the mail service takes. */
export class OversizedMessageError extends CourantError {
  constructor({ publication, edition }: Plan, bytes: number, facts: number) {
    super(
      `edition ${edition} of ${publication}: expected a message of at most ${messageBytesAtMost} bytes as it is sent, found ${bytes} ` +
        `(facts: ${facts}). Nothing was sealed. Let the edition carry fewer facts, then publish it again: set coversSince of the ` +
        'publication in cdk.json to a later time, or give it fewer topics and the others to a second publication.',
    );
  }
}
