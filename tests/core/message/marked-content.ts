import fc from 'fast-check';
import { type Instant, toInstant } from '../../../core/foundation/instant.ts';
import type { MessageContent } from '../../../core/message/compose.ts';
import { markersOf, type ReaderFields } from '../../../core/message/reader-fields.ts';

/** Markers of an edition. */
export const markers = markersOf('a digest hash');
/** How a reader agreed, where only the day matters. */
export const agreed = { at: '2026-11-03T22:59:59Z' as Instant, how: 'asked for it' };
/** A reader's leave link. */
export const urlOf = (fields: ReaderFields) => `https://links.example/leave/weekly/${fields.leaveKey}`;

/** The content of a message in which `LEAVE` and `SINCE` stand for the fields, as a template would print them. */
export function contentWith(
  fields: ReaderFields,
  body: { html: string; text: string },
): Omit<MessageContent, 'to'> {
  const filled = (part: string) => part.replaceAll('LEAVE', urlOf(fields)).replaceAll('SINCE', fields.since);
  return {
    publication: {
      id: 'weekly',
      title: 'Weekly',
      language: 'en',
      from: { name: 'Weekly — 周报', address: 'digest@news.example' },
      replyTo: 'editors@news.example',
    },
    edition: '2026-11-23',
    date: '2026-11-23T06:00:00Z' as Instant,
    subject: 'Weekly 1: 出口管制 and more',
    html: filled(body.html),
    text: filled(body.text),
    boundarySeed: 'a digest hash',
    fields,
    leaveUrl: urlOf(fields),
    archiveUrl: null,
  };
}

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const base64url = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'),
    minLength: length,
    maxLength: length,
  });
const aDay = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map(date => ({ ...agreed, at: toInstant(date.toISOString()) }));
/** Any reader's fields. */
export const aReader = fc.record({ id: hex(32), token: base64url(22), agreed: aDay });
/** Names of readers, with all that a header has to encode, quote or fold. */
export const aName = fc.oneof(
  fc.constant(null),
  fc.constantFrom(
    "O'Brien, Anna",
    '王小明',
    'Zoë "Z" Müller',
    'A\\B',
    'Ünï'.repeat(12),
    '=?UTF-8?Q?x?=',
    'a@b <c>',
  ),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .filter(name => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name)),
);
/** Addresses of readers. */
export const anAddress = fc
  .tuple(
    fc.oneof(base64url(8), fc.constantFrom('a.b', '"a b"', 'a,b')),
    fc.constantFrom(
      'mail.example',
      'MAIL.Example',
      'xn--bcher-kva.example',
      'bücher.example',
      `${'long.'.repeat(20)}example`,
    ),
  )
  .map(([local, domain]) => `${local}@${domain}`);
const bodyOf = (pieces: readonly string[], words: fc.Arbitrary<string>) =>
  fc
    .array(fc.oneof(fc.constantFrom('LEAVE', '<a href="LEAVE">leave</a>', 'on SINCE, ', ...pieces), words), {
      maxLength: 40,
    })
    .map(parts => parts.join(''));
/** A part in which Latin script prevails. */
export const aLatinBody = bodyOf(['中文报告', ' ', '\n', '.', '=', 'é', '\n.\n'], fc.lorem({ maxCount: 12 }));
/** A part in which Chinese prevails, with characters of one to four bytes. */
export const aChineseBody = bodyOf(
  ['中文报告，管制与创新。', '您于SINCE确认', '\n', 'é', '𠮷', 'ab', '\r\n'],
  fc.string({ unit: fc.constantFrom(...'半导体出口管制清单国务院'), minLength: 8, maxLength: 40 }),
);
/** Either. */
export const aBody = fc.oneof(aLatinBody, aChineseBody);
/** A part of which base64 is smaller, with a field behind so many bytes, and so many behind it. */
export const chineseAround = (before: number, after: number, place = 'LEAVE') =>
  `${'国'.repeat(120)}${'x'.repeat(before)}${place}${'y'.repeat(after)}`;
