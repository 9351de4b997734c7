import { CourantError } from '../../foundation/errors.ts';
import { type Clock, secondsBetween } from '../../foundation/instant.ts';
import { fillIn } from '../../message/fill-in.ts';
import { freeBuffer } from '../../message/free-buffer.ts';
import type { MessageTemplate } from '../../message/places.ts';
import { fieldsOf } from '../../message/reader-fields.ts';
import type { Reader } from '../../readers/reader.ts';
import type { Deliveries, Delivery, DeliveryKey } from '../ledger/delivery.ts';
import { claimLastsSeconds, type Halt, type Mailer, type MailerAnswer } from './mailer.ts';
import type { Pace } from './pace.ts';

/** What delivering to one reader needs. */
export type DeliveryContext = {
  clock: Clock;
  deliveries: Deliveries;
  mailer: Mailer;
  /** A fresh random id: 16 or more letters, digits, hyphens, underscores. */
  newAttempt: () => string;
  /** Spaces the messages that this worker hands over. */
  pace: Pace;
};
/** The state of a delivery; the attempt, if this call made one; and the answer of SES, if it stops all other deliveries too. */
export type ReaderReport = { state: Delivery['state']; attempt: string | null; stop: Halt | null };
/** The edition's message, and who it is from. */
export type Outgoing = { from: string; template: MessageTemplate };

/**
 * Delivers one edition to one reader: fills in the copy, claims the delivery, hands the copy to the mailer, notes the outcome. It leaves
 * a delivery alone that somebody holds or has settled, so nobody is mailed twice however often this runs.
 */
export async function deliverToReader(
  context: DeliveryContext,
  outgoing: Outgoing,
  key: DeliveryKey,
  reader: Reader | undefined,
): Promise<ReaderReport> {
  if (reader?.state !== 'active') {
    const state = await context.deliveries.withhold(key, reader ? reader.state : 'erased');
    return { state, attempt: null, stop: null };
  }
  // Before the claim: what cannot be filled in must not leave one behind.
  const raw = filledIn(outgoing.template, reader);
  try {
    return await claimAndHandOver(context, outgoing.from, key, reader, raw);
  } finally {
    // The mailer has answered, so it has read the copy to its end.
    if (raw instanceof Buffer) freeBuffer(raw);
  }
}

async function claimAndHandOver(
  context: DeliveryContext,
  from: string,
  key: DeliveryKey,
  reader: Reader,
  raw: Buffer | CourantError,
): Promise<ReaderReport> {
  // Before the claim, which must not grow old while it waits for its turn.
  const turn = await context.pace.turn();
  const attempt = context.newAttempt();
  const claimedAt = context.clock.now();
  const claim = await context.deliveries.claim(key, attempt, claimedAt);
  if (claim !== 'mine') {
    turn.cancel();
    return { state: claim, attempt: null, stop: null };
  }
  const claimIsFresh = () => secondsBetween(claimedAt, context.clock.now()) <= claimLastsSeconds;
  const answer = await handOver(context, from, key, reader, { attempt, claimIsFresh }, raw);
  return note(context, key, attempt, answer);
}

/** The reader's copy, or why this reader cannot have one. */
function filledIn(template: MessageTemplate, reader: Reader): Buffer | CourantError {
  try {
    return fillIn(template, reader, fieldsOf(reader));
  } catch (error) {
    if (error instanceof CourantError) return error;
    throw error;
  }
}

async function handOver(
  { mailer }: DeliveryContext,
  from: string,
  { publication, edition, reader: id }: DeliveryKey,
  reader: Reader,
  { attempt, claimIsFresh }: { attempt: string; claimIsFresh: () => boolean },
  raw: Buffer | CourantError,
): Promise<MailerAnswer> {
  if (raw instanceof CourantError) return { outcome: 'rejected', reason: `${raw.name}: ${raw.message}` };
  const tags = { publication, edition, reader: id, attempt };
  return mailer.send({ from, to: reader.address, raw, tags, claimIsFresh });
}

async function note(
  { deliveries }: DeliveryContext,
  key: DeliveryKey,
  attempt: string,
  answer: MailerAnswer,
): Promise<ReaderReport> {
  switch (answer.outcome) {
    case 'accepted':
      await deliveries.settle(key, attempt, { state: 'accepted', messageId: answer.messageId });
      return { state: 'accepted', attempt, stop: null };
    case 'rejected':
    case 'uncertain':
      await deliveries.settle(key, attempt, { state: answer.outcome, reason: answer.reason });
      return { state: answer.outcome, attempt, stop: null };
    case 'throttled':
    case 'exhausted':
    case 'refused':
    case 'unreached':
      await deliveries.release(key, attempt);
      return { state: 'waiting', attempt, stop: answer };
  }
}
