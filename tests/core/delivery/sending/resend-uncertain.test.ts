import { expect, it } from 'vitest';
import type { Delivery } from '../../../../core/delivery/ledger/delivery.ts';
import { resendUncertain } from '../../../../core/delivery/sending/resend-uncertain.ts';
import { type Instant, plusHours } from '../../../../core/foundation/instant.ts';
import { CrashPlan } from '../../../support/memory/crashing.ts';
import { MemoryEditions } from '../../../support/memory/memory-editions.ts';
import { MemoryDeliveries } from '../../../support/memory/memory-readers.ts';

const weekly = { publication: 'weekly', edition: '2026-11-23' };
const due = '2026-11-23T06:00:00Z' as Instant;
const now = plusHours(due, 100);
const later = { word: 'delivered', kind: null, at: due } as const;

/** A closed edition with a delivery in every state, and two of which nobody knows. */
async function aClosedEdition() {
  const [editions, deliveries] = [new MemoryEditions(), new MemoryDeliveries()];
  const put = async (reader: string, outcome: Delivery['state']) => {
    const key = { ...weekly, reader };
    if (outcome === 'withheld') return deliveries.withhold(key, 'left');
    await deliveries.claim(key, `attempt-${reader}`, due);
    if (outcome === 'accepted')
      await deliveries.settle(key, `attempt-${reader}`, { state: outcome, messageId: 'm' });
    if (outcome === 'rejected' || outcome === 'uncertain')
      await deliveries.settle(key, `attempt-${reader}`, { state: outcome, reason: 'TimeoutError' });
    return outcome;
  };
  await put('a', 'accepted');
  await put('b', 'uncertain');
  await put('c', 'rejected');
  await put('d', 'withheld');
  await put('e', 'uncertain');
  await put('f', 'claimed');
  await editions.open({ publication: 'weekly', edition: '2026-11-23' });
  await editions.freeze({ publication: 'weekly', edition: '2026-11-23' }, { slices: 1, readers: 6 });
  await editions.expect({ publication: 'weekly', edition: '2026-11-23' }, plusHours(due, 3));
  await editions.close(await editions.open({ publication: 'weekly', edition: '2026-11-23' }), {
    receipts: 1,
    uncertain: 2,
    at: now,
  });
  const resend = async (plan = new CrashPlan(), ports = { deliveries, editions }, at = now) => {
    const row = await editions.read({ publication: 'weekly', edition: '2026-11-23' });
    if (!row) throw new Error('no row');
    const wrapped = { deliveries: plan.wrap(ports.deliveries), editions: plan.wrap(ports.editions) };
    return resendUncertain(wrapped, row, due, at);
  };
  const states = () => [...deliveries.rows.values()].map(({ reader, state }) => `${reader} ${state}`);
  const row = () => editions.read({ publication: 'weekly', edition: '2026-11-23' });
  return { editions, deliveries, resend, states, row };
}

const others = ['a accepted', 'c rejected', 'd withheld', 'f claimed'];

it('gives back what is uncertain and nothing else, and opens the edition', async () => {
  const { resend, states, row } = await aClosedEdition();
  expect(await resend()).toEqual({ waiting: 2, accepted: 0, young: 0 });
  expect(states().sort()).toEqual([...others, 'b waiting', 'e waiting'].sort());
  expect(await row()).toMatchObject({ state: 'delivering', progressedAt: null, receipts: 1 });
});

it('expects delivery to take as long from now as it did from its time, so that no alarm rings at once', async () => {
  const { resend, row } = await aClosedEdition();
  await resend();
  expect(await row()).toMatchObject({ expectedBy: plusHours(now, 3) });
});

it('mails nobody again of whom it turns out in between that SES took the message', async () => {
  const { resend, deliveries, states } = await aClosedEdition();
  const learnFirst: MemoryDeliveries = Object.assign(Object.create(deliveries), {
    release: async (key: Delivery, attempt: string) => {
      if (key.reader === 'b')
        await deliveries.applyEvent(key, attempt, { messageId: 'm-b', sent: true, later });
      return deliveries.release(key, attempt);
    },
    ofEdition: deliveries.ofEdition.bind(deliveries),
    read: deliveries.read.bind(deliveries),
  });
  const report = await resend(undefined, {
    deliveries: learnFirst,
    editions: (await aClosedEdition()).editions,
  });
  expect(report).toEqual({ waiting: 1, accepted: 1, young: 0 });
  expect(states().sort()).toEqual([...others, 'b accepted', 'e waiting'].sort());
});

it('leaves a closed edition closed when there is nothing to give back', async () => {
  const { resend, deliveries, row } = await aClosedEdition();
  for (const reader of ['b', 'e'])
    await deliveries.settle({ ...weekly, reader }, `attempt-${reader}`, {
      state: 'accepted',
      messageId: 'm',
    });
  expect(await resend()).toEqual({ waiting: 0, accepted: 0, young: 0 });
  expect(await row()).toMatchObject({ state: 'closed', uncertain: 2 });
});

it('counts only those it gave back where others wait too, and keeps the hold of an open edition', async () => {
  const { resend, editions, deliveries, row } = await aClosedEdition();
  await editions.reopen({ publication: 'weekly', edition: '2026-11-23' });
  await editions.hold({ publication: 'weekly', edition: '2026-11-23' }, 'AccessDenied: no');
  await deliveries.release({ ...weekly, reader: 'f' }, 'attempt-f');
  expect(await resend()).toEqual({ waiting: 2, accepted: 0, young: 0 });
  expect(await row()).toMatchObject({ state: 'delivering', hold: 'AccessDenied: no' });
});

it('lifts the hold with which an edition was closed: it would keep everybody waiting', async () => {
  const { resend, editions, row } = await aClosedEdition();
  await editions.hold({ publication: 'weekly', edition: '2026-11-23' }, 'AccessDenied: no');
  await resend();
  expect(await row()).toMatchObject({ state: 'delivering', hold: null });
});

it('wherever it is ended, the next run completes it: the same wait, nobody else does, and the edition is open', async () => {
  const whole = new CrashPlan();
  await (await aClosedEdition()).resend(whole);
  expect(whole.calls).toBeGreaterThan(6);
  for (let call = 1; call <= whole.calls; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const { resend, states, row } = await aClosedEdition();
      await resend(new CrashPlan(call, when)).catch(() => undefined);
      // Not before it is open: deliver takes nothing of a closed edition, so that nobody is mailed by halves.
      await resend();
      expect(states().sort()).toEqual([...others, 'b waiting', 'e waiting'].sort());
      expect(await row()).toMatchObject({ state: 'delivering' });
    }
  }
});

it('leaves alone whose message SES may still take: a quarter of an hour after it was signed', async () => {
  const { resend, states, row } = await aClosedEdition();
  const before = [states(), await row()];
  const minutes = (count: number) => plusHours(due, count / 60);
  expect(await resend(undefined, undefined, minutes(15.5))).toEqual({ waiting: 0, accepted: 0, young: 2 });
  expect([states(), await row()]).toEqual(before);
  expect(await resend(undefined, undefined, minutes(15.6))).toEqual({ waiting: 2, accepted: 0, young: 0 });
});
