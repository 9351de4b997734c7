import type { AttemptEvents } from '../delivery/ledger/attempt-events.ts';
import type { Deliveries, Delivery } from '../delivery/ledger/delivery.ts';
import { domainOf } from '../publication/domains.ts';
import type { Addresses } from '../readers/address.ts';
import { everyPublication, type KeptEnding } from '../readers/ending.ts';
import type { EndingKeeper } from '../readers/ending-keeper.ts';
import type { Reader, Readers } from '../readers/reader.ts';
import { type Confirmations, signUpTag } from '../readers/sign-up/confirmations.ts';
import type { SoftBounces } from '../readers/soft-bounces.ts';
import type { SesEvent } from './ses-event.ts';
import { cameBack, endingFrom, isSoftBounce, laterFrom, type MailEnding, sentAt } from './what-it-says.ts';

/** What an event changed: the state of its delivery after it (`none`: it was about no edition), and whether it ended a subscription. */
export type FeedbackReport = {
  delivery: Delivery['state'] | 'unknown' | 'none';
  reader: 'ended' | 'kept';
};

/** What noting events needs. */
export type FeedbackPorts = {
  deliveries: Pick<Deliveries, 'applyEvent'>;
  readers: Pick<Readers, 'read' | 'end'>;
  addresses: Pick<Addresses, 'end'>;
  keeper: Pick<EndingKeeper, 'keep'>;
  softBounces: Pick<SoftBounces, 'note'>;
  confirmations: Pick<Confirmations, 'bounced'>;
};

/**
 * Notes what an SES event says of a delivery, or of a confirmation, and of a reader. Each is one write that depends on the stored row, so
 * events may come twice, late, in any order, or never. If a crash comes between two of them, the event returns and completes them.
 */
export async function applyFeedback(context: FeedbackPorts, event: SesEvent): Promise<FeedbackReport> {
  const { publication, edition, reader, attempt } = event;
  if (publication === signUpTag) return applyToConfirmation(context, event);
  const delivery = await context.deliveries.applyEvent(
    { publication, edition, reader },
    attempt,
    attemptEventsFrom(event),
  );
  const ending = endingFrom(event);
  if (!ending && !isSoftBounce(event)) return { delivery, reader: 'kept' };
  const standing = await context.readers.read(publication, reader);
  if (!ending) {
    await noteSoftBounce(context, event, standing);
    return { delivery, reader: 'kept' };
  }
  return { delivery, reader: await endReader(context, publication, reader, ending, standing) };
}

/** The attempt is the request that was to be confirmed. Nobody reads yet, so it is the address alone that may end. */
async function applyToConfirmation(context: FeedbackPorts, event: SesEvent): Promise<FeedbackReport> {
  const { reader, attempt: request } = event;
  if (cameBack(event)) await context.confirmations.bounced(request);
  const ending = endingFrom(event);
  if (!ending) return { delivery: 'none', reader: 'kept' };
  const ended = await context.addresses.end(reader, ending);
  if (ended === 'ended')
    await context.keeper.keep([{ publication: everyPublication, reader, kind: ending.state, at: ending.at }]);
  return { delivery: 'none', reader: ended };
}

/**
 * Ends an address for every publication first, so that one joined meanwhile is covered, then the subscription that the mail was for; and
 * keeps both. What was mailed before the reader agreed anew ends nothing.
 */
async function endReader(
  { readers, addresses, keeper }: FeedbackPorts,
  publication: string,
  reader: string,
  ending: MailEnding,
  standing: Reader | undefined,
): Promise<FeedbackReport['reader']> {
  if (standing && standing.agreed.at > ending.at) return 'kept';
  const everywhere = await addresses.end(reader, ending);
  const here = await readers.end(publication, reader, ending);
  const kept: Omit<KeptEnding, 'publication'> = { reader, kind: ending.state, at: ending.at };
  await keeper.keep([
    ...(everywhere === 'ended' ? [{ ...kept, publication: everyPublication }] : []),
    ...(here === 'ended' ? [{ ...kept, publication }] : []),
  ]);
  return here;
}

/** Only of who still reads: whoever left meanwhile has no address here, before long. */
async function noteSoftBounce(
  { softBounces }: FeedbackPorts,
  event: SesEvent,
  standing: Reader | undefined,
): Promise<void> {
  const { publication, reader, edition } = event;
  if (standing?.state !== 'active') return;
  const domain = domainOf(standing.address);
  await softBounces.note({ publication, reader, domain, edition, at: sentAt(event) });
}

/** What an event says of its attempt. Each but Reject says at least that SES took the message. */
export function attemptEventsFrom(event: SesEvent): AttemptEvents {
  return { messageId: event.messageId, sent: event.type === 'Send', later: laterFrom(event) };
}
