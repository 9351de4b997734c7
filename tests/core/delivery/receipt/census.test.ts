import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryStates } from '../../../../core/delivery/ledger/delivery.ts';
import { sumOf, takeCensus } from '../../../../core/delivery/receipt/census.ts';
import { makeReceipt, UnbalancedReceiptError } from '../../../../core/delivery/receipt/receipt.ts';
import { receiptHeadline, receiptLines } from '../../../../core/delivery/receipt/receipt-lines.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { aReader } from '../../../support/builders/a-reader.ts';
import { MemoryEditions, MemorySlices } from '../../../support/memory/memory-editions.ts';
import { MemoryDeliveries } from '../../../support/memory/memory-readers.ts';

const at = '2026-11-23T06:00:00Z' as Instant;
const edition = '2026-11-23';
type State = (typeof deliveryStates)[number] | 'none';

/** An edition whose readers, in id order, have deliveries in these states. */
async function anEdition(states: readonly State[], sliceSize: number) {
  const editions = new MemoryEditions();
  const slices = new MemorySlices();
  const deliveries = new MemoryDeliveries();
  await editions.open({ publication: 'weekly', edition });
  const ids = states.map((_, n) => aReader(n).id).sort();
  let number = 0;
  for (let start = 0; start < ids.length; start += sliceSize) {
    number += 1;
    await slices.add(
      { publication: 'weekly', edition },
      { number, readers: ids.slice(start, start + sliceSize) },
    );
  }
  for (const [index, state] of states.entries()) {
    const reader = ids[index] ?? '';
    if (state === 'none') continue;
    deliveries.rows.set(`weekly/${edition}/${reader}`, {
      publication: 'weekly',
      edition,
      reader,
      state,
      attempt: 'a',
      claimedAt: at,
      messageId: state === 'accepted' ? 'm' : null,
      reason: state === 'rejected' || state === 'withheld' ? `reason ${index}` : null,
    });
  }
  const row = await editions.freeze(
    { publication: 'weekly', edition },
    { slices: number, readers: ids.length },
  );
  return { slices, deliveries, row, ids };
}

const about = {
  publication: 'weekly',
  edition,
  number: 1,
  receipt: 1,
  window: { from: null, to: at },
  subject: 'Weekly 1',
  facts: 3,
  writtenAt: at,
  manifest: 'f'.repeat(64),
  previous: null,
};

describe('a census', () => {
  it('counts every reader of the audience once, whatever states and slices there are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<State>('none', ...deliveryStates), { maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        async (states, sliceSize) => {
          const { row, ...ports } = await anEdition(states, sliceSize);
          const census = await takeCensus(ports, row);
          const count = (...of: State[]) => states.filter(state => of.includes(state)).length;
          expect(census).toMatchObject({
            audience: states.length,
            waiting: count('none', 'waiting'),
            claimed: count('claimed'),
            accepted: count('accepted'),
            uncertain: count('uncertain'),
            unsent: count('accepted'),
          });
          expect([sumOf(census.rejected), sumOf(census.withheld)]).toEqual([
            count('rejected'),
            count('withheld'),
          ]);
          const waiting = states.flatMap((state, index) =>
            state === 'none' || state === 'waiting' ? [Math.floor(index / sliceSize) + 1] : [],
          );
          expect(census.waitingIn.map(({ number }) => number)).toEqual([...new Set(waiting)]);
        },
      ),
    );
  });

  it('leaves out a slice that was stored after the freezing, and deliveries of nobody in the audience', async () => {
    const { slices, deliveries, row } = await anEdition(['accepted', 'accepted'], 2);
    await slices.add({ publication: 'weekly', edition }, { number: 2, readers: [aReader(77).id] });
    await deliveries.claim({ publication: 'weekly', edition, reader: aReader(78).id }, 'x', at);
    expect(await takeCensus({ slices, deliveries }, row)).toMatchObject({
      audience: 2,
      accepted: 2,
      waiting: 0,
    });
  });

  it('names at most a hundred uncertain readers and twenty reasons, and counts them all', async () => {
    const states: State[] = [...Array(150).fill('uncertain'), ...Array(50).fill('rejected')];
    const { row, ...ports } = await anEdition(states, 9);
    const census = await takeCensus(ports, row);
    expect([census.uncertain, census.uncertainReaders.length]).toEqual([150, 100]);
    expect(census.rejected['other reasons']).toBe(30);
    expect(sumOf(census.rejected)).toBe(50);
  });
});

describe('a receipt', () => {
  it('adds up to the audience, or is not written', async () => {
    const { row, ...ports } = await anEdition(['accepted', 'rejected', 'uncertain', 'withheld'], 2);
    const census = await takeCensus(ports, row);
    const receipt = makeReceipt(about, 4, census);
    expect(receipt).toMatchObject({ audience: 4, accepted: 1, uncertain: 1 });
    expect(receiptHeadline(receipt)).toBe('1 of 4 accepted, 1 rejected, 1 uncertain, 1 withheld');
    for (const audience of [3, 5])
      expect(() => makeReceipt(about, audience, census)).toThrow(UnbalancedReceiptError);
    expect(() => makeReceipt(about, 5, { ...census, waiting: 1 })).toThrow('= 5, found 1 + 1 + 1 + 1');
  });

  it('says in words what it counts, each reason under its number', async () => {
    const { row, ids, ...ports } = await anEdition(['accepted', 'rejected', 'uncertain', 'withheld'], 2);
    const receipt = makeReceipt(about, 4, await takeCensus(ports, row));
    const summary = {
      edition: '2026-11-16',
      audience: 12_345,
      accepted: 12_345,
      rejected: 0,
      uncertain: 0,
      withheld: 0,
    };
    const lines = receiptLines({ ...receipt, previous: summary });
    expect(lines).toEqual([
      ['Subject', 'Weekly 1'],
      ['Window', 'the beginning to 2026-11-23T06:00:00Z'],
      ['Facts', '3'],
      ['Audience', '4'],
      ['Accepted', '1'],
      ['Rejected', '1'],
      ['', '1: reason 1'],
      ['Uncertain', '1'],
      ['', `reader ${ids[2]}`],
      ['Withheld', '1'],
      ['', '1: reason 3'],
      ['Heard since', 'nothing yet'],
      ['Duration', 'less than a second, 2026-11-23T06:00:00Z to 2026-11-23T06:00:00Z'],
      ['Manifest', 'f'.repeat(64)],
      ['Before', '2026-11-16: audience 12,345, 12,345 accepted, 0 rejected, 0 uncertain, 0 withheld'],
    ]);
  });
});
