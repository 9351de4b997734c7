import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { lettersIn } from '../../../core/message/compose-letter.ts';
import { HeaderInjectionError } from '../../../core/message/mime.ts';
import { UnsafeLinkError } from '../../../core/rendering/rendering-errors.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { languages, templates } from '../rendering/shipped-templates.ts';

const letters = lettersIn({ templates, messages: language => languages[language as 'en'] });
const requestId = '0f3a9c41d27be85664c1f0a9b7e2d358';
const key = `${requestId}AbCdEfGhIjKlMnOpQrStUv`;
const publication = aPublication({ title: 'China Tech & Controls' });
const privacy = 'https://links.example/privacy/weekly';
const asked = {
  publications: [publication],
  language: 'en',
  to: 'somebody@mail.example',
  requestId,
  requestedAt: '2026-11-23T06:00:00Z' as Instant,
};
const links = { act: `https://links.example/confirm/${key}`, privacy };
const textOf = (raw: Uint8Array) => Buffer.from(raw).toString('latin1');

describe('a letter', () => {
  it('has the same bytes and the same hash of its words whenever it is written', async () => {
    const once = await letters.confirmation({ ...asked, links });
    expect(await letters.confirmation({ ...asked, links })).toEqual(once);
  });

  it('says when it was asked for, what it is and which request it answers', async () => {
    const { raw } = await letters.confirmation({ ...asked, links });
    const { date, messageId, subject } = await simpleParser(Buffer.from(raw));
    const domain = publication.from.address.split('@')[1];
    expect(date?.toISOString()).toBe('2026-11-23T06:00:00.000Z');
    expect(messageId).toBe(`<confirm.${requestId}@${domain}>`);
    expect(subject).toBe('Confirm: China Tech & Controls');
  });

  it('names the address that was typed in To, and nowhere else', async () => {
    for (const letter of [
      await letters.confirmation({ ...asked, links }),
      await letters.manage({ ...asked, links }),
      await letters.alreadyReading({ ...asked, links: { leave: [], privacy } }),
    ]) {
      const mail = await simpleParser(Buffer.from(letter.raw));
      expect(textOf(letter.raw)).toContain('\r\nTo: somebody@mail.example\r\n');
      expect(`${textOf(letter.raw)}${mail.text}${mail.html}`.split('somebody')).toHaveLength(2);
    }
  });

  it('takes the publication that it begins with as the one that writes', async () => {
    const other = aPublication({ id: 'other', title: 'Other', replyTo: 'other@news.example' });
    const { raw } = await letters.confirmation({ ...asked, publications: [other, publication], links });
    const mail = await simpleParser(Buffer.from(raw));
    expect(mail.replyTo?.text).toBe('other@news.example');
    expect(mail.subject).toBe('Confirm: Other, China Tech & Controls');
    expect(`${mail.html}`.replaceAll('&#x3D;', '=')).toContain(
      'mailto:other@news.example?subject=Never%20write%20to%20this%20address"',
    );
  });

  it('counts publications in its subject where their titles are too long for one', async () => {
    const many = ['a', 'b', 'c'].map(id => aPublication({ id, title: `${id} ${'long '.repeat(6)}title` }));
    const subjectOf = async (language: string) => {
      const { raw } = await letters.confirmation({ ...asked, language, publications: many, links });
      return (await simpleParser(Buffer.from(raw))).subject;
    };
    expect(await subjectOf('en')).toBe('Confirm: 3 publications');
    expect(await subjectOf('zh-Hans')).toBe('请确认订阅3种刊物');
  });

  it('is written by nobody if it is about no publication', async () => {
    await expect(letters.manage({ ...asked, publications: [], links })).rejects.toThrow(
      /at least one publication/,
    );
  });

  it('leads nowhere but to https', async () => {
    const act = 'http://links.example/confirm/x';
    await expect(letters.confirmation({ ...asked, links: { act, privacy } })).rejects.toThrow(
      UnsafeLinkError,
    );
    const leave = [{ publication: publication.id, url: 'javascript:alert(1)' }];
    await expect(letters.alreadyReading({ ...asked, links: { leave, privacy } })).rejects.toThrow(
      UnsafeLinkError,
    );
  });
});

describe('the hash of a letter’s words', () => {
  const wordsOf = async (changes: Partial<typeof asked>, act = links.act) =>
    (await letters.confirmation({ ...asked, ...changes, links: { act, privacy } })).words;

  it('is that of the subject, an empty line, and the text without the links that are this letter’s alone', async () => {
    const { raw, words } = await letters.confirmation({ ...asked, links });
    const { subject, text = '' } = await simpleParser(Buffer.from(raw));
    expect(text).toContain(`\n${links.act}\n`);
    expect(words).toBe(sha256(`${subject}\n\n${text.replace(links.act, '')}`));
  });

  it('is the same whoever asked, whenever, and whatever their key', async () => {
    const words = await wordsOf({});
    const other = {
      to: 'b@mail.example',
      requestId: 'f'.repeat(32),
      requestedAt: '2027-01-01T00:00:00Z' as Instant,
    };
    expect(await wordsOf(other, 'https://links.example/confirm/other')).toBe(words);
  });

  it('is another where other words were said', async () => {
    const renamed = { publications: [{ ...publication, title: 'Other' }] };
    const all = await Promise.all([wordsOf({}), wordsOf({ language: 'zh-Hans' }), wordsOf(renamed)]);
    expect(new Set(all).size).toBe(3);
  });

  it('has no leave key in it', async () => {
    const wordsFor = async (own: string) => {
      const leave = [{ publication: publication.id, url: `https://links.example/leave/weekly/${own}` }];
      return (await letters.alreadyReading({ ...asked, links: { leave, privacy } })).words;
    };
    expect(await wordsFor(key)).toBe(await wordsFor('another'));
  });
});

describe('no address and no name', () => {
  const hostile = fc.constantFrom('\r', '\n', '\r\n', '\0', '\u2028', '\u0085', '\x1b');
  const around = fc.string({ maxLength: 12 });

  it('makes a header that was not meant: what could break the line is refused', async () => {
    await fc.assert(
      fc.asyncProperty(around, hostile, around, fc.integer({ min: 0, max: 3 }), async (a, bad, b, where) => {
        const text = `${a}x${bad}y${b}`;
        const from = {
          name: where === 0 ? text : 'A',
          address: where === 1 ? `a@${text}` : 'a@news.example',
        };
        const broken = {
          ...asked,
          ...(where === 2 ? { to: text } : {}),
          ...(where === 3 ? { requestId: text } : {}),
          publications: [{ ...publication, from }],
        };
        await expect(letters.manage({ ...broken, links })).rejects.toThrow(HeaderInjectionError);
      }),
      { numRuns: 40 },
    );
  });

  it('makes another recipient: there is one To, with one address', async () => {
    const part = fc.string({ unit: fc.constantFrom(...'ab.,;:<>"()[]\\ @+-_'), minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(part, async local => {
        const { raw } = await letters.manage({ ...asked, to: `${local}@mail.example`, links });
        const head = textOf(raw).split('\r\n\r\n')[0] ?? '';
        expect(head.match(/^(?:To|Cc|Bcc):/gim)).toEqual(['To:']);
      }),
      { numRuns: 40 },
    );
  });
});
