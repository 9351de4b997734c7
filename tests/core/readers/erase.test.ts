import { describe, expect, it } from 'vitest';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { everyPublication } from '../../../core/readers/ending.ts';
import { EndingKeeper } from '../../../core/readers/ending-keeper.ts';
import { eraseReader } from '../../../core/readers/erase.ts';
import { restoreAddresses, StandingReaders } from '../../../core/readers/standing-readers.ts';
import { completeErasures, forgetEnded } from '../../../core/sweep/forget-readers.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { MemoryAddresses, MemoryEndings, MemorySoftBounces } from '../../support/memory/memory-endings.ts';
import { MemoryReaders } from '../../support/memory/memory-readers.ts';

const { id, token } = aReader(1);
const publications = ['weekly', 'daily', 'old'];
const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T00:21:00Z` as Instant;
const erasure = { id, publications, at: day(20), how: 'asked by letter' };

/** A reader of two publications, who left a third; and another one. */
async function aTable() {
  const addresses = new MemoryAddresses();
  const readers = new MemoryReaders(addresses);
  const [endings, softBounces] = [new MemoryEndings(), new MemorySoftBounces()];
  const context = (plan = new CrashPlan()) => ({
    readers: plan.wrap(readers),
    addresses: plan.wrap(addresses),
    endings: plan.wrap(endings),
    softBounces: plan.wrap(softBounces),
    forgetting: plan.wrap(readers.forgetting),
    endingsToErase: plan.wrap(endings),
    settings: { forgetAfterDays: 30 },
    keeper: new EndingKeeper(plan.wrap(endings), plan.wrap(readers), error => {
      throw error;
    }),
  });
  for (const publication of publications) await readers.add(aReader(1, { publication }));
  await readers.add(aReader(2));
  await softBounces.note({
    ...{ publication: 'daily', reader: id, domain: 'mail.example' },
    ...{ edition: '2026-11-05', at: day(5) },
  });
  await readers.leave('old', id, token, day(10), 'link');
  await context().keeper.keepEndings('old');
  return { addresses, readers, endings, softBounces, context };
}
type Table = Awaited<ReturnType<typeof aTable>>;

/** What is left of the person, anywhere. */
async function left({ readers, endings, softBounces }: Table) {
  return {
    rows: [...readers.rows.values()].filter(row => row.id === id).map(row => row.publication),
    endings: [...endings.keys].filter(key => key.includes(id)),
    soft: softBounces.rows.size,
    toDo: (await readers.forgetting.erased(9)).length,
  };
}
const erased = { rows: [], endings: [`endings/_all/${id}/20261120T002100Z-erased.json`], soft: 0, toDo: 0 };

/** Whom an edition of a publication would be mailed to. */
async function audience({ context }: Table, publication: string): Promise<string[]> {
  await restoreAddresses(context());
  return new StandingReaders(context(), publication).after(null, 10);
}

describe('erasing a reader', () => {
  it('leaves the pseudonym and that it was erased, and the others as they are', async () => {
    const table = await aTable();
    await eraseReader(table.context(), erasure);
    expect(await left(table)).toMatchObject({ rows: [], toDo: 1 });
    expect(await completeErasures(table.context(), ['weekly', 'daily'])).toBe(1);
    expect(await left(table)).toEqual(erased);
    expect(await audience(table, 'weekly')).toEqual([aReader(2).id]);
    expect(await completeErasures(table.context(), publications)).toBe(0);
  });

  it('is completed by another run, or by the sweep, wherever one was ended', async () => {
    const whole = new CrashPlan();
    await eraseReader((await aTable()).context(whole), erasure);
    expect(whole.calls).toBeGreaterThan(5);
    for (let call = 1; call <= whole.calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const table = await aTable();
        const run = eraseReader(table.context(new CrashPlan(call, when)), erasure);
        await expect(run).rejects.toThrow(Crash);
        const again = (await table.addresses.read(id)) === undefined || call % 2 === 0;
        if (again) await eraseReader(table.context(), erasure);
        // As the sweep does every day.
        await table.context().keeper.keepEndings(everyPublication);
        await completeErasures(table.context(), publications);
        expect(await left(table), `${when} call ${call}`).toEqual(erased);
      }
    }
  });

  it('is completed by the next sweep wherever one was ended at it', async () => {
    const prepared = async () => {
      const table = await aTable();
      await eraseReader(table.context(), erasure);
      return table;
    };
    const whole = new CrashPlan();
    await completeErasures((await prepared()).context(whole), publications);
    for (let call = 1; call <= whole.calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const table = await prepared();
        const run = completeErasures(table.context(new CrashPlan(call, when)), publications);
        await expect(run).rejects.toThrow(Crash);
        await completeErasures(table.context(), publications);
        expect(await left(table), `${when} call ${call}`).toEqual(erased);
      }
    }
  });

  it('stands when a table from before comes back, and leaves alone what they agreed to since', async () => {
    const table = await aTable();
    const older = new Map(table.readers.rows);
    await eraseReader(table.context(), erasure);
    await completeErasures(table.context(), publications);
    // They sign up again, for one of them.
    const lifted = { state: 'lifted', at: day(22), how: 'signed up' } as const;
    await table.addresses.end(id, lifted);
    await table.context().keeper.keepEndings(everyPublication);
    const anew = aReader(1, { publication: 'daily', agreed: { at: day(23), how: 'signed up' } });
    await table.readers.add(anew);
    expect(await audience(table, 'daily')).toEqual([id]);
    // A table from before the erasure, into which they sign up once more.
    table.readers.rows.clear();
    table.readers.kept.clear();
    table.addresses.rows.clear();
    for (const [key, row] of older) table.readers.rows.set(key, row);
    expect(await audience(table, 'daily')).toEqual([]);
    expect(await audience(table, 'weekly')).toEqual([aReader(2).id]);
    table.readers.rows.set(`daily/${id}`, anew);
    expect(await audience(table, 'daily')).toEqual([id]);
    expect(await audience(table, 'weekly')).toEqual([aReader(2).id]);
    await completeErasures(table.context(), publications);
    expect((await left(table)).rows).toEqual(['daily']);
  });

  it('of who complained keeps the complaint as well, and lifts nothing', async () => {
    const table = await aTable();
    await table.addresses.end(id, { state: 'complained', at: day(12), how: 'complaint: abuse, edition x' });
    await eraseReader(table.context(), erasure);
    expect(await table.addresses.read(id)).toMatchObject({ state: 'complained', erased: day(20) });
    await completeErasures(table.context(), publications);
    expect((await left(table)).rows).toEqual([]);
  });

  it('holds though it could not be kept at once, and the address was opened anew since', async () => {
    const table = await aTable();
    const older = new Map(table.readers.rows);
    const closed = { keep: () => Promise.reject(new Error('closed')) };
    const keeper = new EndingKeeper(closed, table.readers, () => undefined);
    await eraseReader({ ...table.context(), keeper }, erasure);
    expect(await completeErasures({ ...table.context(), keeper }, publications)).toBe(0);
    await table.addresses.end(id, { state: 'lifted', at: day(21), how: 'signed up' });
    expect(await completeErasures(table.context(), publications)).toBe(1);
    expect(await left(table)).toEqual(erased);
    for (const [key, row] of older) table.readers.rows.set(key, row);
    table.addresses.rows.clear();
    expect(await audience(table, 'daily')).toEqual([]);
  });

  it('is completed for hundreds at once, since a day has one sweep that does it', async () => {
    const table = await aTable();
    for (let n = 1; n <= 120; n += 1)
      await eraseReader(table.context(), { ...erasure, id: aReader(n).id, publications: [] });
    expect(await completeErasures(table.context(), publications)).toBe(120);
    expect(table.readers.rows.size).toBe(0);
    expect(await table.readers.forgetting.erased(1)).toEqual([]);
  });
});

describe('forgetting an address', () => {
  const due = plusHours(day(10), 30 * 24 + 1);
  const row = ({ readers }: Table, publication: string) => readers.read(publication, id);

  it('waits as long as configured, takes address and name, and leaves when they agreed', async () => {
    const table = await aTable();
    expect(await forgetEnded(table.context(), plusHours(day(10), 30 * 24))).toBe(0);
    expect((await row(table, 'old'))?.address).toBe('reader-1@mail.example');
    expect(await forgetEnded(table.context(), due)).toBe(1);
    expect(await row(table, 'old')).toMatchObject({
      ...{ address: '', name: null, state: 'left', token },
      agreed: { at: '2026-11-01T00:00:00Z' },
      ended: { at: day(10) },
    });
    expect((await row(table, 'weekly'))?.address).toBe('reader-1@mail.example');
    expect(table.readers.forgetting.rows.size).toBe(0);
  });

  it('leaves alone who came back, also one who left once more since', async () => {
    const table = await aTable();
    const back = aReader(1, { publication: 'old', ended: { at: day(10), how: 'link' } });
    await table.readers.add({ ...back, agreed: { at: day(15), how: 'x' } });
    expect(await forgetEnded(table.context(), due)).toBe(0);
    expect(await row(table, 'old')).toMatchObject({ state: 'active', address: 'reader-1@mail.example' });
    await table.readers.leave('old', id, token, day(28), 'link');
    await table.context().keeper.keepEndings('old');
    expect(await forgetEnded(table.context(), due)).toBe(0);
    expect((await row(table, 'old'))?.address).toBe('reader-1@mail.example');
    expect(await forgetEnded(table.context(), plusHours(day(28), 30 * 24 + 1))).toBe(1);
  });

  it('is done once, wherever a sweep was ended at it', async () => {
    const whole = new CrashPlan();
    await forgetEnded((await aTable()).context(whole), due);
    for (let call = 1; call <= whole.calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const table = await aTable();
        const run = forgetEnded(table.context(new CrashPlan(call, when)), due);
        await expect(run).rejects.toThrow(Crash);
        await forgetEnded(table.context(), due);
        expect((await row(table, 'old'))?.address, `${when} call ${call}`).toBe('');
        expect(table.readers.forgetting.rows.size).toBe(0);
      }
    }
  });
});
