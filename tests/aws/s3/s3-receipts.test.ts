import { describe, expect, it } from 'vitest';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { S3Receipts } from '../../../aws/s3/s3-receipts.ts';
import { type Receipt, readReceipt, writeReceipt } from '../../../core/delivery/receipt/receipt.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { awsPorts } from '../aws-ports.ts';

const at = '2026-11-23T06:00:00Z' as Instant;
const aReceipt = (changes: Partial<Receipt> = {}): Receipt => ({
  version: 1,
  publication: 'weekly',
  edition: '2026-11-23',
  number: 1,
  receipt: 1,
  window: { from: null, to: at },
  subject: 'Weekly 1',
  facts: 1,
  audience: 2,
  accepted: 2,
  rejected: {},
  withheld: {},
  uncertain: 0,
  uncertainReaders: [],
  later: {},
  began: at,
  ended: at,
  writtenAt: at,
  manifest: 'f'.repeat(64),
  previous: null,
  ...changes,
});

async function receiptsOnS3() {
  const { clients, resources } = await awsPorts();
  const objects = new S3Objects(clients.s3, resources.ARCHIVE_BUCKET);
  return { objects, receipts: new S3Receipts(objects) };
}

describe('receipts on S3', () => {
  it('are written once: whoever comes later is given what stands there', async () => {
    const { receipts } = await receiptsOnS3();
    const first = aReceipt();
    expect(await receipts.putOnce(first)).toBe(writeReceipt(first));
    expect(await receipts.putOnce(aReceipt({ accepted: 1, uncertain: 1 }))).toBe(writeReceipt(first));
    const stored = (await receipts.read({ publication: 'weekly', edition: '2026-11-23' }, 1)) ?? '';
    expect(readReceipt(stored, 'test')).toEqual(first);
  });

  it('of one edition stand beside each other, under keys that tell them apart from another edition', async () => {
    const { receipts, objects } = await receiptsOnS3();
    await receipts.putOnce(aReceipt());
    await receipts.putOnce(aReceipt({ receipt: 2 }));
    await receipts.putOnce(aReceipt({ edition: '2026-11-30' }));
    expect(await objects.keys('receipts/')).toEqual([
      'receipts/weekly/2026-11-23.2.json',
      'receipts/weekly/2026-11-23.json',
      'receipts/weekly/2026-11-30.json',
    ]);
    expect(await receipts.read({ publication: 'weekly', edition: '2026-11-23' }, 3)).toBeUndefined();
  });
});
