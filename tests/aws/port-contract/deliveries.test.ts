import { expect, it } from 'vitest';
import type { DeliveryKey } from '../../../core/delivery/ledger/delivery.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { describeInBothPlaces, hours, storeTime } from './both-places.ts';

const of = (n: number, edition = '2026-11-23', publication = 'weekly'): DeliveryKey => ({
  publication,
  edition,
  reader: aReader(n).id,
});
const key = of(1);
const accepted = { state: 'accepted', messageId: 'message-1' } as const;
const rejected = { state: 'rejected', reason: 'no such mailbox' } as const;
const uncertain = { state: 'uncertain', reason: 'the connection broke' } as const;

describeInBothPlaces('Deliveries', ports => {
  it('knows nothing of a delivery before it is claimed', async () => {
    expect(await ports.deliveries.read(key)).toBeUndefined();
    expect(
      await Array.fromAsync(ports.deliveries.ofEdition({ publication: 'weekly', edition: '2026-11-23' })),
    ).toEqual([]);
  });

  it('gives a delivery to the first attempt, and tells others how it stands', async () => {
    expect(await ports.deliveries.claim(key, 'attempt-a', storeTime)).toBe('mine');
    expect(await ports.deliveries.claim(key, 'attempt-b', hours(1))).toBe('claimed');
    expect(await ports.deliveries.read(key)).toEqual({
      ...key,
      state: 'claimed',
      attempt: 'attempt-a',
      claimedAt: storeTime,
      messageId: null,
      reason: null,
    });
  });

  it('knows its own claim again, but only while it is one', async () => {
    await ports.deliveries.claim(key, 'attempt-a', storeTime);
    expect(await ports.deliveries.claim(key, 'attempt-a', storeTime)).toBe('mine');
    await ports.deliveries.settle(key, 'attempt-a', accepted);
    expect(await ports.deliveries.claim(key, 'attempt-a', storeTime)).toBe('accepted');
  });

  it('finds the deliveries to some readers, in order, and nobody else', async () => {
    const ids = [1, 2, 3, 4, 5, 6, 7, 8].map(n => aReader(n).id).sort();
    const stranger = aReader(99).id;
    for (const reader of [...ids.slice(1), stranger])
      await ports.deliveries.claim({ ...key, reader }, `attempt-${reader}`, storeTime);
    await ports.deliveries.claim({ ...key, edition: '2026-11-30', reader: ids[0] ?? '' }, 'x', storeTime);
    const found = await ports.deliveries.ofReaders(key, ids);
    expect(found.map(({ reader }) => reader)).toEqual(ids.slice(1));
    expect(found.every(({ attempt, reader }) => attempt === `attempt-${reader}`)).toBe(true);
    expect(await ports.deliveries.ofReaders(key, [])).toEqual([]);
  });

  it('gives a delivery to one of many attempts that claim it at once', async () => {
    const attempts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const answers = await Promise.all(attempts.map(a => ports.deliveries.claim(key, a, storeTime)));
    expect(answers.filter(answer => answer === 'mine')).toHaveLength(1);
    expect(answers.filter(answer => answer === 'claimed')).toHaveLength(7);
    const holder = attempts[answers.indexOf('mine')];
    expect((await ports.deliveries.read(key))?.attempt).toBe(holder);
  });

  it.each([
    [accepted, { messageId: 'message-1', reason: null }],
    [rejected, { messageId: null, reason: 'no such mailbox' }],
    [uncertain, { messageId: null, reason: 'the connection broke' }],
  ])(
    'notes the outcome %j under the attempt that holds the claim, and never gives the delivery out again',
    async (outcome, kept) => {
      await ports.deliveries.claim(key, 'attempt-a', storeTime);
      await ports.deliveries.settle(key, 'attempt-b', { state: 'rejected', reason: 'a stranger' });
      expect((await ports.deliveries.read(key))?.state).toBe('claimed');
      await ports.deliveries.settle(key, 'attempt-a', outcome);
      const expected = { ...key, state: outcome.state, attempt: 'attempt-a', claimedAt: storeTime, ...kept };
      expect(await ports.deliveries.read(key)).toEqual(expected);
      expect(await ports.deliveries.claim(key, 'attempt-c', hours(1))).toBe(outcome.state);
      expect(await ports.deliveries.read(key)).toEqual(expected);
    },
  );

  it('learns later what became of an uncertain attempt', async () => {
    await ports.deliveries.claim(key, 'attempt-a', storeTime);
    await ports.deliveries.settle(key, 'attempt-a', uncertain);
    await ports.deliveries.settle(key, 'attempt-b', rejected);
    expect((await ports.deliveries.read(key))?.state).toBe('uncertain');
    await ports.deliveries.settle(key, 'attempt-a', accepted);
    expect(await ports.deliveries.read(key)).toMatchObject({ ...accepted, reason: null });
  });

  it('changes nothing any more that is accepted, rejected or withheld', async () => {
    for (const [n, outcome] of [accepted, rejected].entries()) {
      await ports.deliveries.claim(of(n), 'attempt-a', storeTime);
      await ports.deliveries.settle(of(n), 'attempt-a', outcome);
      const before = await ports.deliveries.read(of(n));
      await ports.deliveries.settle(of(n), 'attempt-a', uncertain);
      if (outcome === accepted) await ports.deliveries.release(of(n), 'attempt-a');
      expect(await ports.deliveries.withhold(of(n), 'left')).toBe(outcome.state);
      expect(await ports.deliveries.read(of(n))).toEqual(before);
    }
  });

  it('gives a claim back to whoever comes next, under the own attempt only', async () => {
    await ports.deliveries.claim(key, 'attempt-a', storeTime);
    await ports.deliveries.release(key, 'attempt-b');
    expect(await ports.deliveries.claim(key, 'attempt-b', hours(1))).toBe('claimed');
    await ports.deliveries.release(key, 'attempt-a');
    expect((await ports.deliveries.read(key))?.state).toBe('waiting');
    expect(await ports.deliveries.claim(key, 'attempt-b', hours(1))).toBe('mine');
    expect(await ports.deliveries.read(key)).toMatchObject({ attempt: 'attempt-b', claimedAt: hours(1) });
    await ports.deliveries.settle(key, 'attempt-a', rejected);
    await ports.deliveries.release(key, 'attempt-a');
    expect((await ports.deliveries.read(key))?.state).toBe('claimed');
  });

  it.each([uncertain, rejected])(
    'gives back an attempt that was %j, when nothing was taken',
    async outcome => {
      await ports.deliveries.claim(key, 'attempt-a', storeTime);
      await ports.deliveries.settle(key, 'attempt-a', outcome);
      await ports.deliveries.release(key, 'attempt-b');
      expect((await ports.deliveries.read(key))?.state).toBe(outcome.state);
      await ports.deliveries.release(key, 'attempt-a');
      expect(await ports.deliveries.claim(key, 'attempt-b', hours(4))).toBe('mine');
    },
  );

  it('withholds what nobody has begun, once, and nothing else', async () => {
    expect(await ports.deliveries.withhold(key, 'left')).toBe('withheld');
    expect(await ports.deliveries.withhold(key, 'erased')).toBe('withheld');
    const withheld = { state: 'withheld', reason: 'left', attempt: null, claimedAt: null };
    expect(await ports.deliveries.read(key)).toMatchObject(withheld);
    expect(await ports.deliveries.claim(key, 'attempt-a', storeTime)).toBe('withheld');

    await ports.deliveries.claim(of(2), 'attempt-a', storeTime);
    expect(await ports.deliveries.withhold(of(2), 'left')).toBe('claimed');
    await ports.deliveries.release(of(2), 'attempt-a');
    expect(await ports.deliveries.withhold(of(2), 'left')).toBe('withheld');
  });

  it('settles and releases nothing that was never claimed', async () => {
    await ports.deliveries.settle(key, 'attempt-a', accepted);
    await ports.deliveries.release(key, 'attempt-a');
    expect(await ports.deliveries.read(key)).toBeUndefined();
  });

  it('lists every delivery of an edition, and of no other', async () => {
    const wanted = Array.from({ length: 300 }, (_, n) => of(n));
    const others = [of(1, '2026-11-30'), of(1, '2026-11-23', 'weekly-2'), of(1, '2026-11-2')];
    await Promise.all(
      [...wanted, ...others].map(each => ports.deliveries.claim(each, 'attempt-a', storeTime)),
    );
    const listed = await Array.fromAsync(
      ports.deliveries.ofEdition({ publication: 'weekly', edition: '2026-11-23' }),
    );
    expect(listed.map(({ reader }) => reader).sort()).toEqual(wanted.map(({ reader }) => reader).sort());
    expect(
      listed.every(({ edition, publication }) => `${publication}/${edition}` === 'weekly/2026-11-23'),
    ).toBe(true);
  });

  it('gives away copies: what a caller does to them changes nothing', async () => {
    await ports.deliveries.claim(key, 'attempt-a', storeTime);
    Object.assign((await ports.deliveries.read(key)) ?? {}, { state: 'waiting' });
    for await (const row of ports.deliveries.ofEdition({ publication: 'weekly', edition: '2026-11-23' }))
      Object.assign(row, { state: 'waiting' });
    expect((await ports.deliveries.read(key))?.state).toBe('claimed');
  });
});
