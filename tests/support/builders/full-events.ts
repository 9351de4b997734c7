import type { FeedbackType } from '../../../core/feedback/event-rules.ts';
import { type FullEvent, fullEvent } from '../../../local/cloud/ses/full-event.ts';
import { aReader } from './a-reader.ts';

/** Everything in the events below that must never leave EventBridge. */
export const privateWords = [
  'reader-1@mail.example',
  'mail.example',
  'digest@news.example',
  'A secret subject',
  'editors@news.example',
  'https://links.example/leave',
  'Ada Reader',
];

const raw = Buffer.from(
  [
    'From: Weekly <digest@news.example>',
    'To: Ada Reader <reader-1@mail.example>',
    'Reply-To: editors@news.example',
    'Subject: A secret subject',
    'List-Unsubscribe: <https://links.example/leave/weekly/key>',
    '',
    'text',
  ].join('\r\n'),
);

/** What SES says beside what every event of the type says. */
const about: Partial<Record<FeedbackType, Record<string, unknown>>> = {
  Bounce: { bounceType: 'Permanent', bounceSubType: 'NoEmail' },
  Complaint: { complaintFeedbackType: 'abuse' },
};

/** A whole event of SES about the first reader's copy of the edition of 2026-11-23, full of what is private. */
export function aFullEvent(
  type: FeedbackType,
  changes: { about?: Record<string, unknown>; tags?: Record<string, string>; set?: string } = {},
): FullEvent {
  const message = {
    messageId: '0100018f-aaaa',
    acceptedAt: '2026-11-23T06:00:01.000Z',
    source: 'Weekly <digest@news.example>',
    destinations: ['reader-1@mail.example'],
    configurationSet: changes.set ?? 'courant',
    tags: changes.tags ?? {
      publication: 'weekly',
      edition: '2026-11-23',
      reader: aReader(1).id,
      attempt: 'attempt-a',
    },
    raw,
  };
  const happening = { type, about: changes.about ?? about[type] ?? {} };
  return fullEvent(happening, message, { at: new Date('2026-11-23T06:00:05.250Z'), region: 'eu-west-1' });
}
