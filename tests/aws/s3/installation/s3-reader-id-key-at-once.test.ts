import { describe, expect, it } from 'vitest';
import { DamagedKeyError, S3ReaderIdKey } from '../../../../aws/s3/installation/s3-reader-id-key.ts';
import type { S3Objects } from '../../../../aws/s3/s3-objects.ts';

const somebodys = 'ab'.repeat(32);

/** The bucket as far as the key needs it; `read` answers what it is told, one after the other. */
function aBucket(...reads: (string | undefined | Error)[]) {
  const written: string[] = [];
  const objects = {
    async read() {
      const next = reads.shift();
      if (next instanceof Error) throw next;
      return next ?? written[0];
    },
    async writeOnce(_: string, content: string) {
      written.push(content);
      return 'written' as const;
    },
  };
  return { key: new S3ReaderIdKey(objects as unknown as S3Objects), written };
}

describe('the key of reader ids', () => {
  it('is what is stored', async () => {
    const { key, written } = aBucket(somebodys);
    expect(Buffer.from(await key.get()).toString('hex')).toBe(somebodys);
    expect(written).toEqual([]);
  });

  it('is made of 32 bytes of its own where there is none', async () => {
    const [one, other] = [aBucket(), aBucket()];
    expect(Buffer.from(await one.key.get()).toString('hex')).toBe(one.written[0]);
    expect(one.written[0]).toMatch(/^[0-9a-f]{64}$/);
    await other.key.get();
    expect(other.written).not.toEqual(one.written);
  });

  it('is what somebody else wrote in between, not one that was lost to theirs', async () => {
    const { key, written } = aBucket(undefined, somebodys);
    expect(Buffer.from(await key.get()).toString('hex')).toBe(somebodys);
    expect(written).toHaveLength(1);
  });

  it('is asked for again after a failure', async () => {
    const { key } = aBucket(new Error('the line is down'), somebodys);
    await expect(key.get()).rejects.toThrow('the line is down');
    expect(Buffer.from(await key.get()).toString('hex')).toBe(somebodys);
  });

  it.each(['', 'ab', 'AB'.repeat(32), `${somebodys}\n`])('is refused when %j stands there', async stored => {
    await expect(aBucket(stored).key.get()).rejects.toThrow(DamagedKeyError);
  });
});
