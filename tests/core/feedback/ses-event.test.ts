import { describe, expect, it } from 'vitest';
import { parseSesEvent } from '../../../core/feedback/ses-event.ts';
import { aReader } from '../../support/builders/a-reader.ts';

const event = {
  type: 'Complaint',
  messageId: '0100018f-aaaa',
  publication: 'weekly',
  edition: '2026-11-23',
  reader: aReader(1).id,
  attempt: 'attempt-a',
  time: '2026-11-23T06:00:05Z',
};

/** What rules of earlier versions did not pass on, and what events of some types lack. */
const bare = { kind: '', detail: '', sent: null, status: '' };

describe('a message of the feedback queue', () => {
  // Rules of an earlier deployment put every variable in quotation marks; a queue keeps messages for 14 days.
  it.each([
    ['a text', '"abuse"', 'abuse'],
    ['an empty text, as both forms of the rules write a lacking value', '""', ''],
    ['null, as SES may say itself', 'null', ''],
  ])('may hold %s as its kind', (_, kind, read) => {
    const body = `${JSON.stringify(event).slice(0, -1)},"kind":${kind}}`;
    expect(parseSesEvent(body)).toEqual({ ...event, ...bare, kind: read });
  });

  it('may lack kind and detail', () => {
    expect(parseSesEvent(JSON.stringify(event))).toEqual({ ...event, ...bare });
  });

  it('says when the mail was sent, to the second, or does not', () => {
    const sentOf = (sent: unknown) => parseSesEvent(JSON.stringify({ ...event, sent }))?.sent;
    expect(sentOf('2026-11-23T06:00:01.645Z')).toBe('2026-11-23T06:00:01Z');
    for (const none of ['', null, 'yesterday', undefined]) expect(sentOf(none)).toBeNull();
  });

  it('may hold more, which a later version passes on', () => {
    expect(parseSesEvent(JSON.stringify({ ...event, later: 'x' }))).toEqual({ ...event, ...bare });
  });

  it.each(['messageId', 'publication', 'edition', 'reader', 'attempt', 'time'])(
    'is not about mail of ours when its %s is empty',
    field => {
      expect(parseSesEvent(JSON.stringify({ ...event, [field]: '' }))).toBeUndefined();
    },
  );

  it('is not about mail of ours when a value broke its JSON', () => {
    expect(parseSesEvent(JSON.stringify(event).replace('weekly', 'a "b"'))).toBeUndefined();
  });
});
