import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAwsChunked } from '../../../../local/cloud/s3/aws-chunked.ts';
import { S3Error } from '../../../../local/cloud/s3/s3-error.ts';

const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 5 });
const trailers = fc.dictionary(
  fc.stringMatching(/^x-[a-z]{1,8}$/),
  fc.stringMatching(/^[A-Za-z0-9+/=]{1,12}$/),
  {
    maxKeys: 3,
  },
);

function encode(parts: readonly Uint8Array[], trailing: Record<string, string>, signed: boolean): Buffer {
  const signature = signed ? ';chunk-signature=0123abcd' : '';
  return Buffer.concat([
    ...parts.flatMap(part => [
      Buffer.from(`${part.length.toString(16)}${signature}\r\n`),
      part,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`0${signature}\r\n`),
    ...Object.entries(trailing).map(([name, value]) => Buffer.from(`${name}:${value}\r\n`)),
    Buffer.from('\r\n'),
  ]);
}

describe('decodeAwsChunked', () => {
  it('gives back the content and the trailers, whatever the bytes and the chunks', () => {
    fc.assert(
      fc.property(chunks, trailers, fc.boolean(), (parts, trailing, signed) => {
        const decoded = decodeAwsChunked(encode(parts, trailing, signed));
        expect(decoded.content.equals(Buffer.concat(parts))).toBe(true);
        expect(decoded.trailers).toEqual({ ...trailing });
      }),
    );
  });

  it('refuses a body that breaks off before its last chunk', () => {
    fc.assert(
      fc.property(chunks, fc.nat(), (parts, at) => {
        const body = encode(parts, {}, false);
        const end = body.length - '0\r\n\r\n'.length;
        expect(() => decodeAwsChunked(body.subarray(0, at % (end + 1)))).toThrow(S3Error);
      }),
    );
  });

  it.each(['zz\r\n\r\n', '-1\r\n', '3\r\nab\r\n', '2\r\nabc\r\n0\r\n\r\n', '0\r\nno trailer\r\n\r\n'])(
    'refuses %j',
    body => {
      expect(() => decodeAwsChunked(Buffer.from(body))).toThrow(/aws-chunked body cannot be read/);
    },
  );
});
