import type { SimulatedEvent } from './full-event.ts';
import { addressOf } from './outgoing-mail.ts';

const bounce = (bounceType: string, bounceSubType: string): SimulatedEvent => ({
  type: 'Bounce',
  about: { bounceType, bounceSubType },
});
const arrives: SimulatedEvent[] = [{ type: 'Send' }, { type: 'Delivery' }];

/**
 * What SES's mailbox simulator does by the name before its @; a label (`bounce+1@`) changes nothing. `soft`, `delayed` and
 * `rejected` are ours: on SES they need a full mailbox, a slow server, a virus.
 */
const simulated: Record<string, SimulatedEvent[]> = {
  success: arrives,
  ooto: arrives,
  bounce: [{ type: 'Send' }, bounce('Permanent', 'General')],
  suppressionlist: [{ type: 'Send' }, bounce('Permanent', 'Suppressed')],
  complaint: [...arrives, { type: 'Complaint', about: { complaintFeedbackType: 'abuse' } }],
  soft: [{ type: 'Send' }, bounce('Transient', 'MailboxFull')],
  delayed: [{ type: 'Send' }, { type: 'DeliveryDelay' }],
  rejected: [{ type: 'Send' }, { type: 'Reject' }],
};

/** The domain of SES's mailbox simulator. */
export const simulatorDomain = 'simulator.amazonses.com';

/** What becomes of a message to an address, in order: it arrives, except where SES's mailbox simulator is told otherwise. */
export function simulatedEvents(destination: string): readonly SimulatedEvent[] {
  const [local = '', domain = ''] = addressOf(destination).toLowerCase().split('@');
  if (domain !== simulatorDomain) return arrives;
  return simulated[local.split('+')[0] ?? ''] ?? [{ type: 'Send' }, bounce('Permanent', 'NoEmail')];
}
