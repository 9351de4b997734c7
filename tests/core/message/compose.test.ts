import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { boundaryFor, composeMessage, type MessageContent } from '../../../core/message/compose.ts';
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
