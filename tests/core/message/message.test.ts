import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { type Instant, toInstant } from '../../../core/foundation/instant.ts';
import { composeMessage } from '../../../core/message/compose.ts';
import { fillIn } from '../../../core/message/fill-in.ts';
import { makeMessageTemplate } from '../../../core/message/message-template.ts';
import { HeaderInjectionError } from '../../../core/message/mime.ts';
import { fieldsOf, UnplaceableFieldError } from '../../../core/message/reader-fields.ts';
import {
  aBody,
  aChineseBody,
  agreed,
  aLatinBody,
  aName,
  anAddress,
  aReader,
  chineseAround,
  contentWith,
  markers,
  urlOf,
} from './marked-content.ts';

describe('a message encoded once', () => {
  it.each([
    ['in any script', aBody, aBody],
    ['in Latin script', aLatinBody, aLatinBody],
    ['in Chinese', aChineseBody, aChineseBody],
    ['with a Chinese text and a Latin HTML part', aLatinBody, aChineseBody],
  ])('%s is, filled in, byte for byte what composing it for the reader gives', async (_, aHtml, aText) => {
    await fc.assert(
      fc.asyncProperty(aReader, aName, anAddress, aHtml, aText, async (reader, name, address, html, text) => {
        const to = { name, address };
        const fields = fieldsOf(reader);
        const template = await makeMessageTemplate(contentWith(markers, { html, text }));
        const composed = await composeMessage({ ...contentWith(fields, { html, text }), to });
        expect(fillIn(template, to, fields).toString('latin1')).toBe(composed.toString('latin1'));
      }),
      { numRuns: 150 },
    );
  });

  it.each(['LEAVE', 'SINCE'])('is so wherever in a line of base64 %s begins and ends', async field => {
    const fields = fieldsOf({ id: '3'.repeat(32), token: 'Zz-_9'.repeat(5).slice(3), agreed });
    const to = { name: null, address: 'reader@mail.example' };
    for (let before = 0; before < 57; before += 1) {
      const html = chineseAround(before, before % 4, field);
      const text = chineseAround(before + 1, (before + 1) % 4, field);
      const template = await makeMessageTemplate(contentWith(markers, { html, text }));
      const composed = await composeMessage({ ...contentWith(fields, { html, text }), to });
      expect(template.places.fields.filter(({ encoding }) => encoding === 'base64')).not.toEqual([]);
      expect(fillIn(template, to, fields).toString('latin1')).toBe(composed.toString('latin1'));
    }
  });

  it('has its places in both parts, also where these are the same', async () => {
    const body = { html: chineseAround(1, 2), text: chineseAround(1, 2) };
    const { bytes, places } = await makeMessageTemplate(contentWith(markers, body));
    const middle = bytes.lastIndexOf('Content-Type: text/html');
    const inText = places.fields.filter(({ at, encoding }) => encoding === 'base64' && at < middle);
    const inHtml = places.fields.filter(({ at }) => at > middle);
    expect(inHtml.map(({ length }) => length)).toEqual(inText.map(({ length }) => length));
    expect(inHtml.length).toBeGreaterThan(0);
  });

  it.each([
    ['quoted-printable', '<p>LEAVE since SINCE</p>', 'LEAVE\nsince SINCE.\n'],
    ['base64', `${chineseAround(1, 2)} SINCE`, `${chineseAround(2, 1)}\nSINCE`],
  ])('lets nothing of one reader reach the next, in %s', async (_, html, text) => {
    const template = await makeMessageTemplate(contentWith(markers, { html, text }));
    const before = template.bytes.toString('latin1');
    const earlier = { ...agreed, at: toInstant('2024-02-29T00:00:00Z') };
    const first = fieldsOf({ id: '1'.repeat(32), token: 'a'.repeat(22), agreed: earlier });
    const second = fieldsOf({ id: '2'.repeat(32), token: 'b'.repeat(22), agreed });
    const firstCopy = fillIn(template, { name: 'First Reader', address: 'first@mail.example' }, first);
    const secondCopy = fillIn(template, { name: null, address: 'second@mail.example' }, second);
    const mail = await simpleParser(secondCopy);
    const seen = [secondCopy.toString('latin1').replaceAll('=\r\n', ''), mail.html, mail.text].join('\n');
    for (const own of [second.leaveKey, second.since]) expect(seen).toContain(own);
    for (const trace of [first.id, first.leaveKey, first.since, 'First', 'first@'])
      expect(seen).not.toContain(trace);
    for (const marker of Object.values(markers)) expect(seen).not.toContain(marker);
    expect(firstCopy.buffer).not.toBe(secondCopy.buffer);
    expect(firstCopy.buffer).not.toBe(template.bytes.buffer);
    expect([secondCopy.byteOffset, secondCopy.buffer.byteLength]).toEqual([0, secondCopy.length]);
    expect(template.bytes.toString('latin1')).toBe(before);
  });

  it('carries the headers that mail clients and the law ask for, each once', async () => {
    const fields = fieldsOf({ id: 'c'.repeat(32), token: 'T'.repeat(22), agreed });
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
      contentWith(markers, { html: `<p>${'中文'.repeat(3000)}</p>`, text: `${'a'.repeat(3000)}\nb\r\nc` }),
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
    await expect(makeMessageTemplate({ ...base, leaveUrl: `${base.leaveUrl}${bad}` })).rejects.toThrow(
      HeaderInjectionError,
    );
    await expect(
      makeMessageTemplate({ ...base, publication: { ...base.publication, replyTo: bad } }),
    ).rejects.toThrow(HeaderInjectionError);
    const template = await makeMessageTemplate(base);
    const fields = fieldsOf({ id: 'c'.repeat(32), token: 'T'.repeat(22), agreed });
    expect(() => fillIn(template, { name: bad, address: 'a@mail.example' }, fields)).toThrow(
      HeaderInjectionError,
    );
    expect(() => fillIn(template, { name: null, address: `a@mail.example${bad}` }, fields)).toThrow(
      HeaderInjectionError,
    );
  });

  it('takes no field that does not fit its place', () => {
    expect(() => fieldsOf({ id: 'c'.repeat(31), token: 'T'.repeat(22), agreed })).toThrow(
      UnplaceableFieldError,
    );
    expect(() => fieldsOf({ id: 'c'.repeat(32), token: `${'T'.repeat(21)}=`, agreed })).toThrow(
      UnplaceableFieldError,
    );
    const late = { ...agreed, at: '+012026-11-03T00:00:00Z' as Instant };
    expect(() => fieldsOf({ id: 'c'.repeat(32), token: 'T'.repeat(22), agreed: late })).toThrow(
      /field "since"/,
    );
  });
});
