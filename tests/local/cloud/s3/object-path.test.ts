import { isAbsolute, join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBucketName, namesOfKey } from '../../../../local/cloud/s3/object-path.ts';
import { S3Error } from '../../../../local/cloud/s3/s3-error.ts';

describe('namesOfKey', () => {
  it('never leads out of the bucket, and leads two keys to two files', () => {
    const anyKey = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[./a]{1,8}$/));
    fc.assert(
      fc.property(anyKey, anyKey, (one, other) => {
        const pathOf = (key: string) => {
          try {
            return join('/bucket', ...namesOfKey(key));
          } catch (error) {
            if (error instanceof S3Error) return undefined;
            throw error;
          }
        };
        const path = pathOf(one);
        if (path === undefined) return;
        const inside = relative('/bucket', path);
        expect(isAbsolute(inside) || inside === '' || inside === '..' || inside.startsWith('../')).toBe(
          false,
        );
        if (one !== other) expect(pathOf(other)).not.toBe(path);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['a:b/ü😀/2026-11-23T06:00:00Z.json', '...', 'a b+c%d'])('takes %j', key => {
    expect(namesOfKey(key).join('/')).toBe(key);
  });

  it.each(['', '/a', 'a/', 'a//b', '..', 'a/../b', './a', 'a\u0000', 'a\nb', '\ud800', `${'x'.repeat(241)}`])(
    'refuses %j and says why',
    key => {
      expect(() => namesOfKey(key)).toThrow(/cannot be one: .+ Choose another key/);
    },
  );

  it('refuses more than 1024 bytes as S3 does', () => {
    expect(() => namesOfKey('ab/'.repeat(342))).toThrow(expect.objectContaining({ code: 'KeyTooLongError' }));
  });
});

describe('checkBucketName', () => {
  it.each(['..', 'a', 'Upper', 'a..b', 'a/b', '-ab', 'x'.repeat(64)])('refuses %j', name => {
    expect(() => checkBucketName(name)).toThrow(expect.objectContaining({ code: 'InvalidBucketName' }));
  });

  it.each(['content', 'courant-archive.1'])('takes %j', name => {
    expect(() => checkBucketName(name)).not.toThrow();
  });
});
