import { isPermanent, type Later } from '../delivery/ledger/attempt-events.ts';
import type { Instant } from '../foundation/instant.ts';
import { isNobodys } from '../readers/ending.ts';
import type { Ending } from '../readers/reader.ts';
import { signUpTag } from '../readers/sign-up/confirmations.ts';
import type { SesEvent } from './ses-event.ts';

/** How mail of ours ends an address. */
export type MailEnding = Ending & { state: 'bounced' | 'complained' };

/** SES did not hand the message over: what it holds against the address happened before, and is no news. */
const fromList = ['OnAccountSuppressionList', 'Suppressed'];

/** What a message is refused for that says nothing of the mailbox, by SES's own word. */
const aboutContent = ['ContentRejected', 'AttachmentRejected', 'MessageTooLarge'];

/** The same by the code of RFC 3463: too long, too large, what is in it, what the receiving server thinks of us. */
const aboutUs = /^\d\.(2\.3|3\.4|6\.\d+|7\.\d+)$/;

/** Whether it is a person who complains, and now: a list of SES's on which the address stands says so of some time before. */
export function isPersonsComplaint({ type, kind, detail }: SesEvent): boolean {
  return type === 'Complaint' && !isNobodys(kind) && !fromList.includes(detail);
}

/** Whether mail came back for now, and for what lies with the mailbox. An automatic reply has no status. */
export function isSoftBounce({ type, kind, detail, status }: SesEvent): boolean {
  return (
    type === 'Bounce' &&
    kind === 'Transient' &&
    status !== '' &&
    !aboutContent.includes(detail) &&
    !aboutUs.test(status)
  );
}

/** Whether mail came back for a reason that may lie with the address: what was only put off, answered or refused for its content did not. */
export function cameBack(event: SesEvent): boolean {
  return event.type === 'Bounce' && (event.kind !== 'Transient' || isSoftBounce(event));
}

/** When the mail went out of which an event speaks; the event's own time where it does not say. */
export function sentAt({ sent, time }: SesEvent): Instant {
  return sent !== null && sent < time ? sent : time;
}

/** Why an event ends the reader's subscription; undefined when it does not. Its time is that of the mail: what they agreed to since stands. */
export function endingFrom(event: SesEvent): MailEnding | undefined {
  const later = laterFrom(event);
  const about = event.publication === signUpTag ? 'a confirmation' : `edition ${event.edition}`;
  if (later?.word === 'bounced' && isPermanent(later.kind)) {
    const listed = fromList.includes(event.detail) ? ` (${onList})` : '';
    return { state: 'bounced', at: sentAt(event), how: `mail came back: ${later.kind}${listed}, ${about}` };
  }
  if (isPersonsComplaint(event)) {
    return {
      state: 'complained',
      at: sentAt(event),
      how: `complaint: ${event.kind || 'no kind given'}, ${about}`,
    };
  }
  return undefined;
}

/** Where an operator lifted the ending before, that alone was not enough. */
const onList =
  'SES did not try: the address is on its suppression list, and has to be taken off there as well';

/** What became of a message after SES took it; null where an event does not say. */
export function laterFrom(event: SesEvent): Later | null {
  const { type, kind, detail, time: at } = event;
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
      return isPersonsComplaint(event) ? { word: 'complained', kind: kind || null, at } : null;
  }
}
