import { type AttemptEvents, isPermanent, type Later } from '../delivery/ledger/attempt-events.ts';
import type { Deliveries, Delivery } from '../delivery/ledger/delivery.ts';
import type { Addresses } from '../readers/address.ts';
import { everyPublication, type KeptEnding } from '../readers/ending.ts';
import type { EndingKeeper } from '../readers/ending-keeper.ts';
import type { Ending, Readers } from '../readers/reader.ts';
import type { SesEvent } from './ses-event.ts';

/** What an event changed: the state of its delivery after it, and whether it ended a subscription. */
export type FeedbackReport = { delivery: Delivery['state'] | 'unknown'; reader: 'ended' | 'kept' };

/** What noting events needs. */
export type FeedbackPorts = {
  deliveries: Pick<Deliveries, 'applyEvent'>;
  readers: Pick<Readers, 'read' | 'end'>;
  addresses: Pick<Addresses, 'end'>;
  keeper: Pick<EndingKeeper, 'keep'>;
};

/**
 * Notes what an SES event says of a delivery and of a reader. Each is one write that depends on the stored row, so events may come twice,
 * late, in any order, or never. If a crash comes between two of them, the event returns and completes them.
 */
export async function applyFeedback(context: FeedbackPorts, event: SesEvent): Promise<FeedbackReport> {
  const { publication, edition, reader, attempt } = event;
  const delivery = await context.deliveries.applyEvent(
    { publication, edition, reader },
    attempt,
    attemptEventsFrom(event),
  );
  const ending = endingFrom(event);
  return { delivery, reader: ending ? await endAddress(context, publication, reader, ending) : 'kept' };
}

/**
 * Ends an address for every publication first, so that one joined meanwhile is covered, then the subscription that the mail was for; and
 * keeps both. What was reported of the time before the reader agreed anew ends nothing.
 */
async function endAddress(
  { readers, addresses, keeper }: FeedbackPorts,
  publication: string,
  reader: string,
  ending: Ending & { state: 'bounced' | 'complained' },
): Promise<FeedbackReport['reader']> {
  const standing = await readers.read(publication, reader);
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

/** What an event says of its attempt. Each but Reject says at least that SES took the message. */
export function attemptEventsFrom(event: SesEvent): AttemptEvents {
  return { messageId: event.messageId, sent: event.type === 'Send', later: laterFrom(event) };
}

/** Why an event ends the reader's subscription; undefined when it does not. */
export function endingFrom(event: SesEvent): (Ending & { state: 'bounced' | 'complained' }) | undefined {
  const { edition, time: at } = event;
  const later = laterFrom(event);
  if (later?.word === 'bounced' && isPermanent(later.kind)) {
    return { state: 'bounced', at, how: `mail came back: ${later.kind}, edition ${edition}` };
  }
  if (later?.word === 'complained') {
    return {
      state: 'complained',
      at,
      how: `complaint: ${later.kind ?? 'no kind given'}, edition ${edition}`,
    };
  }
  return undefined;
}

function laterFrom({ type, kind, detail, time: at }: SesEvent): Later | null {
  switch (type) {
    case 'Send':
      return null;
    case 'Delivery':
      return { word: 'delivered', kind: null, at };
    case 'DeliveryDelay':
      return { word: 'delayed', kind: null, at };
    case 'Reject':
      return { word: 'rejected', kind: null, at };
    case 'Bounce':
      return { word: 'bounced', kind: `${kind}/${detail}`, at };
    case 'Complaint':
      // Providers also report that somebody took a message out of the spam folder: the opposite of a complaint.
      return kind === 'not-spam' ? null : { word: 'complained', kind: kind || null, at };
  }
}
