import { describe, expect, it } from 'vitest';
import type { MarkedContent } from '../../../core/message/compose.ts';
import { makeMessageTemplate, refuseMarkersIn } from '../../../core/message/message-template.ts';
import { UnplaceableFieldError } from '../../../core/message/reader-fields.ts';
import { chineseAround, contentWith, markers } from './marked-content.ts';

const base = contentWith(markers, { html: '<a href="LEAVE">leave</a>', text: 'LEAVE\n' });
const key = markers.leaveKey;
const { since } = markers;

describe('a field of the reader', () => {
  it.each<[string, Partial<MarkedContent>, RegExp]>([
    ['folded over two lines', { text: key.replace(/(.{20})/, '$1\n  ') }, /text: .*leaveKey as it is, whole/],
    ['folded over many', { text: key.replace(/(.{5})/g, '$1\n') }, /text: .*leaveKey as it is, whole/],
    ['cut', { html: `<p>${key.slice(0, 20)}…</p>` }, /html: .*leaveKey as it is, whole/],
    ['in capitals', { html: `<p>${key.toUpperCase()}</p>` }, /html: .*found a piece or another form of it/],
    ['hyphenated', { html: `<p>${key.replace(/(.{9})/g, '$1-')}</p>` }, /html: .*leaveKey as it is, whole/],
    ['cut in Chinese', { html: `${chineseAround(0, 0)}${key.slice(9)}` }, /html: .*leaveKey as it is, whole/],
    ['cut to the month', { text: `since ${since.slice(0, 8)}` }, /text: .*since as it is, whole/],
    ['divided', { html: `<p>${since.replace(/(.{5})/, '$1-')}</p>` }, /html: .*since as it is, whole/],
    ['in another form', { html: `<p>${since.toUpperCase()}</p>` }, /html: .*since as it is, whole/],
    ['in a header', { subject: `Weekly ${since}` }, /headers: .*since only in the link/],
    ['right behind the link', { text: `${key}${since}` }, /text: .*at least 2 characters/],
    ['in the subject', { subject: `周报 ${key}` }, /headers: .*leaveKey only in the link/],
    [
      'in the archive link',
      { archiveUrl: `https://a.example/${markers.id}` },
      /headers: .*id only in the link/,
    ],
    [
      'missing in the leave link',
      { leaveUrl: 'https://links.example/' },
      /List-Unsubscribe: .*once and whole/,
    ],
    ['twice in the leave link', { leaveUrl: `https://a.example/${key}/${key}` }, /once and whole/],
    [
      'right behind another',
      { html: `${key}${markers.id}` },
      /html: .*leaveKey at least 2 characters before/,
    ],
    [
      'so near another that they share base64',
      { text: `国国${key}a${key}` },
      /text: .*at least 2 characters/,
    ],
  ])(
    'that stands %s fails the edition, and the error says where, and what to do',
    async (_, changes, message) => {
      const making = makeMessageTemplate({ ...base, ...changes });
      await expect(making).rejects.toThrow(UnplaceableFieldError);
      await expect(making).rejects.toThrow(message);
      await expect(making).rejects.toThrow(/template .*: print it as it is, in text or inside a link/);
    },
  );

  it('may stand as often as a template likes, with two characters between', async () => {
    const html = `${key}12${markers.id}<br>-${key}`;
    await expect(makeMessageTemplate({ ...base, html })).resolves.toBeDefined();
    for (const before of ['', 'x', 'xx'])
      await expect(
        makeMessageTemplate({ ...base, html: `${'国'.repeat(200)}${before}${html}` }),
      ).resolves.toBeDefined();
  });

  it('is no fact: content that holds a marker is refused', () => {
    expect(() => refuseMarkersIn(`a fact that says ${key}`, markers)).toThrow(UnplaceableFieldError);
    expect(() => refuseMarkersIn('a fact', markers)).not.toThrow();
  });
});
