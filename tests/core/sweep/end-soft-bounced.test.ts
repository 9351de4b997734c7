import { describe, expect, it } from 'vitest';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { EndingKeeper } from '../../../core/readers/ending-keeper.ts';
import { endSoftBounced } from '../../../core/sweep/end-soft-bounced.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { MemoryAddresses, MemoryEndings, MemorySoftBounces } from '../../support/memory/memory-endings.ts';
import { MemoryDeliveries, MemoryReaders } from '../../support/memory/memory-readers.ts';

const weeks = [0, 1, 2, 3, 4, 5];
const first = '2026-11-02T06:00:00Z' as Instant;
const timeOf = (week: number) => plusHours(first, week * 168);
const editionOf = (week: number) => timeOf(week).slice(0, 10);
const weekly = { id: 'weekly', isDaily: false, editions: weeks.map(editionOf) };
const now = plusHours(timeOf(5), 18);

/** Readers of a weekly to some of whom mail came back, by their numbers. */
async function aTable(bounced: Record<number, number[]>, count = 8) {
  const [addresses, endings] = [new MemoryAddresses(), new MemoryEndings()];
  const [softBounces, deliveries] = [new MemorySoftBounces(), new MemoryDeliveries()];
  const readers = new MemoryReaders(addresses);
  for (let n = 1; n <= count; n += 1) await readers.add(aReader(n));
  for (const [n, editions] of Object.entries(bounced))
    for (const week of editions)
      await softBounces.note({
        ...{ publication: 'weekly', reader: aReader(Number(n)).id, domain: 'mail.example' },
        ...{ edition: editionOf(week), at: timeOf(week) },
      });
  const context = (plan = new CrashPlan()) => ({
    readers: plan.wrap(readers),
    softBounces: plan.wrap(softBounces),
    deliveries: plan.wrap(deliveries),
    keeper: new EndingKeeper(plan.wrap(endings), plan.wrap(readers), error => {
      throw error;
    }),
  });
  const heard = async (n: number, week: number, word: 'delivered' | 'bounced' | 'complained') => {
    const key = { publication: 'weekly', edition: editionOf(week), reader: aReader(n).id };
    await deliveries.claim(key, 'a', timeOf(week));
    const later = { word, kind: word === 'bounced' ? 'Transient/General' : null, at: timeOf(week) };
    await deliveries.applyEvent(key, 'a', { messageId: 'm', sent: true, later });
  };
  const states = () =>
    Promise.all([1, 2, 3].map(async n => (await readers.read('weekly', aReader(n).id))?.state));
  return { addresses, readers, endings, softBounces, deliveries, context, heard, states };
}

describe('the sweep and mail that comes back for now', () => {
  it('ends the subscription, not the address, keeps it, and forgets what came back', async () => {
    const table = await aTable({ 1: weeks, 2: [3, 4, 5] });
    expect(await endSoftBounced(table.context(), weekly, now)).toBe(1);
    expect(await table.states()).toEqual(['bounced', 'active', 'active']);
    expect(await table.readers.read('weekly', aReader(1).id)).toMatchObject({
      ended: { at: timeOf(5), how: expect.stringMatching(/6 editions, 2026-11-02 to 2026-12-07/) },
    });
    expect(table.addresses.rows.size).toBe(0);
    expect([...table.endings.keys]).toHaveLength(1);
    expect([...table.softBounces.rows.keys()]).toEqual([`weekly#${aReader(2).id}`]);
    expect(await endSoftBounced(table.context(), weekly, now)).toBe(0);
  });

  it.each(['delivered', 'complained'] as const)(
    'begins anew where mail arrived in between: %s',
    async word => {
      const table = await aTable({ 1: weeks });
      await table.heard(1, 2, word);
      await table.heard(1, 4, 'bounced');
      expect(await endSoftBounced(table.context(), weekly, now)).toBe(0);
      expect(table.softBounces.rows.size).toBe(1);
    },
  );

  it('forgets what came back of whoever gets mail again, left, or is gone', async () => {
    const table = await aTable({ 1: [0, 1], 2: [0, 1], 3: [0, 1, 5] });
    await table.heard(1, 5, 'delivered');
    await table.readers.leave('weekly', aReader(2).id, aReader(2).token, now, 'link');
    await table.readers.remove('weekly', aReader(3).id, now);
    expect(await endSoftBounced(table.context(), weekly, now)).toBe(0);
    expect(table.softBounces.rows.size).toBe(0);
  });

  it('blames nobody where mail came back to a fifth of their domain', async () => {
    const all = Object.fromEntries([1, 2, 3, 4, 5].map(n => [n, weeks]));
    const few = await aTable(all, 25);
    expect(await endSoftBounced(few.context(), weekly, now)).toBe(0);
    const many = await aTable(all, 26);
    expect(await endSoftBounced(many.context(), weekly, now)).toBe(5);
    // One of them, whose mail came back before and after as well, is not saved by the others.
    const own = await aTable({ ...Object.fromEntries([2, 3, 4, 5].map(n => [n, [2, 3]])), 1: weeks });
    expect(await endSoftBounced(own.context(), weekly, now)).toBe(1);
    expect(await own.states()).toEqual(['bounced', 'active', 'active']);
  });

  it('reads one delivery of whoever is far from an ending', async () => {
    const table = await aTable({ 1: [0, 1], 2: [4], 3: [0, 5] });
    const asked: string[] = [];
    const { read } = table.deliveries;
    table.deliveries.read = key => {
      asked.push(key.edition);
      return read.call(table.deliveries, key);
    };
    await endSoftBounced(table.context(), weekly, now);
    expect(asked).toEqual([editionOf(5), editionOf(5), editionOf(5)]);
  });

  it('ends it once, wherever a sweep was ended', async () => {
    const whole = new CrashPlan();
    await endSoftBounced((await aTable({ 1: weeks })).context(whole), weekly, now);
    for (let call = 1; call <= whole.calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const table = await aTable({ 1: weeks });
        const run = endSoftBounced(table.context(new CrashPlan(call, when)), weekly, now);
        await expect(run).rejects.toThrow(Crash);
        await table.context().keeper.keepEndings('weekly');
        await endSoftBounced(table.context(), weekly, now);
        expect(await table.states(), `${when} call ${call}`).toEqual(['bounced', 'active', 'active']);
        expect([...table.endings.keys]).toHaveLength(1);
        expect(table.softBounces.rows.size).toBe(0);
      }
    }
  });
});
