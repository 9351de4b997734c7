import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyChecksums } from '../../../../local/cloud/s3/checksums.ts';
import { crc32cOf, crc32Of, crc64nvmeOf } from '../../../../local/cloud/s3/crc.ts';

const digits = Buffer.from('123456789');

describe('CRCs', () => {
  it('have the published check values', () => {
    expect(crc32Of(digits).toString('hex')).toBe('cbf43926');
    expect(crc32cOf(digits).toString('hex')).toBe('e3069283');
    expect(crc64nvmeOf(digits).toString('hex')).toBe('ae8b14860a799888');
  });
});

describe('verifyChecksums', () => {
  const right: Record<string, string> = {
    'content-md5': createHash('md5').update(digits).digest('base64'),
    'x-amz-content-sha256': createHash('sha256').update(digits).digest('hex'),
    'x-amz-checksum-crc32': crc32Of(digits).toString('base64'),
    'x-amz-checksum-crc32c': crc32cOf(digits).toString('base64'),
    'x-amz-checksum-crc64nvme': crc64nvmeOf(digits).toString('base64'),
    'x-amz-checksum-sha1': createHash('sha1').update(digits).digest('base64'),
    'x-amz-checksum-sha256': createHash('sha256').update(digits).digest('base64'),
  };

  it('takes any that is right and gives back those to be kept', () => {
    for (const [header, value] of Object.entries(right)) {
      const kept = verifyChecksums(digits, {
        [header]: value,
        'x-amz-checksum-algorithm': 'CRC32',
        other: 'x',
      });
      expect(kept).toEqual(header.startsWith('x-amz-checksum-') ? { [header]: value } : {});
    }
  });

  it('refuses two at once', () => {
    const { 'x-amz-checksum-crc32': crc32 = '', 'x-amz-checksum-sha1': sha1 = '' } = right;
    expect(() =>
      verifyChecksums(digits, { 'x-amz-checksum-crc32': crc32, 'x-amz-checksum-sha1': sha1 }),
    ).toThrow(expect.objectContaining({ code: 'InvalidRequest' }));
  });

  it.each(Object.keys(right))('refuses content that one bit of damage sets apart from %s', header => {
    fc.assert(
      fc.property(fc.nat(digits.length * 8 - 1), bit => {
        const damaged = Buffer.from(digits);
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => verifyChecksums(damaged, { [header]: right[header] ?? '' })).toThrow(
          /did not match|does not match/,
        );
      }),
      { numRuns: 20 },
    );
  });

  it('refuses an algorithm that it does not know rather than pass it over', () => {
    expect(() => verifyChecksums(digits, { 'x-amz-checksum-xxhash3': 'AAAA' })).toThrow(/xxhash3/);
  });
});
