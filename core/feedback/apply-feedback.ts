import { type AttemptEvents, isPermanent, type Later } from '../delivery/ledger/attempt-events.ts';
import type { Deliveries, Delivery } from '../delivery/ledger/delivery.ts';
import type { Ending, Readers } from '../readers/reader.ts';
import type { SesEvent } from './ses-event.ts';

/** What an event changed: the state of its delivery after it, and whether it ended a subscription. */
export type FeedbackReport = { delivery: Delivery['state'] | 'unknown'; reader: 'ended' | 'kept' };

/**
 * Notes what an SES event says of a delivery and of a reader. Each of the two is one write that depends on the stored row,
 * so events may come twice, late, in any order, or never. If a crash comes between the two, the event returns and completes them.
 */
export async function applyFeedback(
  { deliveries, readers }: { deliveries: Pick<Deliveries, 'applyEvent'>; readers: Pick<Readers, 'end'> },
  event: SesEvent,
): Promise<FeedbackReport> {
  const { publication, edition, reader, attempt } = event;
  const delivery = await deliveries.applyEvent(
    { publication, edition, reader },
    attempt,
    attemptEventsFrom(event),
  );
  const ending = endingFrom(event);
  return { delivery, reader: ending ? await readers.end(publication, reader, ending) : 'kept' };
}

/** What an event says of its attempt. Each but Reject says at least that SES took the message. */
export function attemptEventsFrom(event: SesEvent): AttemptEvents {
  return { messageId: event.messageId, sent: event.type === 'Send', later: laterFrom(event) };
}

/** Why an event ends the reader's subscription; undefined when it does not. */
export function endingFrom(event: SesEvent): Ending | undefined {
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
