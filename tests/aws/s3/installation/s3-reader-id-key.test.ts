import { beforeEach, describe, expect, it } from 'vitest';
import { DamagedKeyError, S3ReaderIdKey } from '../../../../aws/s3/installation/s3-reader-id-key.ts';
import { type AwsPorts, awsPorts } from '../../aws-ports.ts';

let aws: AwsPorts;
beforeEach(async () => {
  aws = await awsPorts();
});
const hex = (key: Uint8Array) => Buffer.from(key).toString('hex');
const keyOfAnotherProcess = async () => hex(await new S3ReaderIdKey(aws.content).get());

describe('the key of reader ids', () => {
  it('is made once, of 32 bytes, and found again by every process', async () => {
    const first = await keyOfAnotherProcess();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await keyOfAnotherProcess()).toBe(first);
    expect(aws.calls('PutObject')).toBe(1);
  });

  it('is another one in every installation', async () => {
    const first = await keyOfAnotherProcess();
    aws = await awsPorts();
    expect(await keyOfAnotherProcess()).not.toBe(first);
  });

  it('is the same for all who make it at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, keyOfAnotherProcess));
    expect(new Set(keys).size).toBe(1);
  });

  it('is the one that was stored when the answer to storing it was lost', async () => {
    aws.cloud.beginRun([{ service: 's3', operation: 'PutObject', call: 1, when: 'after', do: 'disconnect' }]);
    const first = await keyOfAnotherProcess();
    expect(await keyOfAnotherProcess()).toBe(first);
  });

  it('is read once by a process, however often it is asked for', async () => {
    const key = new S3ReaderIdKey(aws.content);
    const [first, second] = await Promise.all([key.get(), key.get()]);
    expect(await key.get()).toEqual(first);
    expect(second).toEqual(first);
    expect(aws.calls('GetObject')).toBe(2);
  });

  it('is asked for again after S3 failed', async () => {
    const key = new S3ReaderIdKey(aws.content);
    aws.cloud.beginRun([
      { service: 's3', call: 1, when: 'before', do: 'error', status: 403, code: 'AccessDenied' },
    ]);
    await expect(key.get()).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(hex(await key.get())).toBe(await keyOfAnotherProcess());
  });

  it.each(['', 'key', 'A'.repeat(64), '0'.repeat(63)])(
    'is never replaced when %j stands in its place',
    async text => {
      await aws.content.writeOnce('keys/reader-ids', text, 'text/plain');
      await expect(keyOfAnotherProcess()).rejects.toThrow(DamagedKeyError);
      expect(await aws.content.read('keys/reader-ids')).toBe(text);
    },
  );
});
