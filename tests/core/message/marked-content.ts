import fc from 'fast-check';
import type { Instant } from '../../../lambdas/core/instant.ts';
import type { MessageContent } from '../../../lambdas/core/message/compose.ts';
import { markersOf, type ReaderFields } from '../../../lambdas/core/message/reader-fields.ts';

/** Markers of an edition. */
export const markers = markersOf('a digest hash');
/** A reader's leave link. */
export const urlOf = (fields: ReaderFields) => `https://links.example/leave/weekly/${fields.leaveKey}`;

/** The content of a message in which the fields stand as a template would print them. */
export function contentWith(
  fields: ReaderFields,
  body: { html: string; text: string },
): Omit<MessageContent, 'to'> {
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
    html: body.html.replaceAll('LEAVE', urlOf(fields)),
    text: body.text.replaceAll('LEAVE', urlOf(fields)),
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
/** Any reader's id and token. */
export const aReader = fc.record({ id: hex(32), token: base64url(22) });
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
    .array(fc.oneof(fc.constantFrom('LEAVE', '<a href="LEAVE">leave</a>', ...pieces), words), {
      maxLength: 40,
    })
    .map(parts => parts.join(''));
/** A part in which Latin script prevails: `LEAVE` stands for the leave link. */
export const aLatinBody = bodyOf(['中文报告', ' ', '\n', '.', '=', 'é', '\n.\n'], fc.lorem({ maxCount: 12 }));
/** A part in which Chinese prevails, with characters of one to four bytes. */
export const aChineseBody = bodyOf(
  ['中文报告，管制与创新。', '\n', 'é', '𠮷', 'ab', '\r\n'],
  fc.string({ unit: fc.constantFrom(...'半导体出口管制清单国务院'), minLength: 8, maxLength: 40 }),
);
/** Either. */
export const aBody = fc.oneof(aLatinBody, aChineseBody);
/** A part of which base64 is smaller, with the leave link behind so many bytes, and so many behind it. */
export const chineseAround = (before: number, after: number) =>
  `${'国'.repeat(120)}${'x'.repeat(before)}LEAVE${'y'.repeat(after)}`;
