import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { everyPublication, type KeptEnding } from '../../../core/readers/ending.ts';
import { EndingKeeper } from '../../../core/readers/ending-keeper.ts';
import type { Reader } from '../../../core/readers/reader.ts';
import { restoreAddresses, StandingReaders } from '../../../core/readers/standing-readers.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { MemoryAddresses, MemoryEndings } from '../../support/memory/memory-endings.ts';
import { MemoryReaders } from '../../support/memory/memory-readers.ts';

const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T06:00:00Z` as Instant;

/** A readers table and what is kept beside it. */
function aTable() {
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
  return { addresses, readers, endings, context };
}
type Table = ReturnType<typeof aTable>;

/** Whom an edition would be mailed to: restored first, page after page, as the freeze goes through them. */
async function audience(table: Table, limit = 2, plan = new CrashPlan()): Promise<string[]> {
  await restoreAddresses(table.context(plan));
  const standing = new StandingReaders(table.context(plan), 'weekly');
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const some: string[] = await standing.after(after, limit);
    if (some.length === 0) break;
    expect(some.length).toBeLessThanOrEqual(limit);
    ids.push(...some);
    after = some.at(-1) ?? null;
  }
  await standing.keepFound();
  return ids;
}

/** Keeps an ending, as whoever ended it does. */
async function keep(
  { context }: Table,
  n: number,
  kind: KeptEnding['kind'],
  at: Instant,
  publication = 'weekly',
) {
  await context().keeper.keep([{ publication, reader: aReader(n).id, kind, at }]);
}

async function leave(table: Table, n: number, at: Instant): Promise<void> {
  const { id, token } = aReader(n);
  if ((await table.readers.leave('weekly', id, token, at, 'link')) === 'left')
    await keep(table, n, 'left', at);
}

async function endAddress(
  table: Table,
  n: number,
  state: 'bounced' | 'complained',
  at: Instant,
): Promise<void> {
  const ending = { state, at, how: 'x' };
  if (!(await table.readers.read('weekly', aReader(n).id))) return;
  if ((await table.addresses.end(aReader(n).id, ending)) === 'ended')
    await keep(table, n, state, at, everyPublication);
  if ((await table.readers.end('weekly', aReader(n).id, ending)) === 'ended') await keep(table, n, state, at);
}

/** @param again whether an address whose mail came back is lifted. */
async function add(table: Table, n: number, again: boolean, at: Instant): Promise<void> {
  const reader = aReader(n);
  const state = (await table.addresses.read(reader.id))?.state;
  if (state === 'complained' || (state === 'bounced' && !again)) return;
  if (state === 'bounced') {
    await table.addresses.end(reader.id, { state: 'lifted', at, how: 'x' });
    await keep(table, n, 'lifted', at, everyPublication);
  }
  const ended = (await table.readers.read('weekly', reader.id))?.ended ?? null;
  await table.readers.add({ ...reader, agreed: { at, how: 'x' }, ended });
}

/** What may happen to a reader on a day. */
const happenings = {
  add: (table: Table, n: number, at: Instant) => add(table, n, false, at),
  lift: (table: Table, n: number, at: Instant) => add(table, n, true, at),
  leave,
  bounce: (table: Table, n: number, at: Instant) => endAddress(table, n, 'bounced', at),
  complain: (table: Table, n: number, at: Instant) => endAddress(table, n, 'complained', at),
};

const acts = fc.array(
  fc.record({
    n: fc.integer({ min: 1, max: 4 }),
    what: fc.constantFrom(...(Object.keys(happenings) as (keyof typeof happenings)[])),
  }),
  { minLength: 1, maxLength: 14 },
);

const copyOf = (table: Table) => ({
  readers: new Map([...table.readers.rows].map(([key, row]) => [key, structuredClone(row)])),
  addresses: new Map([...table.addresses.rows].map(([key, row]) => [key, structuredClone(row)])),
});

/** A table as a copy has it, beside what was kept since. */
function putBack(older: ReturnType<typeof copyOf>, { keys }: MemoryEndings): Table {
  const table = aTable();
  for (const key of keys) table.endings.keys.add(key);
  for (const [key, row] of older.readers) table.readers.rows.set(key, row);
  for (const [key, row] of older.addresses) table.addresses.rows.set(key, row);
  return table;
}

describe('the readers who stand', () => {
  it('are never who had ended, whatever older state the table is put back to', async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.nat(14), fc.integer({ min: 1, max: 3 }), async (history, when, limit) => {
        const table = aTable();
        const past = history.slice(0, when);
        for (const [index, { n, what }] of past.entries()) await happenings[what](table, n, day(index + 1));
        const older = copyOf(table);
        for (const [index, { n, what }] of history.slice(when).entries())
          await happenings[what](table, n, day(past.length + index + 1));
        const before = new Set(await audience(table, limit));
        const restored = putBack(older, table.endings);
        const after = await audience(restored, limit);
        // Whoever was added since is not in the older table; whoever ended since is not revived.
        const known = [...older.readers.values()].filter(row => row.state === 'active').map(row => row.id);
        expect(after.filter(id => !before.has(id))).toEqual([]);
        // Nobody is lost who agreed before the copy, and had not ended since.
        const steady = known.filter(
          id => before.has(id) && agreedIn(older, id) === agreedIn(copyOf(table), id),
        );
        expect(steady.filter(id => !after.includes(id))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('are the same after a run that was ended before or after any of its calls', async () => {
    const restored = async () => {
      const table = aTable();
      for (const n of [1, 2, 3, 4, 5, 6]) await table.readers.add(aReader(n));
      const at = day(2);
      for (const n of [2, 5])
        await table.endings.keep({ publication: 'weekly', reader: aReader(n).id, kind: 'left', at });
      await table.endings.keep({ publication: everyPublication, reader: aReader(4).id, kind: 'bounced', at });
      await table.readers.leave('weekly', aReader(6).id, aReader(6).token, at, 'link');
      return table;
    };
    const expected = [aReader(1).id, aReader(3).id].sort();
    const whole = new CrashPlan();
    expect(await audience(await restored(), 2, whole)).toEqual(expected);
    expect(whole.calls).toBeGreaterThan(8);
    for (let call = 1; call <= whole.calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const table = await restored();
        const ended = await audience(table, 2, new CrashPlan(call, when)).catch(error => error);
        expect(ended).toBeInstanceOf(Crash);
        expect(await audience(table)).toEqual(expected);
        expect(await Array.fromAsync(table.readers.unkept('weekly'))).toHaveLength(0);
        expect((await table.addresses.read(aReader(4).id))?.state).toBe('bounced');
      }
    }
  });

  it('end with the address that mail of another publication ended, and are to be forgotten then', async () => {
    const table = aTable();
    for (const n of [1, 2, 3]) await table.readers.add(aReader(n, { agreed: { at: day(3), how: 'x' } }));
    const end = (n: number, state: 'bounced' | 'complained', at: Instant) =>
      table.addresses.end(aReader(n).id, { state, at, how: 'of another' });
    await end(1, 'bounced', day(4));
    await end(2, 'complained', day(4));
    // They agreed after that mail: they are not mailed, and the subscription does not end by it.
    await end(3, 'bounced', day(2));
    expect(await audience(table)).toEqual([]);
    const rows = [1, 2, 3].map(n => table.readers.rows.get(`weekly/${aReader(n).id}`));
    expect(rows.map(row => row?.state)).toEqual(['bounced', 'complained', 'active']);
    expect(rows[0]?.ended).toEqual({ at: day(4), how: 'of another' });
    const due = await table.readers.forgetting.endedBefore(day(5), 9);
    expect(due.map(({ reader }) => reader).sort()).toEqual([aReader(1).id, aReader(2).id].sort());
    expect(await table.endings.ofReader('weekly', aReader(1).id)).toMatchObject([{ kind: 'bounced' }]);
  });

  it('reads each list once, however many pages the table has', async () => {
    const table = aTable();
    for (let n = 1; n <= 30; n += 1) await table.readers.add(aReader(n));
    for (let n = 1; n <= 30; n += 3)
      await table.endings.keep({ publication: 'weekly', reader: aReader(n).id, kind: 'left', at: day(2) });
    const opened: (string | null)[] = [];
    const { of } = table.endings;
    table.endings.of = async function* (publication, after) {
      opened.push(after);
      yield* of.call(table.endings, publication, after);
    };
    const standing = new StandingReaders(table.context(), 'weekly');
    await standing.endAll(4);
    expect(opened).toHaveLength(1);
    expect(stateCounts([...table.readers.rows.values()])).toEqual({ active: 20, left: 10 });
  });
});

function agreedIn(copy: ReturnType<typeof copyOf>, id: string): string | undefined {
  return copy.readers.get(`weekly/${id}`)?.agreed.at;
}

function stateCounts(readers: readonly Reader[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(readers, ({ state }) => state)].map(([state, rows]) => [state, rows.length]),
  );
}
