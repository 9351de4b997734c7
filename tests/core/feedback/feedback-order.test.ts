import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasSendEvent, laterOf } from '../../../core/delivery/ledger/ledger.ts';
import { applyFeedback } from '../../../core/feedback/apply-feedback.ts';
import type { SesEvent } from '../../../core/feedback/ses-event.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { addressByEndings } from '../../../core/readers/address.ts';
import { EndingKeeper } from '../../../core/readers/ending-keeper.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { MemoryAddresses, MemoryEndings, MemorySoftBounces } from '../../support/memory/memory-endings.ts';
import { MemoryDeliveries, MemoryReaders } from '../../support/memory/memory-readers.ts';
import { MemoryConfirmations } from '../../support/memory/memory-sign-up.ts';

const key = { publication: 'weekly', edition: '2026-11-23', reader: aReader(1).id };
const at = (minute: number) => `2026-11-23T06:${String(minute).padStart(2, '0')}:00Z` as Instant;

/** Rows of two attempts: a claimed it and gave it back, then b claimed it. */
const rows = {
  async waiting(deliveries: MemoryDeliveries) {
    await deliveries.claim(key, 'attempt-a', at(0));
    await deliveries.release(key, 'attempt-a');
  },
  async claimed(deliveries: MemoryDeliveries) {
    await rows.waiting(deliveries);
    await deliveries.claim(key, 'attempt-b', at(1));
  },
  async uncertain(deliveries: MemoryDeliveries) {
    await rows.claimed(deliveries);
    await deliveries.settle(key, 'attempt-b', { state: 'uncertain', reason: 'no answer' });
  },
  async rejected(deliveries: MemoryDeliveries) {
    await rows.claimed(deliveries);
    await deliveries.settle(key, 'attempt-b', { state: 'rejected', reason: 'no such mailbox' });
  },
  async accepted(deliveries: MemoryDeliveries) {
    await rows.claimed(deliveries);
    await deliveries.settle(key, 'attempt-b', { state: 'accepted', messageId: 'message-attempt-b' });
  },
  async withheld(deliveries: MemoryDeliveries) {
    await rows.waiting(deliveries);
    await deliveries.withhold(key, 'left');
  },
};
const row = fc.constantFrom(...(Object.keys(rows) as (keyof typeof rows)[]));
const readerState = fc.constantFrom('active', 'pending', 'left', 'bounced', 'complained', 'erased' as const);

const attempt = fc.constantFrom('attempt-a', 'attempt-b');
const kinds: Partial<Record<SesEvent['type'], [string, string][]>> = {
  Bounce: [
    ['Permanent', 'General'],
    ['Permanent', 'NoEmail'],
    ['Transient', 'MailboxFull'],
    ['Undetermined', 'Undetermined'],
  ],
  Complaint: [
    ['abuse', ''],
    ['', ''],
    ['not-spam', ''],
    ['Auth-Failure', ''],
    ['VIRUS', ''],
    ['abuse', 'OnAccountSuppressionList'],
  ],
};
/** Reports that say nothing of the reader. */
const isNobodys = ({ kind, detail }: Pick<SesEvent, 'kind' | 'detail'>) =>
  ['not-spam', 'Auth-Failure', 'VIRUS'].includes(kind) || detail === 'OnAccountSuppressionList';

const event: fc.Arbitrary<SesEvent> = fc
  .tuple(
    fc.constantFrom('Send', 'Delivery', 'Bounce', 'Complaint', 'Reject', 'DeliveryDelay' as const),
    attempt,
    fc.integer({ min: 2, max: 5 }),
    fc.nat(11),
    fc.option(fc.integer({ min: 1, max: 5 })),
  )
  .map(([type, of, minute, choice, sent]) => {
    const choices = kinds[type as SesEvent['type']] ?? [['', '']];
    const [kind = '', detail = ''] = choices[choice % choices.length] ?? [];
    const time = at(minute);
    return {
      ...key,
      type: type as SesEvent['type'],
      attempt: of,
      messageId: `message-${of}`,
      time,
      kind,
      detail,
      sent: sent === null ? null : at(Math.min(sent, minute)),
      status: type === 'Bounce' ? '4.2.2' : '',
    };
  });
const bare = { sent: null, status: '' };

async function worldWith(start: keyof typeof rows, state: string) {
  const deliveries = new MemoryDeliveries();
  const [addresses, endings] = [new MemoryAddresses(), new MemoryEndings()];
  const [softBounces, confirmations] = [new MemorySoftBounces(), new MemoryConfirmations()];
  const readers = new MemoryReaders(addresses);
  await rows[start](deliveries);
  const ended = ['active', 'pending'].includes(state) ? null : { at: at(3), how: 'before' };
  if (state !== 'erased')
    readers.rows.set(`weekly/${key.reader}`, aReader(1, { state: state as 'active', ended }));
  const end = async () => ({
    delivery: await deliveries.read(key),
    reader: await readers.read('weekly', key.reader),
    address: await addresses.read(key.reader),
    soft: await softBounces.of('weekly', at(9)).next(),
  });
  const keeper = new EndingKeeper(endings, readers, error => {
    throw error;
  });
  return { deliveries, readers, addresses, endings, keeper, softBounces, confirmations, end };
}

/** What is to become of a reader in a state. */
function expectedState(state: string, events: readonly SesEvent[]): string | undefined {
  if (state === 'erased') return undefined;
  if (state === 'left' || state === 'complained') return state;
  if (events.some(one => one.type === 'Complaint' && !isNobodys(one))) return 'complained';
  return events.some(({ type, kind }) => type === 'Bounce' && kind === 'Permanent') ? 'bounced' : state;
}

describe('feedback', () => {
  it('ends the same however often and in whatever order the events come', async () => {
    const repeated = fc.array(event, { minLength: 1, maxLength: 6 }).chain(events =>
      fc.tuple(
        fc.constant(events),
        fc
          .tuple(fc.shuffledSubarray(events), fc.shuffledSubarray(events, { minLength: events.length }))
          .map(([some, all]) => [...some, ...all, ...some]),
      ),
    );
    await fc.assert(
      fc.asyncProperty(row, readerState, repeated, async (start, state, [once, again]) => {
        const [one, other] = [await worldWith(start, state), await worldWith(start, state)];
        for (const each of once) await applyFeedback(one, each);
        for (const each of again) await applyFeedback(other, each);
        expect(await other.end()).toEqual(await one.end());
      }),
      { numRuns: 2000 },
    );
  });

  it('makes a delivery accepted exactly if SES took a message and did not refuse it, once no worker is at it', async () => {
    await fc.assert(
      fc.asyncProperty(row, fc.array(event, { maxLength: 6 }), fc.nat(6), async (start, events, when) => {
        const world = await worldWith(start, 'active');
        const steps: (() => Promise<unknown>)[] = events.map(each => () => applyFeedback(world, each));
        // The worker of attempt b ends somewhere among the events, without having handed anything over as far as it knows.
        steps.splice(when, 0, () =>
          world.deliveries.settle(key, 'attempt-b', { state: 'uncertain', reason: 'broken' }),
        );
        for (const step of steps) await step();
        const taken = ['attempt-a', 'attempt-b'].filter(of => {
          const types = events.filter(each => each.attempt === of);
          const final = types.some(one => !['Send', 'Reject'].includes(one.type) && !isNobodys(one));
          return final || (types.length > 0 && types.every(({ type }) => type !== 'Reject'));
        });
        const refused = events.some(each => each.attempt === 'attempt-b' && !taken.includes('attempt-b'));
        if (start === 'accepted' && !refused) taken.push('attempt-b');
        const { delivery } = await world.end();
        expect(delivery?.state === 'accepted').toBe(taken.length > 0);
        if (taken.length > 0) expect(taken.map(of => `message-${of}`)).toContain(delivery?.messageId);
      }),
      { numRuns: 2000 },
    );
  });

  it('never lets a reader be mailed again who has a message, if nobody is at it', async () => {
    await fc.assert(
      fc.asyncProperty(row, event, async (start, each) => {
        fc.pre(each.type !== 'Reject');
        const world = await worldWith(start, 'active');
        await applyFeedback(world, each);
        if (start === 'claimed') await world.deliveries.release(key, 'attempt-b');
        expect(await world.deliveries.claim(key, 'attempt-c', at(9))).toBe('accepted');
      }),
    );
  });

  it('ends a subscription exactly if an event says so for good, and never one that has ended otherwise', async () => {
    await fc.assert(
      fc.asyncProperty(readerState, fc.array(event, { maxLength: 6 }), async (state, events) => {
        const world = await worldWith('accepted', state);
        for (const each of events) await applyFeedback(world, each);
        const { reader } = await world.end();
        expect(reader?.state).toBe(expectedState(state, events));
        if (reader && reader.state !== state) expect(reader.ended?.how).toMatch(/edition 2026-11-23$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the most final word, and that the Send event came', async () => {
    const inOrder: [SesEvent['type'], string, string][] = [
      ['Reject', '', 'rejected'],
      ['DeliveryDelay', '', 'delayed'],
      ['Bounce', 'Transient', 'bounced'],
      ['Delivery', '', 'delivered'],
      ['Bounce', 'Permanent', 'bounced'],
      ['Complaint', 'abuse', 'complained'],
    ];
    const world = await worldWith('accepted', 'active');
    for (const [index, [type, kind, word]] of inOrder.entries()) {
      // Later words come with earlier times: it is not the time that decides.
      const time = at(20 - index);
      const one = {
        ...key,
        type,
        kind,
        detail: 'x',
        attempt: 'attempt-b',
        messageId: 'message-attempt-b',
        time,
        ...bare,
      };
      await applyFeedback(world, one);
      const { delivery } = await world.end();
      expect(delivery && laterOf(delivery)).toMatchObject({ word, at: time });
      expect(delivery && hasSendEvent(delivery)).toBe(false);
    }
    const sent = { type: 'Send', kind: '', detail: '', attempt: 'attempt-b', time: at(1), ...bare } as const;
    await applyFeedback(world, { ...key, ...sent, messageId: 'message-attempt-b' });
    const { delivery } = await world.end();
    expect(delivery && hasSendEvent(delivery)).toBe(true);
    expect(delivery && laterOf(delivery)?.word).toBe('complained');
  });

  it('does not end what a reader agreed to since', async () => {
    const world = await worldWith('accepted', 'active');
    const again = aReader(1, { agreed: { at: at(5), how: 'again' } });
    world.readers.rows.set(`weekly/${key.reader}`, again);
    const bounce = { ...key, ...bare, type: 'Bounce', kind: 'Permanent', detail: 'NoEmail' } as const;
    await applyFeedback(world, { ...bounce, attempt: 'attempt-b', messageId: 'm', time: at(4) });
    expect((await world.end()).reader).toEqual(again);
    await applyFeedback(world, { ...bounce, attempt: 'attempt-b', messageId: 'm', time: at(5) });
    expect((await world.end()).reader).toMatchObject({
      state: 'bounced',
      ended: { at: at(5), how: 'mail came back: Permanent/NoEmail, edition 2026-11-23' },
    });
  });

  it('ends the address for every publication, and keeps what the rows say, in whatever order events come', async () => {
    await fc.assert(
      fc.asyncProperty(readerState, fc.array(event, { maxLength: 6 }), async (state, events) => {
        const world = await worldWith('accepted', state);
        for (const each of events) await applyFeedback(world, each);
        const { address, reader } = await world.end();
        const inTime = events.filter(({ time }) => !reader || reader.agreed.at <= time);
        const expected = expectedState('active', inTime);
        expect(address?.state).toBe(expected === 'active' ? undefined : expected);
        const kept = await Array.fromAsync(world.endings.of('_all', null));
        const restored = addressByEndings(undefined, key.reader, kept);
        expect([restored?.state, restored?.ended.at]).toEqual([address?.state, address?.ended.at]);
        expect(await Array.fromAsync(world.readers.unkept('_all'))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('does not fail, and loses nothing, where an ending cannot be kept', async () => {
    const world = await worldWith('accepted', 'active');
    const failures: unknown[] = [];
    const closed = { keep: () => Promise.reject(new Error('closed')) };
    const keeper = new EndingKeeper(closed, world.readers, error => failures.push(error));
    const bounce = { ...key, ...bare, type: 'Bounce', kind: 'Permanent', detail: 'NoEmail' } as const;
    const heard = { ...bounce, attempt: 'attempt-b', messageId: 'm', time: at(5) };
    expect((await applyFeedback({ ...world, keeper }, heard)).reader).toBe('ended');
    expect(failures).toHaveLength(1);
    for (const publication of ['_all', 'weekly']) {
      expect(await Array.fromAsync(world.readers.unkept(publication))).toHaveLength(1);
      expect(await world.keeper.keepEndings(publication)).toBe(1);
      expect(await Array.fromAsync(world.readers.unkept(publication))).toEqual([]);
    }
  });

  it('says of a delivery that it does not know that it does not, and makes none', async () => {
    const world = await worldWith('waiting', 'active');
    const stray = { ...key, ...bare, edition: '2026-11-30', type: 'Delivery', kind: '', detail: '' } as const;
    expect(await applyFeedback(world, { ...stray, attempt: 'x', messageId: 'm', time: at(4) })).toEqual({
      delivery: 'unknown',
      reader: 'kept',
    });
    expect(world.deliveries.rows.size).toBe(1);
  });
});
