import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import {
  MissingDecisionError,
  S3Decisions,
  TooManyDecisionsError,
} from '../../../../aws/s3/installation/s3-decisions.ts';
import { S3Objects } from '../../../../aws/s3/s3-objects.ts';
import type { Decision } from '../../../../core/edition/decisions/decision.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { awsPorts } from '../../aws-ports.ts';

const aDecision = (number: number, publication = 'weekly'): Decision => ({
  ...{ format: 1, publication, number, decidedAt: '2026-11-20T00:00:00Z' as Instant },
  ...{ kind: 'pause', because: 'holidays', stands: { skipped: [], pause: null } },
});

async function onS3() {
  const { cloud, clients, resources } = await awsPorts();
  const objects = new S3Objects(clients.s3, resources.ARCHIVE_BUCKET);
  const calls = () => {
    const made = cloud.calls().map(({ operation }) => operation);
    cloud.beginRun();
    return made;
  };
  return { objects, clients, resources, calls, decisions: new S3Decisions(objects) };
}

describe('decisions on S3', () => {
  it('are a numbered series of each publication, each written once', async () => {
    const { objects, decisions } = await onS3();
    expect(await decisions.newest('weekly')).toBeUndefined();
    expect(await decisions.write(aDecision(1))).toBe('written');
    expect(await decisions.write({ ...aDecision(1), because: 'other' })).toBe('taken');
    expect(await decisions.write(aDecision(1, 'weekly-2'))).toBe('written');
    expect(await decisions.write(aDecision(2))).toBe('written');
    expect(await decisions.newest('weekly')).toEqual(aDecision(2));
    expect(await decisions.newest('weekly-2')).toEqual(aDecision(1, 'weekly-2'));
    expect(await objects.keys('decisions/')).toEqual([
      'decisions/weekly-2/0001.json',
      'decisions/weekly/0001.json',
      'decisions/weekly/0002.json',
    ]);
  });

  it('cost a list and a read, however many there are', async () => {
    const { calls, decisions } = await onS3();
    for (let number = 1; number <= 12; number += 1) await decisions.write(aDecision(number));
    calls();
    expect((await decisions.newest('weekly'))?.number).toBe(12);
    expect(calls()).toEqual(['ListObjectsV2', 'GetObject']);
  });

  it('are all that counts of what lies there: what else somebody put there, nobody can delete', async () => {
    const { objects, decisions } = await onS3();
    await decisions.write(aDecision(1));
    for (const name of ['README.txt', '0002.json.bak', 'zz.json', '00003/x.json'])
      await objects.writeOnce(`decisions/weekly/${name}`, '{}', 'application/json');
    expect(await decisions.newest('weekly')).toEqual(aDecision(1));
  });

  it('stand as the newest says, also where an earlier one is gone', async () => {
    const { clients, resources, decisions } = await onS3();
    for (const number of [1, 2]) await decisions.write(aDecision(number));
    const Key = 'decisions/weekly/0001.json';
    await clients.s3.send(new DeleteObjectCommand({ Bucket: resources.ARCHIVE_BUCKET, Key }));
    expect(await decisions.newest('weekly')).toEqual(aDecision(2));
  });

  it('are not taken for none where one is listed and cannot be read', async () => {
    const { objects, decisions } = await onS3();
    await decisions.write(aDecision(1));
    objects.read = async () => undefined;
    await expect(decisions.newest('weekly')).rejects.toThrow(MissingDecisionError);
    await expect(decisions.newest('weekly')).rejects.toThrow(
      /decisions\/weekly\/0001\.json, which was listed.*Put back what was deleted/,
    );
  });

  it('are so many at most that looking for the newest stays cheap', async () => {
    const { decisions } = await onS3();
    await decisions.write(aDecision(9999));
    await expect(decisions.write(aDecision(10_000))).rejects.toThrow(TooManyDecisionsError);
  });

  it('have the clock of the store', async () => {
    const { decisions } = await onS3();
    expect(await decisions.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });
});
