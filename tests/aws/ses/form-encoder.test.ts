import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormEncoder } from '../../../aws/ses/form-encoder.ts';

const encodedAlone = (message: Buffer) => encodeURIComponent(message.toString('base64'));
const encodedBy = (form: FormEncoder, message: Buffer) =>
  Buffer.concat(form.encode(message)).toString('latin1');

/** Copies of an edition: a header of any length, and a long rest that differs in a few bytes. */
const copies = fc
  .record({
    edition: fc.array(fc.uint8Array({ minLength: 400, maxLength: 400 }), { minLength: 1, maxLength: 24 }),
    readers: fc.array(
      fc.record({
        header: fc.uint8Array({ maxLength: 90 }),
        field: fc.uint8Array({ minLength: 20, maxLength: 20 }),
        at: fc.array(fc.nat(9_500), { maxLength: 4 }),
      }),
      { minLength: 2, maxLength: 6 },
    ),
  })
  .map(({ edition, readers }) =>
    readers.map(({ header, field, at }) => {
      const rest = Buffer.concat(edition);
      for (const place of at) rest.set(field, place % (rest.length - field.length));
      return Buffer.concat([header, rest]);
    }),
  );

describe('FormEncoder', () => {
  it('writes every message as encoding it alone does, whatever it has written before', () => {
    fc.assert(
      fc.property(fc.array(copies, { minLength: 1, maxLength: 3 }), editions => {
        const form = new FormEncoder();
        for (const message of editions.flat()) expect(encodedBy(form, message)).toBe(encodedAlone(message));
      }),
    );
  });

  it.each([0, 1, 2, 3, 1_535, 1_536, 1_537, 3_072, 3_073, 3_074])('does so for %i bytes', length => {
    const form = new FormEncoder();
    for (const byte of [255, 62, 255]) {
      const message = Buffer.alloc(length, byte);
      expect(encodedBy(form, message)).toBe(encodedAlone(message));
    }
  });

  it('encodes only the blocks that differ, and lets nothing of one reader reach another', () => {
    const form = new FormEncoder();
    const edition = Buffer.alloc(30_000, 'The same for every reader. ');
    const copy = (reader: string) => {
      const message = Buffer.concat([Buffer.from(`To: ${reader}@mail.example\r\n`), edition]);
      message.write(reader, 20_000, 'latin1');
      return message;
    };
    const [first, second] = [form.encode(copy('AAAAAA')), form.encode(copy('BBBBBB'))];
    const shared = second.filter(piece => first.includes(piece));
    expect(shared).toHaveLength(second.length - 3);
    expect(
      Buffer.from(decodeURIComponent(Buffer.concat(second).toString()), 'base64').toString(),
    ).not.toContain('AAAAAA');
    expect(
      shared.map(piece => Buffer.from(decodeURIComponent(piece.toString()), 'base64').toString()).join(''),
    ).not.toMatch(/AAAAAA|BBBBBB/);
  });

  it('goes on from a new edition, and is not disturbed by what becomes of a message afterwards', () => {
    const form = new FormEncoder();
    for (const fill of ['one ', 'two ']) {
      const message = Buffer.alloc(15_000, fill);
      const expected = encodedAlone(message);
      const first = form.encode(message);
      message.fill(0);
      const again = form.encode(Buffer.alloc(15_000, fill));
      expect(Buffer.concat(again).toString('latin1')).toBe(expected);
      expect(again.filter(piece => first.includes(piece)).length).toBeGreaterThan(8);
    }
  });
});
