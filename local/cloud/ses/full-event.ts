import { randomUUID } from 'node:crypto';
import { type FeedbackType, feedbackEvents } from '../../../core/feedback/event-rules.ts';
import type { Envelope } from './mailbox.ts';
import { addressOf, headerField } from './outgoing-mail.ts';

/** An event as EventBridge has it of SES, addresses, subject and all. */
export type FullEvent = {
  source: 'aws.ses';
  'detail-type': string;
  time: string;
  detail: { eventType: FeedbackType; mail: Record<string, unknown> } & Record<string, unknown>;
} & Record<string, unknown>;

/** What happened to a message: SES's name of it, and what SES tells besides. */
export type SimulatedEvent = { type: FeedbackType; about?: Record<string, unknown> };

const account = '123456789012';

/** The whole event of a message, in the shape in which SES hands it to EventBridge. */
export function fullEvent(
  { type, about = {} }: SimulatedEvent,
  message: Envelope & { raw: Buffer },
  { at, region }: { at: Date; region: string },
): FullEvent {
  const time = at.toISOString();
  const identity = `arn:aws:ses:${region}:${account}:identity/${addressOf(message.source)}`;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': feedbackEvents[type],
    source: 'aws.ses',
    account,
    time: `${time.slice(0, 19)}Z`,
    region,
    resources: [`arn:aws:ses:${region}:${account}:configuration-set/${message.configurationSet}`],
    detail: {
      eventType: type,
      mail: mailOf(message, identity),
      [detailName(type)]: { ...detailOf(type, message.destinations, time), ...about },
    },
  };
}

function mailOf(message: Envelope & { raw: Buffer }, sourceArn: string): Record<string, unknown> {
  const { acceptedAt, source, destinations, messageId, raw, configurationSet, tags } = message;
  const headers = ['From', 'To', 'Subject', 'Reply-To', 'List-Unsubscribe', 'MIME-Version'].flatMap(name => {
    const value = headerField(raw, name);
    return value === undefined ? [] : [{ name, value }];
  });
  const subject = headerField(raw, 'Subject');
  return {
    timestamp: acceptedAt,
    source,
    sourceArn,
    sendingAccountId: account,
    messageId,
    destination: destinations,
    headersTruncated: false,
    headers,
    commonHeaders: { from: [source], to: destinations, messageId, subject },
    tags: {
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
      'ses:operation': ['SendRawEmail'],
      'ses:configuration-set': [configurationSet],
      'ses:source-ip': ['192.0.2.1'],
      'ses:from-domain': [addressOf(source).split('@')[1]],
      'ses:caller-identity': ['courant'],
    },
  };
}

function detailName(type: FeedbackType): string {
  return `${type[0]?.toLowerCase()}${type.slice(1)}`;
}

function detailOf(type: FeedbackType, destinations: string[], timestamp: string): Record<string, unknown> {
  const recipients = destinations.map(emailAddress => ({ emailAddress }));
  switch (type) {
    case 'Send':
      return {};
    case 'Delivery':
      return {
        timestamp,
        processingTimeMillis: 500,
        recipients: destinations,
        smtpResponse: `250 2.6.0 Message received for ${destinations.join()}`,
        remoteMtaIp: '192.0.2.2',
        reportingMTA: 'a1.smtp-out.example',
      };
    case 'Bounce':
      return {
        bouncedRecipients: recipients.map(one => ({ ...one, action: 'failed', status: '5.1.1' })),
        timestamp,
        feedbackId: randomUUID(),
        reportingMTA: 'dns; a1.smtp-out.example',
      };
    case 'Complaint':
      return {
        complainedRecipients: recipients,
        timestamp,
        feedbackId: randomUUID(),
        complaintSubType: null,
        userAgent: 'A mail program',
        arrivalDate: timestamp,
      };
    case 'Reject':
      return { reason: 'Bad content' };
    case 'DeliveryDelay':
      return {
        timestamp,
        delayType: 'TransientCommunicationFailure',
        expirationTime: timestamp,
        delayedRecipients: recipients.map(one => ({ ...one, status: '4.4.1' })),
      };
  }
}
