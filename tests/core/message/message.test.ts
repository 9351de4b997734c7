import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../lambdas/core/instant.ts';
import {
  composeMessage,
  HeaderInjectionError,
  type MessageContent,
} from '../../../lambdas/core/message/compose.ts';
import { fillIn } from '../../../lambdas/core/message/fill-in.ts';
import { makeMessageTemplate, refuseMarkersIn } from '../../../lambdas/core/message/message-template.ts';
import {
  fieldsOf,
  markersOf,
  type ReaderFields,
  UnplaceableFieldError,
} from '../../../lambdas/core/message/reader-fields.ts';

const markers = markersOf('a digest hash');
const urlOf = (fields: ReaderFields) => `https://links.example/leave/weekly/${fields.leaveKey}`;

/** The content of a message in which the fields stand as a template would print them. */
function contentWith(fields: ReaderFields, body: { html: string; text: string }): Omit<MessageContent, 'to'> {
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
const aReader = fc.record({ id: hex(32), token: base64url(22) });
const aName = fc.oneof(
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
const anAddress = fc
  .tuple(
    base64url(8),
    fc.constantFrom('mail.example', 'xn--bcher-kva.example', `${'long.'.repeat(20)}example`),
  )
  .map(([local, domain]) => `${local}@${domain}`);
const aBody = fc
  .array(
    fc.oneof(
      fc.constantFrom('LEAVE', '<a href="LEAVE">leave</a>', '中文报告', ' ', '\n', '.', '=', 'é', '\n.\n'),
      fc.lorem({ maxCount: 12 }),
    ),
    { maxLength: 40 },
  )
  .map(parts => parts.join(''));

describe('a message encoded once', () => {
  it('is, filled in, byte for byte what composing it for the reader from the start gives', async () => {
    await fc.assert(
      fc.asyncProperty(aReader, aName, anAddress, aBody, aBody, async (reader, name, address, html, text) => {
        const to = { name, address };
        const fields = fieldsOf(reader);
        const template = await makeMessageTemplate(contentWith(markers, { html, text }));
        const composed = await composeMessage({ ...contentWith(fields, { html, text }), to });
        expect(fillIn(template, to, fields).toString('latin1')).toBe(composed.toString('latin1'));
      }),
      { numRuns: 300 },
    );
  });

  it('lets nothing of one reader reach the next', async () => {
    const template = await makeMessageTemplate(
      contentWith(markers, { html: '<p>LEAVE</p>', text: 'LEAVE\n' }),
    );
    const before = template.bytes.toString('latin1');
    const first = fieldsOf({ id: '1'.repeat(32), token: 'a'.repeat(22) });
    const second = fieldsOf({ id: '2'.repeat(32), token: 'b'.repeat(22) });
    fillIn(template, { name: 'First Reader', address: 'first@mail.example' }, first);
    const copy = fillIn(template, { name: null, address: 'second@mail.example' }, second).toString('latin1');
    for (const trace of [first.id, first.leaveKey, 'First', 'first@']) expect(copy).not.toContain(trace);
    for (const marker of Object.values(markers)) expect(copy.replaceAll('=\r\n', '')).not.toContain(marker);
    expect(template.bytes.toString('latin1')).toBe(before);
  });

  it('carries the headers that mail clients and the law ask for, each once', async () => {
    const fields = fieldsOf({ id: 'c'.repeat(32), token: 'T'.repeat(22) });
    const template = await makeMessageTemplate(
      contentWith(markers, { html: '<p>LEAVE</p>', text: 'Leave:\nLEAVE\n' }),
    );
    const raw = fillIn(template, { name: '王小明', address: 'reader@mail.example' }, fields);
    const mail = await simpleParser(raw);
    expect(mail.to).toMatchObject({ value: [{ name: '王小明', address: 'reader@mail.example' }] });
    expect(mail.subject).toBe('Weekly 1: 出口管制 and more');
    expect(mail.text).toBe(`Leave:\n${urlOf(fields)}\n`);
    const header = raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
    expect(header).toContain(`\r\nList-Unsubscribe: <${urlOf(fields)}>\r\n`);
    expect(header).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
    const names = header.split('\r\n').flatMap(line => /^([A-Za-z-]+):/.exec(line)?.[1]?.toLowerCase() ?? []);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        'from',
        'to',
        'reply-to',
        'date',
        'message-id',
        'list-id',
        'auto-submitted',
        'content-language',
      ]),
    );
  });

  it('is 7-bit, with CRLF only, and no line over 998 bytes', async () => {
    const { bytes } = await makeMessageTemplate(
      contentWith(markers, { html: `<p>${'中文'.repeat(3000)}</p>`, text: 'a\nb\r\nc' }),
    );
    const message = bytes.toString('latin1');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(message).not.toMatch(/[^\x01-\x7f]/);
    expect(message.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...message.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(998);
  });

  it('refuses a line break in any header field', async () => {
    const base = contentWith(markers, { html: 'LEAVE', text: 'LEAVE' });
    const bad = 'x\r\nBcc: all@mail.example';
    await expect(makeMessageTemplate({ ...base, subject: bad })).rejects.toThrow(HeaderInjectionError);
    await expect(makeMessageTemplate({ ...base, leaveUrl: bad })).rejects.toThrow(HeaderInjectionError);
    await expect(
      makeMessageTemplate({ ...base, publication: { ...base.publication, replyTo: bad } }),
    ).rejects.toThrow(HeaderInjectionError);
    const template = await makeMessageTemplate(base);
    const fields = fieldsOf({ id: 'c'.repeat(32), token: 'T'.repeat(22) });
    expect(() => fillIn(template, { name: bad, address: 'a@mail.example' }, fields)).toThrow(
      HeaderInjectionError,
    );
    expect(() => fillIn(template, { name: null, address: `a@mail.example${bad}` }, fields)).toThrow(
      HeaderInjectionError,
    );
  });

  it('refuses a template that breaks a field, and content that holds a marker', async () => {
    const base = contentWith(markers, { html: 'LEAVE', text: 'LEAVE' });
    const cut = markers.leaveKey.replace(/(.{20})/, '$1\n');
    await expect(
      makeMessageTemplate({ ...base, leaveUrl: `https://links.example/${cut.replace('\n', ' ')}` }),
    ).rejects.toThrow(UnplaceableFieldError);
    expect(() => refuseMarkersIn(`a fact that says ${markers.leaveKey}`, markers)).toThrow(
      UnplaceableFieldError,
    );
    expect(() => refuseMarkersIn('a fact', markers)).not.toThrow();
  });

  it('takes no field that does not fit its place', () => {
    expect(() => fieldsOf({ id: 'c'.repeat(31), token: 'T'.repeat(22) })).toThrow(UnplaceableFieldError);
    expect(() => fieldsOf({ id: 'c'.repeat(32), token: `${'T'.repeat(21)}=` })).toThrow(
      UnplaceableFieldError,
    );
  });
});
