import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { boundaryFor, composeMessage, type MessageContent } from '../../../core/message/compose.ts';
import { HeaderInjectionError } from '../../../core/message/mime.ts';
import { fieldsOf, markersOf } from '../../../core/message/reader-fields.ts';
import { agreed } from './marked-content.ts';

const fields = markersOf('a digest hash');
const seed = sha256('a digest');
const other = fieldsOf({ id: '1'.repeat(32), token: 'a'.repeat(22), agreed });

function content(changes: Partial<MessageContent> = {}): MessageContent {
  const { leaveKey } = changes.fields ?? fields;
  return {
    publication: {
      id: 'weekly',
      title: 'Weekly',
      language: 'en',
      from: { name: 'Weekly', address: 'digest@news.example' },
      replyTo: 'editors@news.example',
    },
    edition: '2026-11-23',
    date: '2026-11-23T06:00:00Z' as Instant,
    subject: 'Weekly 1',
    html: '<p>ours</p>',
    text: 'ours\n',
    boundarySeed: seed,
    to: { name: null, address: 'reader@mail.example' },
    fields,
    leaveUrl: `https://links.example/leave/weekly/${leaveKey}`,
    archiveUrl: null,
    ...changes,
  };
}

const boundaryOf = (message: Buffer) => /boundary="([^"]+)"/.exec(message.toString('latin1'))?.[1] ?? '';
const forgery = (boundary: string) =>
  `--${boundary}\nContent-Type: text/html\n\n<p>forged</p>\n--${boundary}--\n`;

describe('the boundary between the parts of a message', () => {
  it('is not known from publication and edition: it comes from the content', async () => {
    const [one, same, another] = await Promise.all([
      composeMessage(content()),
      composeMessage(content()),
      composeMessage(content({ boundarySeed: sha256('another digest') })),
    ]);
    expect(boundaryOf(one)).toBe(boundaryOf(same));
    expect(boundaryOf(one)).not.toBe(boundaryOf(another));
    expect(boundaryOf(one)).not.toContain(sha256('weekly.2026-11-23').slice(0, 16));
  });

  it.each(['text', 'html'] as const)('cannot be closed by the %s, even if it holds it', async part => {
    const known = boundaryOf(await composeMessage(content()));
    const mail = await simpleParser(await composeMessage(content({ [part]: forgery(known) })));
    expect(mail[part]).toBe(forgery(known));
    expect(mail.attachments).toEqual([]);
    expect(mail.headerLines.filter(({ key }) => key === 'content-type')).toHaveLength(1);
  });

  it('is the same for every reader, whatever their fields hold', () => {
    const first = boundaryFor(seed, [], fields);
    const parts = (key: string) => [`<p>${first}</p> ${key}`, `text ${key}`];
    expect(boundaryFor(seed, parts(other.leaveKey), other)).toBe(
      boundaryFor(seed, parts(fields.leaveKey), fields),
    );
    const likeIt = { id: 'f'.repeat(32), leaveKey: `${first}${'g'.repeat(22)}`, since: '2026-11-03' };
    expect(boundaryFor(seed, [likeIt.leaveKey], likeIt)).toBe(boundaryFor(seed, [fields.leaveKey], fields));
  });

  it('stands in no part, however many of its successors the parts hold', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: 20 }), fc.boolean(), (anySeed, held, inOne) => {
        const parts: string[] = [''];
        for (let turn = 0; turn < held; turn += 1) {
          const next = boundaryFor(anySeed, parts, fields);
          if (inOne) parts[0] += ` ${next}`;
          else parts.push(next);
        }
        const boundary = boundaryFor(anySeed, parts, fields);
        expect(boundary).toMatch(/^[0-9a-f]{32}$/);
        expect(parts.join(' ')).not.toContain(boundary);
      }),
    );
  });
});

describe('the body of a message', () => {
  const linesOf = (message: Buffer) =>
    message.toString('latin1').split('\r\n').slice(message.toString('latin1').split('\r\n').indexOf(''));

  it('has no line that mail systems change on the way, and arrives as it was written', async () => {
    const piece = fc.constantFrom(
      '.',
      '. ',
      'From ',
      'From',
      '\n',
      ' ',
      'word ',
      'é',
      '=',
      `${'x'.repeat(75)}`,
      `${'y'.repeat(74)} `,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 60 }), async pieces => {
        const text = `${pieces.join('')}\n`;
        const message = await composeMessage(content({ text, html: `<p>${text}</p>` }));
        expect(linesOf(message).filter(line => /^(?:\.|From )/.test(line))).toEqual([]);
        expect(linesOf(message).filter(line => line.length > 76)).toEqual([]);
        expect((await simpleParser(message)).text?.trimEnd()).toBe(text.trimEnd());
      }),
      { numRuns: 200 },
    );
  });
});

describe('the id of the list', () => {
  const listIdOf = async (title: string) => {
    const { publication } = content();
    const message = await composeMessage(content({ publication: { ...publication, title } }));
    const [, value = ''] = /(?:^|\r\n)List-ID: ((?:[^\r]|\r\n )*)\r\n/.exec(message.toString('latin1')) ?? [];
    for (const line of value.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
    const word = /=\?UTF-8\?B\?([^?]*)\?=(?:\r\n (?==\?))?/g;
    return value
      .replace(word, (_, text: string) => Buffer.from(text, 'base64').toString())
      .replace('\r\n ', ' ');
  };

  it.each(['Weekly', 'China Tech & Controls', '中国科技与管制'.repeat(5), 'Weekly — 周报 (new)'])(
    'stands behind the title: %s',
    async title => {
      const own = (await listIdOf(title)).replaceAll('"', '');
      expect(own).toBe(`${title} <weekly.news.example>`);
    },
  );

  it('takes no title with a line break', async () => {
    const { publication } = content();
    const broken = content({ publication: { ...publication, title: 'Weekly\r\nBcc: a@mail.example' } });
    await expect(composeMessage(broken)).rejects.toThrow(HeaderInjectionError);
  });
});
