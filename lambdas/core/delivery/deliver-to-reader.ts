import type { Clock } from '../clock.ts';
import { secondsBetween } from '../instant.ts';
import { fillIn } from '../message/fill-in.ts';
import type { MessageTemplate } from '../message/message-template.ts';
import { fieldsOf } from '../message/reader-fields.ts';
import type { Deliveries, DeliveryKey, Mailer } from '../ports.ts';
import type { Delivery, Halt, MailerAnswer } from './delivery.ts';
import type { Reader } from './reader.ts';

/** What delivering to one reader needs. */
export type DeliveryContext = {
  clock: Clock;
  deliveries: Deliveries;
  mailer: Mailer;
  /** A fresh random id: 16 or more letters, digits, hyphens, underscores. */
  newAttempt: () => string;
};
/** The state in which a delivery stands, and the answer, if any, that stops all others too. */
export type ReaderReport = { state: Delivery['state']; stop: Halt | null };
/** A claim that took longer than this to be answered is not used: somebody may think it dead by now. */
const claimLastsSeconds = 30;
/** The edition's message, and who it is from. */
export type Outgoing = { from: string; template: MessageTemplate };

/**
 * One edition to one reader: claim, fill in, hand over, note the outcome. A delivery that somebody holds or has settled is
 * left alone, so nobody is mailed twice however often this runs.
 */
export async function deliverToReader(
  context: DeliveryContext,
  outgoing: Outgoing,
  key: DeliveryKey,
  reader: Reader | undefined,
): Promise<ReaderReport> {
  if (reader?.state !== 'active') {
    const state = await context.deliveries.withhold(key, reader ? reader.state : 'erased');
    return { state, stop: null };
  }
  const attempt = context.newAttempt();
  const claimedAt = context.clock.now();
  const claim = await context.deliveries.claim(key, attempt, claimedAt);
  if (claim !== 'mine') return { state: claim, stop: null };
  if (secondsBetween(claimedAt, context.clock.now()) > claimLastsSeconds) {
    const reason = `the claim took more than ${claimLastsSeconds} seconds`;
    return note(context, key, attempt, { outcome: 'unreached', reason });
  }
  const answer = await context.mailer.send({
    from: outgoing.from,
    to: reader.address,
    raw: fillIn(outgoing.template, reader, fieldsOf(reader)),
    tags: { publication: key.publication, edition: key.edition, reader: key.reader, attempt },
  });
  return note(context, key, attempt, answer);
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
      return { state: 'accepted', stop: null };
    case 'rejected':
    case 'uncertain':
      await deliveries.settle(key, attempt, { state: answer.outcome, reason: answer.reason });
      return { state: answer.outcome, stop: null };
    case 'throttled':
    case 'exhausted':
    case 'refused':
    case 'unreached':
      await deliveries.release(key, attempt);
      return { state: 'waiting', stop: answer };
  }
}
