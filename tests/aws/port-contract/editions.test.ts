import { expect, it } from 'vitest';
import { newEditionRow } from '../../../core/delivery/progress/editions.ts';
import type { Slice } from '../../../core/delivery/progress/slices.ts';
import { describeInBothPlaces, hours } from './both-places.ts';

const weekly = { publication: 'weekly', edition: '2026-11-23' };
const closing = (receipts: number, uncertain = 0) => ({ receipts, uncertain, at: hours(9) });
const soFar = { fruitless: 0, settledBefore: 0 };
const readers = (n: number) => [`${n}`.padStart(32, 'a')];

describeInBothPlaces('Editions', ports => {
  it('knows nothing of an edition before it is opened', async () => {
    expect(await ports.editions.read(weekly)).toBeUndefined();
    expect(await Array.fromAsync(ports.slices.all(weekly))).toEqual([]);
    expect(await ports.slices.read(weekly, 1)).toBeUndefined();
  });

  it('opens an edition as sealed, and leaves alone what has come further', async () => {
    const fresh = newEditionRow(weekly);
    expect(await ports.editions.open(weekly)).toEqual(fresh);
    expect(await ports.editions.open(weekly)).toEqual(fresh);
    const frozen = await ports.editions.freeze(weekly, { slices: 1, readers: 1 });
    expect(await ports.editions.open(weekly)).toEqual(frozen);
    expect(await ports.editions.read({ publication: 'weekly', edition: '2026-11-30' })).toBeUndefined();
    expect(await ports.editions.read({ publication: 'other', edition: '2026-11-23' })).toBeUndefined();
  });

  it('finds the first edition after another whose delivery has begun, also where slices and other rows lie between', async () => {
    const after = (edition: string | null) => ports.editions.begunAfter('weekly', edition);
    expect(await after(null)).toBeUndefined();
    await ports.timetables.since('weekly', 'f'.repeat(64), hours(1));
    for (const edition of ['2026-11-30', '2026-11-23', '2026-12-07']) {
      await ports.editions.open({ publication: 'weekly', edition });
      await ports.editions.freeze({ publication: 'weekly', edition }, { slices: 2, readers: 2 });
      for (const number of [1, 2])
        await ports.slices.add({ publication: 'weekly', edition }, { number, readers: readers(number) });
    }
    for (const row of [
      { publication: 'weekly', edition: '2026-12-31' },
      { publication: 'other', edition: '2027-01-01' },
    ])
      await ports.editions.open(row);
    expect(await after(null)).toBe('2026-11-23');
    expect(await after('2026-11-16')).toBe('2026-11-23');
    expect(await after('2026-11-23')).toBe('2026-11-30');
    expect(await after('2026-12-01')).toBe('2026-12-07');
    expect(await after('2026-12-07')).toBeUndefined();
    expect(await ports.editions.begunAfter('weekl', null)).toBeUndefined();
  });

  it('stores a slice of each number once: the first one stays, and is the answer to who comes later', async () => {
    const first = { number: 1, readers: readers(1), done: false };
    expect(await ports.slices.add(weekly, { number: 1, readers: readers(1) })).toEqual(first);
    expect(await ports.slices.add(weekly, { number: 1, readers: readers(2) })).toEqual(first);
    expect(await ports.slices.read(weekly, 1)).toEqual(first);
  });

  it('gives all who store the same slice at once the same one', async () => {
    const racing = [1, 2, 3, 4, 5].map(n => ports.slices.add(weekly, { number: 1, readers: readers(n) }));
    const answers = new Set((await Promise.all(racing)).map(slice => JSON.stringify(slice.readers)));
    expect(answers.size).toBe(1);
    expect(answers).toContain(JSON.stringify((await ports.slices.read(weekly, 1))?.readers));
  });

  it('lists the slices of an edition, and of no other, by number, and which are not done', async () => {
    await ports.editions.open(weekly);
    for (const number of [10, 2, 9, 1, 100, 11])
      await ports.slices.add(weekly, { number, readers: readers(number) });
    await ports.slices.add(
      { publication: 'weekly', edition: '2026-11-30' },
      { number: 3, readers: readers(3) },
    );
    await ports.slices.add(
      { publication: 'weekly-2', edition: '2026-11-23' },
      { number: 4, readers: readers(4) },
    );
    const numbers = (await Array.fromAsync(ports.slices.all(weekly))).map(({ number }) => number);
    expect(numbers).toEqual([1, 2, 9, 10, 11, 100]);
    for (const done of [2, 100]) await ports.slices.finish(weekly, done);
    expect(await ports.slices.unfinished(weekly)).toEqual([1, 9, 10, 11]);
    expect(await ports.slices.unfinished({ publication: 'weekly', edition: '2026-12-07' })).toEqual([]);
  });

  it('finishes one slice, which keeps its readers, as often as it is asked', async () => {
    for (const number of [1, 2]) await ports.slices.add(weekly, { number, readers: readers(number) });
    await ports.slices.finish(weekly, 2);
    await ports.slices.finish(weekly, 2);
    const expected: Slice[] = [
      { number: 1, readers: readers(1), done: false },
      { number: 2, readers: readers(2), done: true },
    ];
    expect(await Array.fromAsync(ports.slices.all(weekly))).toEqual(expected);
    expect(await ports.slices.add(weekly, { number: 2, readers: readers(5) })).toEqual(expected[1]);
  });

  it('freezes the audience once, and does not begin again when the edition is closed', async () => {
    await ports.editions.open(weekly);
    const first = { state: 'delivering', audience: { slices: 2, readers: 150 } };
    expect(await ports.editions.freeze(weekly, { slices: 2, readers: 150 })).toMatchObject(first);
    expect(await ports.editions.freeze(weekly, { slices: 3, readers: 201 })).toMatchObject(first);
    await ports.editions.close(await ports.editions.open(weekly), closing(1));
    const closed = { ...first, state: 'closed' };
    expect(await ports.editions.freeze(weekly, { slices: 3, readers: 201 })).toMatchObject(closed);
  });

  it('keeps the first hold and the last postponement, and changes nothing else with them', async () => {
    const opened = await ports.editions.open(weekly);
    await ports.editions.hold(weekly, 'the sender is not verified');
    await ports.editions.hold(weekly, 'something else');
    await ports.editions.postpone(weekly, hours(1));
    await ports.editions.postpone(weekly, hours(2));
    expect(await ports.editions.read(weekly)).toEqual({
      ...opened,
      hold: 'the sender is not verified',
      notBefore: hours(2),
    });
  });

  it('lifts hold and rest, so that slices may be put back at once', async () => {
    await ports.editions.open(weekly);
    await ports.editions.hold(weekly, 'reason');
    await ports.editions.postpone(weekly, hours(1));
    await ports.editions.progressed(weekly, hours(0));
    await ports.editions.release(weekly);
    const free = { hold: null, notBefore: null, progressedAt: null };
    expect(await ports.editions.read(weekly)).toMatchObject(free);
    await ports.editions.hold(weekly, 'another');
    expect(await ports.editions.read(weekly)).toMatchObject({ hold: 'another' });
  });

  it('lets one of many begin a round, and makes a slice one that is not done', async () => {
    await ports.editions.open(weekly);
    await ports.slices.add(weekly, { number: 1, readers: readers(1) });
    await ports.editions.freeze(weekly, { slices: 1, readers: 1 });
    await ports.slices.finish(weekly, 1);
    for (const after of [0, 1]) {
      const racing = [1, 2, 3, 4, 5].map(() => ports.editions.beginRound(weekly, after, hours(after), soFar));
      expect((await Promise.all(racing)).filter(Boolean)).toHaveLength(1);
      const row = { rounds: after + 1, progressedAt: hours(after) };
      expect(await ports.editions.read(weekly)).toMatchObject(row);
    }
    await ports.slices.reopen(weekly, 1);
    expect(await ports.slices.unfinished(weekly)).toEqual([1]);
  });

  it('counts rounds that came to nothing until a worker ends its slice, or somebody decides that it goes on', async () => {
    await ports.editions.open(weekly);
    await ports.editions.freeze(weekly, { slices: 1, readers: 1 });
    const failure = { at: hours(1), reason: 'TypeError: x' };
    const ways: [() => Promise<unknown>, object][] = [
      [() => ports.editions.progressed(weekly, hours(2)), { fruitless: 0, failure }],
      [() => ports.editions.failed(weekly, failure, 12), { fruitless: 12, failure }],
      [() => ports.editions.release(weekly), { fruitless: 0, failure: null }],
      [() => ports.editions.reopen(weekly), { fruitless: 0, failure: null }],
      [
        () => ports.editions.beginRound(weekly, 5, hours(3), { fruitless: 9, settledBefore: 8 }),
        { fruitless: 9, settledBefore: 8, failure: null },
      ],
    ];
    for (const [after, [way, expected]] of ways.entries()) {
      await ports.editions.beginRound(weekly, after, hours(1), { fruitless: after + 1, settledBefore: 7 });
      await ports.editions.failed(weekly, failure);
      const row = { rounds: after + 1, fruitless: after + 1, settledBefore: 7, failure };
      expect(await ports.editions.read(weekly)).toMatchObject(row);
      await way();
      expect(await ports.editions.read(weekly)).toMatchObject(expected);
    }
  });

  it('closes only what is still as it was counted, and answers whether it did', async () => {
    await ports.editions.open(weekly);
    const frozen = await ports.editions.freeze(weekly, { slices: 0, readers: 0 });
    await ports.editions.hold(weekly, 'reason');
    const changes: (() => Promise<unknown>)[] = [
      () => ports.editions.beginRound(weekly, 0, hours(1), soFar),
      () => ports.editions.progressed(weekly, hours(2)),
      () => ports.editions.expect(weekly, hours(3)),
      () => ports.editions.stop(weekly),
    ];
    let read = frozen;
    for (const change of changes) {
      await change();
      expect(await ports.editions.close(read, closing(1))).toBe(false);
      read = await ports.editions.open(weekly);
      expect(read.state).toBe('delivering');
    }
    expect(await ports.editions.close(read, closing(1, 3))).toBe(true);
    const closed = { state: 'closed', receipts: 1, uncertain: 3, countedAt: hours(9), hold: null };
    expect(await ports.editions.read(weekly)).toMatchObject(closed);
    expect(await ports.editions.close(read, closing(1, 0))).toBe(false);
    expect(await ports.editions.read(weekly)).toMatchObject(closed);
    await ports.editions.reopen(weekly);
    expect(await ports.editions.beginRound(weekly, 1, hours(4), soFar)).toBe(true);
  });

  it('begins no round of an edition that is closed', async () => {
    await ports.editions.open(weekly);
    const frozen = await ports.editions.freeze(weekly, { slices: 0, readers: 0 });
    await ports.editions.close(frozen, closing(1));
    expect(await ports.editions.beginRound(weekly, 0, hours(1), soFar)).toBe(false);
  });

  it('lets those who wait be written to at once, unless an operator ended delivery meanwhile', async () => {
    await ports.editions.open(weekly);
    await ports.editions.reopen(weekly);
    expect(await ports.editions.read(weekly)).toMatchObject({ state: 'sealed' });
    await ports.editions.freeze(weekly, { slices: 1, readers: 1 });
    await ports.editions.progressed(weekly, hours(1));
    await ports.editions.reopen(weekly);
    expect(await ports.editions.read(weekly)).toMatchObject({ state: 'delivering', progressedAt: null });
    await ports.editions.progressed(weekly, hours(1));
    await ports.editions.stop(weekly);
    expect(await ports.editions.read(weekly)).toMatchObject({ stopped: true, progressedAt: null });
    await ports.editions.reopen(weekly);
    expect(await ports.editions.read(weekly)).toMatchObject({ state: 'delivering', stopped: true });
  });

  it('lets one at a time tell the operator of a receipt, another after ten minutes, nobody once it is told', async () => {
    await ports.editions.open(weekly);
    const claim = (receipt: number, at: number) =>
      ports.notifications.claimNotification(weekly, receipt, hours(at));
    expect(await claim(1, 1)).toBe(true);
    expect(await claim(1, 1 + 1 / 6)).toBe(false);
    expect(await claim(1, 1.2)).toBe(true);
    await ports.notifications.notified(weekly, 1);
    expect(await claim(1, 2)).toBe(false);
    expect(await claim(2, 2)).toBe(true);
    await ports.notifications.notified(weekly, 2);
    await ports.notifications.notified(weekly, 1);
    expect(await ports.editions.read(weekly)).toMatchObject({ told: 2 });
  });

  it('counts a schedule from when it was first seen as it is', async () => {
    const since = (fingerprint: string, at: number, of = 'weekly') =>
      ports.timetables.since(of, fingerprint, hours(at));
    expect(await ports.timetables.read('weekly')).toBeUndefined();
    expect(await since('weekly at seven', 0)).toBe(hours(0));
    expect(await since('weekly at seven', 5)).toBe(hours(0));
    expect(await since('daily at seven', 6)).toBe(hours(6));
    expect(await since('weekly at seven', 7)).toBe(hours(7));
    expect(await since('weekly at seven', 8, 'other')).toBe(hours(8));
    expect(await since('weekly at seven', 9)).toBe(hours(7));
    const stored = { fingerprint: 'weekly at seven', since: hours(7) };
    expect(await ports.timetables.read('weekly')).toEqual(stored);
    expect(await Array.fromAsync(ports.slices.all(weekly))).toEqual([]);
  });

  it('refuses to change an edition or a slice that is not there, so that no hold is ever lost', async () => {
    const { editions, slices, notifications } = ports;
    await expect(editions.freeze(weekly, { slices: 1, readers: 1 })).rejects.toThrow('2026-11-23');
    await expect(editions.hold(weekly, 'reason')).rejects.toThrow('2026-11-23');
    await expect(editions.postpone(weekly, hours(1))).rejects.toThrow('2026-11-23');
    await expect(editions.close(newEditionRow(weekly), closing(1))).rejects.toThrow('2026-11-23');
    await expect(slices.finish(weekly, 1)).rejects.toThrow('2026-11-23');
    await expect(slices.reopen(weekly, 1)).rejects.toThrow('2026-11-23');
    await expect(editions.progressed(weekly, hours(1))).rejects.toThrow('2026-11-23');
    await expect(editions.failed(weekly, { at: hours(1), reason: 'x' })).rejects.toThrow('2026-11-23');
    await expect(editions.beginRound(weekly, 0, hours(1), soFar)).rejects.toThrow('2026-11-23');
    await expect(editions.expect(weekly, hours(1))).rejects.toThrow('2026-11-23');
    const forecast = { by: hours(1), at: hours(0) };
    await expect(editions.begin(weekly, forecast)).rejects.toThrow('2026-11-23');
    await expect(editions.release(weekly)).rejects.toThrow('2026-11-23');
    await expect(editions.stop(weekly)).rejects.toThrow('2026-11-23');
    await expect(editions.reopen(weekly)).rejects.toThrow('2026-11-23');
    await expect(notifications.claimNotification(weekly, 1, hours(1))).rejects.toThrow('2026-11-23');
    expect(await editions.read(weekly)).toBeUndefined();
    expect(await slices.read(weekly, 1)).toBeUndefined();
  });

  it('keeps the first mark until an operator has it replaced, and holds only whose mark is as it was read', async () => {
    const { editions } = ports;
    const unmarked = await editions.open(weekly);
    expect(await editions.mark(weekly, 'one')).toMatchObject({ mark: 'one' });
    expect(await editions.mark(weekly, 'two')).toMatchObject({ mark: 'one' });
    expect(await editions.holdAsRead(unmarked, 'ledger: x')).toBe(false);
    await editions.hold(weekly, 'late: y');
    expect(await editions.holdAsRead({ ...unmarked, mark: 'one' }, 'ledger: x')).toBe(true);
    expect(await editions.read(weekly)).toMatchObject({
      hold: 'ledger: x',
      mark: 'one',
      receipts: 0,
      told: 0,
    });
    await editions.rebind(weekly, { mark: 'three', receipts: 2 });
    expect(await editions.read(weekly)).toMatchObject({ mark: 'three', receipts: 2, told: 2 });
    expect(await editions.holdAsRead({ ...unmarked, mark: 'one' }, 'ledger: z')).toBe(false);
  });

  it('gives away copies: what a caller does to them changes nothing', async () => {
    const row = await ports.editions.open(weekly);
    row.state = 'closed';
    const slice = await ports.slices.add(weekly, { number: 1, readers: readers(1) });
    slice.done = true;
    expect(await ports.editions.read(weekly)).toMatchObject({ state: 'sealed' });
    expect(await ports.slices.read(weekly, 1)).toMatchObject({ done: false });
  });
});
