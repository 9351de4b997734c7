import { type AttemptEvents, type Later, moreFinal, together, wasTaken } from './attempt-events.ts';
import type { Delivery, Settlement } from './delivery.ts';

const refusedLater = 'SES took the message and then refused it (event Reject): SES found it harmful';

/**
 * A delivery after an SES event about one of its attempts. The result depends only on what the events said, never on their order
 * or number.
 *
 * If SES took a message under any attempt, the delivery is accepted, so that nobody is mailed again if that can still be
 * prevented. There is one exception: while a worker holds the claim for another attempt, whose message may be on its way, the state
 * stays. What the event said is kept, and counts as soon as that attempt has ended.
 */
export function applyEvent(delivery: Delivery, attempt: string, heard: AttemptEvents): Delivery {
  const all = delivery.heard ?? {};
  return judged({ ...delivery, heard: { ...all, [attempt]: together(all[attempt], heard) } });
}

/** A delivery after its worker noted what became of an attempt; unchanged if another attempt has it, or it is settled. */
export function settled(delivery: Delivery, attempt: string, outcome: Settlement): Delivery {
  if (!isOpenUnder(delivery, attempt)) return delivery;
  return judged({
    ...delivery,
    state: outcome.state,
    messageId: outcome.state === 'accepted' ? outcome.messageId : null,
    reason: outcome.state === 'accepted' ? null : outcome.reason,
  });
}

/** A delivery after its worker released an attempt; unchanged if another attempt has it, or it is settled. */
export function released(delivery: Delivery, attempt: string): Delivery {
  const rejected = delivery.state === 'rejected' && delivery.attempt === attempt;
  if (!rejected && !isOpenUnder(delivery, attempt)) return delivery;
  return judged({ ...delivery, state: 'waiting' });
}

/** What SES said later of a delivery's messages, the most final word of all; null as long as it said nothing. */
export function laterOf({ heard = {} }: Delivery): Later | null {
  return Object.values(heard).reduce<Later | null>((word, { later }) => moreFinal(word, later), null);
}

/** Whether the Send event of the message came that made the delivery accepted. */
export function hasSendEvent({ heard = {}, messageId }: Delivery): boolean {
  return Object.values(heard).some(one => one.sent && one.messageId === messageId);
}

function isOpenUnder({ state, attempt: holder }: Delivery, attempt: string): boolean {
  return (state === 'claimed' || state === 'uncertain') && holder === attempt;
}

function judged(delivery: Delivery): Delivery {
  const { state, attempt, heard = {} } = delivery;
  const own = attempt === null ? undefined : heard[attempt];
  if (Object.keys(heard).length === 0 || (state === 'claimed' && !own)) return delivery;
  if (Object.values(heard).some(wasTaken)) {
    return { ...delivery, state: 'accepted', messageId: messageIdOf(delivery, own), reason: null };
  }
  // SES named it when it was handed over, and said nothing of that message since.
  if (state === 'accepted' && isWithoutEvents(delivery)) return delivery;
  // What SES refuses for what is in it, it refuses under any attempt.
  return { ...delivery, state: 'rejected', messageId: null, reason: refusedLater };
}

/** Whether a message id came with SES's answer, and none of its events has it. */
function isWithoutEvents({ messageId, heard = {} }: Delivery): boolean {
  return messageId !== null && Object.values(heard).every(one => one.messageId !== messageId);
}

/** The own attempt's message; else the one that SES named when it was handed over; else that of the first other attempt by name. */
function messageIdOf(delivery: Delivery, own: AttemptEvents | undefined): string | null {
  const { messageId, heard = {} } = delivery;
  if (own && wasTaken(own)) return own.messageId;
  if (isWithoutEvents(delivery)) return messageId;
  const [first] = Object.entries(heard)
    .filter(([, one]) => wasTaken(one))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return first?.[1].messageId ?? null;
}
