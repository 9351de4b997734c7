import { describe, expect, it } from 'vitest';
import { checkLedger } from '../../../../core/delivery/binding/check-ledger.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { type PublishContext, publishEdition } from '../../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { aPublication } from '../../../support/builders/a-publication.ts';
import { anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { Crash, CrashPlan } from '../../../support/memory/crashing.ts';
import { Overtaking } from '../../../support/memory/overtaking.ts';

const weekly = aPublication();
const monday = '2026-11-23T06:00:00Z' as Instant;
const key = { publication: 'weekly', edition: '2026-11-23' };

async function aPressWithReaders() {
  const press = aPress({ sliceSize: 2 });
  await press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  await press.addReaders(3);
  return press;
}
type Press = Awaited<ReturnType<typeof aPressWithReaders>>;

const publish = (press: Press, context: PublishContext = press.context()) =>
  publishEdition(context, weekly, monday);

/** One binding, the marks of which stand in both tables, and work for both slices. */
async function expectBoundOnce(press: Press, where: string): Promise<void> {
  const bindings = [...press.bindings.files.values()];
  expect(bindings, where).toHaveLength(1);
  const [binding] = bindings;
  const row = await press.editions.read(key);
  expect(row, where).toMatchObject({ state: 'delivering', hold: null, mark: binding?.mark });
  expect(await press.ledger.markOf(key), where).toBe(binding?.mark);
  expect(binding, where).toMatchObject({ number: 1, previous: null, ledger: press.ledger.ids });
  expect([...new Set(press.queue.work.map(({ slice }) => slice))].sort(), where).toEqual([1, 2]);
}

describe('an edition is bound to the tables in which its delivery begins', () => {
  it('before anything is put on the queue, with the hash of the manifest that was sealed', async () => {
    const press = await aPressWithReaders();
    const enqueue = press.queue.enqueue.bind(press.queue);
    let boundBefore = false;
    press.queue.enqueue = async (...input) => {
      boundBefore = press.bindings.files.size === 1;
      return enqueue(...input);
    };
    await publish(press);
    expect(boundBefore).toBe(true);
    await expectBoundOnce(press, 'once');
  });

  it('once, wherever publish crashes and is run again', async () => {
    const counting = new CrashPlan();
    const counted = await aPressWithReaders();
    await publish(counted, counted.context(counting));
    expect(counting.calls).toBeGreaterThan(20);
    for (let call = 1; call <= counting.calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const press = await aPressWithReaders();
        const crashing = publish(press, press.context(new CrashPlan(call, when)));
        await expect(crashing).rejects.toThrow(Crash);
        await publish(press);
        await expectBoundOnce(press, `${when} call ${call}`);
      }
    }
  });

  it('once, wherever another publisher overtakes, or two take turns', async () => {
    const overtakenAt = async (at: number, when: 'before' | 'after') => {
      const press = await aPressWithReaders();
      const overtaking = new Overtaking(at, when, async () => void (await publish(press)));
      const context = press.context();
      const wrapped = {
        editions: overtaking.wrap(context.editions),
        bindings: overtaking.wrap(context.bindings),
        ledger: overtaking.wrap(context.ledger),
        receipts: overtaking.wrap(context.receipts),
      };
      await publish(press, { ...context, ...wrapped });
      return { press, calls: overtaking.calls };
    };
    const { calls } = await overtakenAt(0, 'before');
    expect(calls).toBeGreaterThan(8);
    for (let at = 1; at <= calls; at += 1) {
      for (const when of ['before', 'after'] as const)
        await expectBoundOnce((await overtakenAt(at, when)).press, `${when} call ${at}`);
    }
  });

  it('and not again: a run for the same time changes nothing', async () => {
    const press = await aPressWithReaders();
    await publish(press);
    const before = structuredClone([...press.bindings.files, await press.editions.read(key)]);
    await publish(press);
    expect([...press.bindings.files, await press.editions.read(key)]).toEqual(before);
  });
});

describe('an edition whose tables may not say who was mailed', () => {
  const harms: [string, (press: Press) => void, RegExp][] = [
    [
      'is held in another table of editions',
      ({ ledger }) => void Object.assign(ledger.ids, { editions: 'x' }),
      /table of editions is another/,
    ],
    [
      'is held in another table of deliveries',
      ({ ledger }) => void Object.assign(ledger.ids, { deliveries: 'x' }),
      /table of deliveries is another/,
    ],
    [
      'is held where both are others',
      ({ ledger }) => void Object.assign(ledger.ids, { editions: 'x', deliveries: 'y' }),
      /both tables are others/,
    ],
    [
      'is held where deliveries lost the mark',
      ({ ledger }) => ledger.marks.clear(),
      /deliveries has lost the mark/,
    ],
    [
      'is held where the mark of deliveries is another',
      ({ ledger }) => void ledger.marks.set('weekly/2026-11-23', 'x'),
      /deliveries says of it is from another time/,
    ],
    [
      'is held where its row lost the mark',
      ({ editions }) => setMark(editions, null),
      /table of editions knows nothing/,
    ],
    [
      'is held where the mark of its row is another',
      ({ editions }) => setMark(editions, 'x'),
      /editions says of it is from another time/,
    ],
    [
      'is held where its row is gone',
      ({ editions }) => editions.rows.clear(),
      /table of editions knows nothing/,
    ],
  ];
  it.each(harms)('%s: nothing is enqueued, and nobody is frozen', async (_, harm, says) => {
    const press = await aPressWithReaders();
    await publish(press);
    const work = press.queue.work.length;
    const slices = press.slices.rows.size;
    harm(press);
    await press.addReaders(9);
    await publish(press);
    await publish(press);
    const row = await press.editions.read(key);
    expect(row?.hold).toMatch(/^ledger: /);
    expect(row?.hold).toMatch(says);
    expect(row?.hold).toContain('courant release 2026-11-23 --mail-again');
    expect([press.queue.work.length, press.slices.rows.size]).toEqual([work, slices]);
  });

  function setMark(editions: Press['editions'], mark: string | null): void {
    for (const row of editions.rows.values()) row.mark = mark;
  }

  it('has a hold that is stronger than another, which a plain release would lift', async () => {
    const press = await aPressWithReaders();
    await publish(press);
    await press.editions.hold(key, 'late: it was due');
    press.ledger.marks.clear();
    const row = await press.editions.read(key);
    if (row) await checkLedger(press, row);
    expect((await press.editions.read(key))?.hold).toMatch(/^ledger: /);
  });

  it('is not held by who read its row before somebody else bound it', async () => {
    const press = await aPressWithReaders();
    await press.editions.open(key);
    const stale = await press.editions.read(key);
    await publish(press);
    if (!stale) throw new Error('no row');
    expect(await checkLedger(press, stale)).toMatchObject({ standing: 'bound' });
    expect((await press.editions.read(key))?.hold).toBeNull();
  });
});
