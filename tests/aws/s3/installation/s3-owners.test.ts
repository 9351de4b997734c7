import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { MissingOwnerError, S3Owners } from '../../../../aws/s3/installation/s3-owners.ts';
import { S3Objects } from '../../../../aws/s3/s3-objects.ts';
import type { Owner } from '../../../../core/edition/ownership.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { awsPorts } from '../../aws-ports.ts';

const owner = (stack: string): Owner => ({
  ...{ format: 1, stack, stackName: stack, account: null, region: null },
  since: '2026-11-23T06:00:00Z' as Instant,
});

async function onS3() {
  const { cloud, clients, resources } = await awsPorts();
  const objects = new S3Objects(clients.s3, resources.ARCHIVE_BUCKET);
  const calls = () => {
    const made = cloud.calls().map(({ operation }) => operation);
    cloud.beginRun();
    return made;
  };
  return { objects, clients, resources, calls, fresh: () => new S3Owners(objects) };
}

describe('owners on S3', () => {
  it('are a numbered series, each written once', async () => {
    const { objects, fresh } = await onS3();
    expect(await fresh().series()).toEqual([]);
    expect(await fresh().write(1, owner('a'))).toBe('written');
    expect(await fresh().write(1, owner('b'))).toBe('taken');
    expect(await fresh().write(2, owner('b'))).toBe('written');
    expect(await fresh().series()).toEqual([owner('a'), owner('b')]);
    expect(await objects.keys('owners/')).toEqual(['owners/0001.json', 'owners/0002.json']);
  });

  it('cost the same two calls however often they are asked for, and a new one is noticed', async () => {
    const { calls, fresh } = await onS3();
    await fresh().write(1, owner('a'));
    calls();
    const owners = fresh();
    await owners.series();
    expect(calls()).toEqual(['ListObjectsV2', 'GetObject']);
    await owners.series();
    expect(calls()).toEqual(['ListObjectsV2', 'GetObject']);
    await fresh().write(2, owner('b'));
    expect((await owners.series()).map(({ stack }) => stack)).toEqual(['a', 'b']);
  });

  it('are all that counts of what lies there: what else somebody put there, nobody can delete', async () => {
    const { objects, fresh } = await onS3();
    await fresh().write(1, owner('a'));
    for (const name of ['README.txt', '0002.json.bak', 'zz.json', '00003/x.json'])
      await objects.writeOnce(`owners/${name}`, '{}', 'application/json');
    expect(await fresh().series()).toEqual([owner('a')]);
    await fresh().write(2, owner('b'));
    expect(await fresh().series()).toEqual([owner('a'), owner('b')]);
  });

  it('are not taken for a shorter series when a record is gone', async () => {
    const { clients, resources, fresh } = await onS3();
    for (const [number, stack] of [
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ] as const)
      await fresh().write(number, owner(stack));
    const Bucket = resources.ARCHIVE_BUCKET;
    await clients.s3.send(new DeleteObjectCommand({ Bucket, Key: 'owners/0002.json' }));
    await expect(fresh().series()).rejects.toThrow(MissingOwnerError);
    await expect(fresh().series()).rejects.toThrow(
      /expected owners\/0002\.json, since there is owners\/0003\.json/,
    );
  });
});
