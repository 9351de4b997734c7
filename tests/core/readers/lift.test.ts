import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { EndingKeeper } from '../../../core/readers/ending-keeper.ts';
import { CannotLiftError, LiftNotKeptError, liftEnding } from '../../../core/readers/lift.ts';
import type { Ending } from '../../../core/readers/reader.ts';
import { restoreAddresses, StandingReaders } from '../../../core/readers/standing-readers.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { MemoryAddresses, MemoryEndings } from '../../support/memory/memory-endings.ts';
import { MemoryReaders } from '../../support/memory/memory-readers.ts';

const { id, address, token } = aReader(1);
const publications = ['weekly', 'daily'];
const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T06:00:00Z` as Instant;
const order = { id, address, publications, at: day(20), how: 'she wrote' };
const bounce: Ending = { state: 'bounced', at: day(10), how: 'mail came back: Permanent/NoEmail, edition x' };

/** A reader of two publications whose mail ended, everywhere and in the weekly. */
async function aTable(ending: Ending = bounce) {
  const addresses = new MemoryAddresses();
  const readers = new MemoryReaders(addresses);
  const endings = new MemoryEndings();
  const context = (plan = new CrashPlan()) => ({
    readers: plan.wrap(readers),
    addresses: plan.wrap(addresses),
    endings: plan.wrap(endings),
    keeper: new EndingKeeper(plan.wrap(endings), plan.wrap(readers), error => {
      throw error;
    }),
  });
  for (const publication of publications) await readers.add(aReader(1, { publication }));
  if (ending.state !== 'left') await addresses.end(id, { ...ending, state: ending.state });
  await readers.end('weekly', id, ending);
  for (const publication of ['_all', 'weekly']) await context().keeper.keepEndings(publication);
  return { addresses, readers, endings, context };
}
type Table = Awaited<ReturnType<typeof aTable>>;

/** Whether both publications would be mailed to the reader, now and from a table as it was before mail ended it. */
async function mailed({ context }: Table): Promise<boolean[]> {
  await restoreAddresses(context());
  const found = await Promise.all(
    publications.map(publication => new StandingReaders(context(), publication).after(null, 5)),
  );
  return found.map(ids => ids.includes(id));
}

describe('lifting an ending', () => {
  it('lets mail that came back go on, by the agreement of before, and says so in the row and outside', async () => {
    const table = await aTable();
    expect(await mailed(table)).toEqual([false, false]);
    expect(await liftEnding(table.context(), order)).toEqual({ address: true, publications });
    expect(await table.readers.read('weekly', id)).toMatchObject({
      ...{ state: 'active', agreed: aReader(1).agreed, lifted: day(20) },
      ended: { at: day(10), how: `${bounce.how}; lifted at ${day(20)}: she wrote` },
    });
    expect(await table.addresses.read(id)).toMatchObject({ state: 'lifted', ended: { how: 'she wrote' } });
    expect([...table.endings.keys].filter(key => key.endsWith('-lifted.json'))).toHaveLength(3);
    expect(await mailed(table)).toEqual([true, true]);
  });

  it('makes no reader of who never agreed: what another tool noted goes, and they may be added', async () => {
    const table = await aTable();
    table.readers.rows.clear();
    const ended = { at: day(10), how: 'an older tool said so' };
    const noted = aReader(1, { state: 'bounced', address: '', name: null, agreed: ended, ended });
    await table.readers.add(noted);
    expect(await liftEnding(table.context(), order)).toEqual({ address: true, publications: [] });
    expect(await table.readers.read('weekly', id)).toBeUndefined();
    expect(await mailed(table)).toEqual([false, false]);
    await table.readers.add(aReader(1, { agreed: { at: day(9), how: 'a form' } }));
    expect((await mailed(table))[0]).toBe(true);
  });

  it('lifts no complaint that a table from before does not know of yet', async () => {
    const table = await aTable();
    await table.endings.keep({ publication: '_all', reader: id, kind: 'complained', at: day(9) });
    await expect(liftEnding(table.context(), order)).rejects.toThrow(CannotLiftError);
    expect((await table.readers.read('weekly', id))?.state).toBe('bounced');
    await table.endings.keep({ publication: '_all', reader: id, kind: 'lifted', at: day(9) });
    expect((await liftEnding(table.context(), order)).publications).toEqual(['weekly']);
  });

  it('brings back nobody who left while their mail came back', async () => {
    const table = await aTable();
    expect(await table.readers.leave('weekly', id, token, day(15), 'leave link')).toBe('left');
    expect(await liftEnding(table.context(), order)).toEqual({ address: true, publications: [] });
    expect((await mailed(table))[0]).toBe(false);
  });

  it('outlives a restore, and reports of before that come late; a new one ends it again', async () => {
    const table = await aTable();
    const older = new Map(table.readers.rows);
    await liftEnding(table.context(), order);
    expect(await table.readers.end('weekly', id, { ...bounce, at: day(19) })).toBe('kept');
    expect(await table.addresses.end(id, { ...bounce, state: 'bounced', at: day(19) })).toBe('kept');
    expect(await mailed(table)).toEqual([true, true]);
    for (const [key, row] of older) table.readers.rows.set(key, { ...row, state: 'active', ended: null });
    table.addresses.rows.clear();
    expect(await mailed(table)).toEqual([true, true]);
    expect(await table.readers.end('weekly', id, { ...bounce, at: day(21) })).toBe('ended');
  });

  it('is completed by another run wherever one was ended', async () => {
    const whole = new CrashPlan();
    await liftEnding((await aTable()).context(whole), order);
    expect(whole.calls).toBeGreaterThan(7);
    for (let call = 1; call <= whole.calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const table = await aTable();
        const run = liftEnding(table.context(new CrashPlan(call, when)), order);
        await expect(run).rejects.toThrow(Crash);
        const again = { ...order, at: day(21) };
        await liftEnding(table.context(), again).catch(error =>
          expect(error).toBeInstanceOf(CannotLiftError),
        );
        expect(await mailed(table), `${when} call ${call}`).toEqual([true, true]);
      }
    }
  });

  it('changes nothing in the table where it cannot be kept', async () => {
    const table = await aTable();
    const closed = { keep: () => Promise.reject(new Error('closed')) };
    const keeper = new EndingKeeper(closed, table.readers, () => undefined);
    await expect(liftEnding({ ...table.context(), keeper }, order)).rejects.toThrow(LiftNotKeptError);
    expect(await mailed(table)).toEqual([false, false]);
    expect((await table.readers.read('weekly', id))?.state).toBe('bounced');
  });

  it('gives back an address that was forgotten meanwhile', async () => {
    const table = await aTable();
    await table.readers.forget('weekly', id, day(10));
    await liftEnding(table.context(), order);
    expect(await table.readers.read('weekly', id)).toMatchObject({ state: 'active', address });
  });

  it.each(['auth-failure', 'Virus', 'not-spam'])(
    'takes back a report that no person made: %s',
    async kind => {
      const table = await aTable({ state: 'complained', at: day(10), how: `complaint: ${kind}, edition x` });
      await liftEnding(table.context(), order);
      expect(await mailed(table)).toEqual([true, true]);
    },
  );

  it.each(['abuse', 'no kind given', 'other'])('never lifts a person’s complaint: %s', async kind => {
    const table = await aTable({ state: 'complained', at: day(10), how: `complaint: ${kind}, edition x` });
    await expect(liftEnding(table.context(), order)).rejects.toThrow(/a complaint is final/);
    expect([...table.endings.keys].filter(key => key.includes('lifted'))).toEqual([]);
    expect(await mailed(table)).toEqual([false, false]);
  });

  it('never lifts what a reader wished', async () => {
    const table = await aTable({ state: 'left', at: day(10), how: 'kept' });
    await table.readers.leave('weekly', id, token, day(10), 'link');
    await expect(liftEnding(table.context(), order)).rejects.toThrow(/who left comes back by agreeing anew/);
    const bounced = await aTable();
    expect(await bounced.readers.leave('weekly', id, token, day(11), 'link')).toBe('left');
    expect(await liftEnding(bounced.context(), order)).toEqual({ address: true, publications: [] });
    expect(await mailed(bounced)).toEqual([false, true]);
    await table.addresses.end(id, { state: 'erased', at: day(11), how: 'asked' });
    await expect(liftEnding(table.context(), order)).rejects.toThrow(CannotLiftError);
  });
});
