import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partEncodingOf } from '../../../core/foundation/part-encoding.ts';
import { composeMessage } from '../../../core/message/compose.ts';
import { fieldsOf } from '../../../core/message/reader-fields.ts';
import { aBody, aReader, chineseAround, contentWith, markers } from '../message/marked-content.ts';

const encodingsIn = (message: Buffer) =>
  [...message.toString('latin1').matchAll(/^Content-Transfer-Encoding: (.+)\r$/gm)].map(match => match[1]);

describe('the encoding of a part', () => {
  it('is quoted-printable for Latin script and base64 for Chinese, each part by itself', async () => {
    const content = contentWith(markers, { html: chineseAround(0, 0), text: 'In brief: LEAVE\n' });
    const message = await composeMessage({ ...content, to: { name: null, address: 'a@mail.example' } });
    expect(encodingsIn(message)).toEqual(['quoted-printable', 'base64']);
    expect([partEncodingOf(''), partEncodingOf('国')]).toEqual(['quoted-printable', 'base64']);
  });

  it('is the one in which the part takes fewer bytes', async () => {
    await fc.assert(
      fc.property(aBody, part => {
        const bytes = Buffer.from(part.replace(/\r?\n/g, '\r\n'));
        const kept = bytes.filter(
          byte => (byte >= 32 && byte < 127 && byte !== 61) || byte === 13 || byte === 10,
        );
        const quotedPrintable = kept.length + 3 * (bytes.length - kept.length);
        const base64 = (bytes.length / 3) * 4;
        // Line ends add a few in a hundred to either, spaces before a line end two bytes each.
        if (quotedPrintable < 0.9 * base64 - 20) expect(partEncodingOf(part)).toBe('quoted-printable');
        if (base64 < 0.9 * quotedPrintable - 20) expect(partEncodingOf(part)).toBe('base64');
      }),
    );
  });

  it('is the same for every reader, also where both encodings take about the same', () => {
    const balanced = fc
      .tuple(fc.integer({ min: 5, max: 60 }), fc.integer({ min: -60, max: 60 }))
      .map(([han, more]) => `${'国'.repeat(han)}LEAVE ${'x'.repeat(Math.max(0, 15 * han + more - 90))}`);
    fc.assert(
      fc.property(fc.oneof(aBody, balanced), aReader, (body, reader) => {
        const marked = contentWith(markers, { html: body, text: body }).html;
        const readers = contentWith(fieldsOf(reader), { html: body, text: body }).html;
        expect(partEncodingOf(readers)).toBe(partEncodingOf(marked));
      }),
      { numRuns: 1000 },
    );
  });
});
