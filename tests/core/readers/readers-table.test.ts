import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { EndingKeeper } from '../../../core/readers/ending-keeper.ts';
import {
  emptyTableHold,
  emptyTableReason,
  markTable,
  tableObstacle,
  takeReadersTable,
} from '../../../core/readers/readers-table.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import {
  MemoryAddresses,
  MemoryEndings,
  MemoryReadersTables,
  MemoryTableMarks,
} from '../../support/memory/memory-endings.ts';
import { MemoryReaders } from '../../support/memory/memory-readers.ts';

const edition = { publication: 'weekly', edition: '2026-11-23' };
const next = { publication: 'weekly', edition: '2026-11-30' };
const before = { publication: 'weekly', edition: '2026-11-16' };
const now = '2026-11-23T06:00:00Z' as Instant;

function aTable(plan = new CrashPlan()) {
  const addresses = new MemoryAddresses();
  const readers = new MemoryReaders(addresses);
  const endings = new MemoryEndings();
  const tableMarks = new MemoryTableMarks();
  const readersTables = new MemoryReadersTables();
  const context = {
    readers: plan.wrap(readers),
    addresses: plan.wrap(addresses),
    endings: plan.wrap(endings),
    keeper: new EndingKeeper(endings, readers, () => undefined),
    tableMarks: plan.wrap(tableMarks),
    readersTables: plan.wrap(readersTables),
    log: { now: async () => now },
  };
  return { addresses, readers, endings, tableMarks, readersTables, context };
}

describe('the readers table', () => {
  it('is in use for an edition once it is marked for it, and for those before', async () => {
    const { context, tableMarks, readersTables } = aTable();
    expect(await tableObstacle(context.tableMarks, edition)).toMatch(/another one, or older/);
    await markTable(context, edition);
    expect(await tableObstacle(context.tableMarks, edition)).toBeUndefined();
    expect(await tableObstacle(context.tableMarks, before)).toBeUndefined();
    expect(await tableObstacle(context.tableMarks, next)).toMatch(/another one, or older/);
    tableMarks.table = 'table-2';
    expect(await tableObstacle(context.tableMarks, edition)).toMatch(/another one, or older/);
    expect(readersTables.records).toEqual([
      { format: 1, publication: 'weekly', number: 1, table: 'table-1', edition: '2026-11-23', since: now },
    ]);
  });

  it('has one record as long as it is the same, and a further one for another', async () => {
    const { context, tableMarks, readersTables } = aTable();
    for (const each of [before, edition, next, edition]) await markTable(context, each);
    expect(tableMarks.rows.get('weekly')).toEqual({ table: 'table-1', edition: '2026-11-30' });
    tableMarks.table = 'table-2';
    await markTable(context, edition);
    expect(readersTables.records.map(({ number, table }) => [number, table])).toEqual([
      [1, 'table-1'],
      [2, 'table-2'],
    ]);
    // Emptied in place, it loses its mark and keeps its identity.
    tableMarks.rows.clear();
    await markTable(context, edition);
    expect(readersTables.records).toHaveLength(2);
  });

  it('holds an edition only where nobody is in another one than before', async () => {
    const { context, readers, tableMarks } = aTable();
    expect(await emptyTableReason(context, 'weekly')).toBeUndefined();
    await markTable(context, before);
    expect(await emptyTableReason(context, 'weekly')).toBeUndefined();
    tableMarks.rows.clear();
    expect(await emptyTableReason(context, 'weekly')).toMatch(
      new RegExp(`^${emptyTableHold}nobody reads weekly`),
    );
    await readers.add(aReader(1, { state: 'pending' }));
    expect(await emptyTableReason(context, 'weekly')).toMatch(/table-1/);
    expect(await emptyTableReason(context, 'other')).toBeUndefined();
    await readers.add(aReader(2));
    expect(await emptyTableReason(context, 'weekly')).toBeUndefined();
  });

  it('comes into use with all endings applied, wherever a run before was ended', async () => {
    const prepared = async (plan?: CrashPlan) => {
      const table = aTable(plan);
      for (const n of [1, 2, 3]) await table.readers.add(aReader(n));
      await table.readersTables.write({ format: 1, number: 1, table: 'table-0', since: now, ...before });
      await table.endings.keep({ publication: 'weekly', reader: aReader(2).id, kind: 'left', at: now });
      await table.endings.keep({ publication: '_all', reader: aReader(3).id, kind: 'complained', at: now });
      return table;
    };
    const whole = new CrashPlan();
    expect(await takeReadersTable((await prepared(whole)).context, edition, false)).toBeUndefined();
    expect(whole.calls).toBeGreaterThan(10);
    for (let call = 1; call <= whole.calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const plan = new CrashPlan(call, when);
        const table = await prepared(plan);
        const ended = await takeReadersTable(table.context, edition, false).catch(error => error);
        expect(ended).toBeInstanceOf(Crash);
        const states = () =>
          Promise.all([1, 2].map(async n => (await table.readers.read('weekly', aReader(n).id))?.state));
        // Nobody is mailed from it before all is applied.
        if ((await tableObstacle(table.tableMarks, edition)) === undefined)
          expect(await states()).toEqual(['active', 'left']);
        expect(await takeReadersTable(table.context, edition, false)).toBeUndefined();
        expect(await states()).toEqual(['active', 'left']);
        expect((await table.addresses.read(aReader(3).id))?.state).toBe('complained');
        expect(await tableObstacle(table.tableMarks, edition)).toBeUndefined();
        expect(table.readersTables.records.at(-1)?.table).toBe('table-1');
      }
    }
  });

  it('comes into use with nobody in it only at an operator’s word', async () => {
    const { context, tableMarks } = aTable();
    await markTable(context, before);
    tableMarks.table = 'table-2';
    expect(await takeReadersTable(context, edition, false)).toMatch(/^readers: /);
    expect(await tableObstacle(context.tableMarks, edition)).toBeDefined();
    expect(await takeReadersTable(context, edition, true)).toBeUndefined();
    expect(await tableObstacle(context.tableMarks, edition)).toBeUndefined();
  });
});
