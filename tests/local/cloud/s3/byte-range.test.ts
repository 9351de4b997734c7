import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteRange } from '../../../../local/cloud/s3/byte-range.ts';

describe('byteRange', () => {
  it('gives what lies between two bytes, to the end, or the last ones, and never more than there is', () => {
    const content = fc.uint8Array({ minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(content, fc.nat(25), fc.nat(25), (bytes, from, more) => {
        const cut = (header: string) => {
          const range = byteRange(header, bytes.length);
          return range && bytes.slice(range.first, range.last + 1);
        };
        const first = from % bytes.length;
        expect(cut(`bytes=${first}-${first + more}`)).toEqual(bytes.slice(first, first + more + 1));
        expect(cut(`bytes=${first}-`)).toEqual(bytes.slice(first));
        expect(cut(`bytes=-${more + 1}`)).toEqual(bytes.slice(-(more + 1)));
      }),
    );
  });

  it.each([undefined, 'bytes=-', 'bytes=4-2', 'bytes=0-1,3-4', 'lines=1-2'])('passes over %s', header => {
    expect(byteRange(header, 10)).toBeUndefined();
  });

  it.each(['bytes=10-', 'bytes=10-20', 'bytes=-0'])('refuses %s of ten bytes', header => {
    expect(() => byteRange(header, 10)).toThrow(expect.objectContaining({ status: 416 }));
  });
});
