import { beforeEach, describe, expect, it } from 'vitest';
import { ContendedObjectError } from '../../../aws/s3/s3-object-errors.ts';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { type AwsPorts, awsPorts } from '../aws-ports.ts';

let aws: AwsPorts;
beforeEach(async () => {
  aws = await awsPorts();
});

/** Lets the nth write go wrong. */
function failWrites(...faults: Partial<Fault>[]): void {
  const put = { service: 's3', operation: 'PutObject', when: 'before', do: 'error' } as const;
  aws.cloud.beginRun(faults.map((fault, index) => ({ ...put, call: index + 1, ...fault }) as Fault));
}
const conflict = { status: 409, code: 'ConditionalRequestConflict' };
const write = (content: string) => aws.content.writeOnce('key', content, 'text/plain');

describe('writing an object once', () => {
  it('answers whether it was this write, and leaves the first', async () => {
    expect(await write('first')).toBe('written');
    expect(await write('second')).toBe('taken');
    expect(await aws.content.read('key')).toBe('first');
  });

  it('takes bytes as they are', async () => {
    await aws.content.writeOnce('bytes', Buffer.from('żółć'), 'text/plain');
    expect(await aws.content.read('bytes')).toBe('żółć');
  });

  it('tries again when another write was under way (409)', async () => {
    failWrites(conflict, conflict);
    expect(await write('first')).toBe('written');
    expect(aws.calls('PutObject')).toBe(3);
  });

  it('finds the other one there after a conflict', async () => {
    await write('the other');
    failWrites(conflict);
    expect(await write('mine')).toBe('taken');
    expect(await aws.content.read('key')).toBe('the other');
  });

  it('gives up after ten conflicts, with nothing written, and says so', async () => {
    failWrites(...Array(10).fill(conflict));
    await expect(write('first')).rejects.toThrow(ContendedObjectError);
    expect(aws.calls('PutObject')).toBe(10);
    expect(await aws.content.read('key')).toBeUndefined();
  });

  it.each<[string, Partial<Fault>, string]>([
    ['a connection broke before', { do: 'disconnect', when: 'before' }, 'written'],
    ['S3 was unavailable', { status: 503, code: 'SlowDown' }, 'written'],
    ['an answer was lost', { do: 'disconnect', when: 'after' }, 'taken'],
  ])('is safe to repeat by the client when %s', async (_, fault, answer) => {
    failWrites(fault);
    expect(await write('first')).toBe(answer);
    expect(await aws.content.read('key')).toBe('first');
  });

  it('fails for any other reason as S3 does', async () => {
    failWrites({ status: 403, code: 'AccessDenied' });
    await expect(write('first')).rejects.toMatchObject({ name: 'AccessDenied' });
    const nowhere = new S3Objects(aws.clients.s3, 'no-such-bucket');
    await expect(nowhere.writeOnce('key', 'x', 'text/plain')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});

describe('reading an object', () => {
  it('tells an object that is not there from a bucket that is not', async () => {
    expect(await aws.content.read('missing')).toBeUndefined();
    const nowhere = new S3Objects(aws.clients.s3, 'no-such-bucket');
    await expect(nowhere.read('key')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('tells an empty object from none', async () => {
    await aws.content.writeOnce('empty', '', 'text/plain');
    expect(await aws.content.read('empty')).toBe('');
    expect((await aws.content.readWithVersion('empty'))?.content).toBe('');
  });

  it('does not take a failure for an absence', async () => {
    aws.cloud.beginRun([
      { service: 's3', call: 1, when: 'before', do: 'error', status: 403, code: 'AccessDenied' },
    ]);
    await expect(aws.content.read('key')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('replacing an object', () => {
  const replace = (content: string, version: string | null) =>
    aws.content.replaceVersion('key', content, 'text/plain', version);

  it('takes a conflict for a change, and leaves what stands there', async () => {
    await write('first');
    const version = (await aws.content.readWithVersion('key'))?.version ?? '';
    failWrites(conflict);
    expect(await replace('second', version)).toBe('changed');
    expect(await aws.content.read('key')).toBe('first');
    expect(await replace('second', version)).toEqual({ version: await aws.content.versionOf('key') });
    expect(await aws.content.read('key')).toBe('second');
  });

  it('fails for any other reason as S3 does', async () => {
    failWrites({ status: 403, code: 'AccessDenied' });
    await expect(replace('x', null)).rejects.toMatchObject({ name: 'AccessDenied' });
    const nowhere = new S3Objects(aws.clients.s3, 'no-such-bucket');
    await expect(nowhere.replaceVersion('key', 'x', 'text/plain', '"e"')).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });
});
