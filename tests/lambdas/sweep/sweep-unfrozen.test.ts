import { beforeEach, describe, expect, it } from 'vitest';
import { aServiceAfterOne, type Service } from '../../support/builders/a-service.ts';

const [first, second, third] = ['2026-11-23', '2026-11-30', '2026-12-07'] as const;
const keyOf = (edition: string) => ({ publication: 'weekly', edition });
const notClosed = { state: 'sealed', hold: expect.stringMatching(/^readers: /) };

/** The first edition was mailed and closed. */
async function firstClosed(): Promise<Service> {
  const service = await aServiceAfterOne();
  expect(await service.row(first)).toMatchObject({ state: 'closed', audience: { readers: 5 } });
  return service;
}

describe('an edition that is held for an empty readers table, before its audience is frozen,', () => {
  let service: Service;
  beforeEach(async () => {
    service = await firstClosed();
    service.readers.rows.clear();
    service.tableMarks.rows.clear();
    service.wait(24 * 7);
    await service.sweep();
    expect(await service.row(second)).toMatchObject(notClosed);
  });

  /** The next one is held for the same. */
  async function nextHeld(): Promise<void> {
    await service.settle(24 * 7, 6);
    expect(await service.row(third)).toMatchObject(notClosed);
    expect((await service.sweep()).held).toBe(2);
  }

  it('is closed once an operator stops it, and the table does not come into use by that', async () => {
    await service.editions.stop(keyOf(second));
    await service.settle(1);
    expect(await service.row(second)).toMatchObject({ state: 'closed', audience: { readers: 0 } });
    expect((await service.sweep()).held).toBe(0);
    await service.settle(24 * 7, 6);
    expect(await service.row(third)).toMatchObject(notClosed);
  });

  it('is closed too where the next one was sealed meanwhile, which stays held', async () => {
    await nextHeld();
    await service.editions.stop(keyOf(second));
    await service.settle(1);
    expect(await service.row(second)).toMatchObject({ state: 'closed', hold: null });
    expect((await service.sweep()).held).toBe(1);
    expect(await service.row(third)).toMatchObject(notClosed);
  });

  it('reaches its readers by the sweep alone, if release is ended before it has published it', async () => {
    await nextHeld();
    await service.addReaders(5);
    await service.editions.release(keyOf(second));
    await service.settle(1);
    expect(await service.row(second)).toMatchObject({ state: 'closed', audience: { readers: 5 } });
    expect(service.receipt(second)).toMatchObject({ accepted: 5 });
  });
});

describe('an edition whose rows are gone and whose receipt is damaged', () => {
  it('is held all the same, in words that say so, and closed once an operator stops it', async () => {
    const service = await firstClosed();
    service.editions.rows.clear();
    service.deliveries.rows.clear();
    service.slices.rows.clear();
    service.ledger.marks.clear();
    for (const [key, bytes] of service.receipts.files) service.receipts.files.set(key, `${bytes}x`);
    expect(await service.sweep()).toMatchObject({ held: 1, failures: [] });
    expect((await service.row(first))?.hold).toMatch(/^ledger: .*receipt, which is damaged.*--mail-again/);
    await service.editions.stop(keyOf(first));
    await service.settle(1);
    expect(await service.row(first)).toMatchObject({ state: 'closed', hold: null, receipts: 1 });
    expect(service.mailer.readers).toHaveLength(5);
  });
});

describe('an edition whose receipt is damaged', () => {
  it('is closed all the same, if the sweep that wrote it was ended before it closed the edition', async () => {
    const service = await firstClosed();
    service.wait(24 * 7 - 1);
    await service.publish('2026-11-30T06:00:00Z');
    await service.deliver();
    await service.hear();
    service.receipts.files.set(`weekly/${second}/1`, '{"version":1');
    service.wait(1);
    expect((await service.sweep()).failures).toEqual([]);
    expect(await service.row(second)).toMatchObject({ state: 'closed', receipts: 1, uncertain: 0 });
    await service.settle(1);
    expect(await service.row(second)).toMatchObject({ told: 1 });
    // The next one is made and closed as ever.
    await service.settle(24 * 7, 6);
    await service.settle(1);
    expect(await service.row(third)).toMatchObject({ state: 'closed', hold: null });
  });
});
