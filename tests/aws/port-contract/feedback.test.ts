import { expect, it } from 'vitest';
import type { AttemptEvents } from '../../../core/delivery/ledger/attempt-events.ts';
import type { Ending } from '../../../core/readers/reader.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { describeInBothPlaces, hours, storeTime } from './both-places.ts';

const key = { publication: 'weekly', edition: '2026-11-23', reader: aReader(1).id };
const sent: AttemptEvents = { messageId: 'message-a', sent: true, later: null };
const delivered: AttemptEvents = {
  ...sent,
  sent: false,
  later: { word: 'delivered', kind: null, at: hours(1) },
};
const refused: AttemptEvents = {
  ...sent,
  sent: false,
  later: { word: 'rejected', kind: null, at: hours(1) },
};

describeInBothPlaces('Deliveries', ports => {
  it('learn nothing of a delivery that is not there', async () => {
    expect(await ports.deliveries.applyEvent(key, 'attempt-a', sent)).toBe('unknown');
    expect(await ports.deliveries.read(key)).toBeUndefined();
  });

  it.each(['claimed', 'uncertain'] as const)('accept what was %s when SES took it', async state => {
    await ports.deliveries.claim(key, 'attempt-a', storeTime);
    if (state === 'uncertain') await ports.deliveries.settle(key, 'attempt-a', { state, reason: 'broken' });
    expect(await ports.deliveries.applyEvent(key, 'attempt-a', sent)).toBe('accepted');
    expect(await ports.deliveries.applyEvent(key, 'attempt-a', delivered)).toBe('accepted');
    expect(await ports.deliveries.read(key)).toEqual({
      ...key,
      state: 'accepted',
      attempt: 'attempt-a',
      claimedAt: storeTime,
      messageId: 'message-a',
      reason: null,
      heard: { 'attempt-a': { ...sent, later: delivered.later } },
    });
  });

  it('reject what SES took and refused, even after it answered that it took it', async () => {
    await ports.deliveries.claim(key, 'attempt-a', storeTime);
    await ports.deliveries.settle(key, 'attempt-a', { state: 'accepted', messageId: 'message-a' });
    expect(await ports.deliveries.applyEvent(key, 'attempt-a', refused)).toBe('rejected');
    expect(await ports.deliveries.applyEvent(key, 'attempt-a', sent)).toBe('rejected');
    expect((await ports.deliveries.read(key))?.reason).toMatch(/took the message and then refused it/);
  });

  it('give nothing out again once SES took an earlier attempt', async () => {
    await ports.deliveries.claim(key, 'attempt-a', storeTime);
    await ports.deliveries.release(key, 'attempt-a');
    expect(await ports.deliveries.applyEvent(key, 'attempt-a', sent)).toBe('accepted');
    expect(await ports.deliveries.claim(key, 'attempt-b', hours(1))).toBe('accepted');
  });

  it('leave a newer claim to its worker, and count the earlier attempt as soon as that one ends', async () => {
    const newer = async () => {
      await ports.deliveries.claim(key, 'attempt-a', storeTime);
      await ports.deliveries.release(key, 'attempt-a');
      await ports.deliveries.claim(key, 'attempt-b', hours(1));
      expect(await ports.deliveries.applyEvent(key, 'attempt-a', sent)).toBe('claimed');
    };
    await newer();
    await ports.deliveries.settle(key, 'attempt-a', { state: 'rejected', reason: 'a stranger' });
    expect(await ports.deliveries.claim(key, 'attempt-b', hours(1))).toBe('mine');
    await ports.deliveries.release(key, 'attempt-b');
    expect(await ports.deliveries.read(key)).toMatchObject({ state: 'accepted', messageId: 'message-a' });
    expect(await ports.deliveries.withhold(key, 'left')).toBe('accepted');
  });

  it('keep the outcome of a newer claim when SES took that as well', async () => {
    await ports.deliveries.claim(key, 'attempt-b', storeTime);
    await ports.deliveries.applyEvent(key, 'attempt-a', sent);
    await ports.deliveries.settle(key, 'attempt-b', { state: 'accepted', messageId: 'message-b' });
    expect(await ports.deliveries.read(key)).toMatchObject({ state: 'accepted', messageId: 'message-b' });
  });

  it('lose no word of many that come at once', async () => {
    await ports.deliveries.claim(key, 'attempt-a', storeTime);
    const attempts = ['a', 'b', 'c', 'd', 'e', 'f'].map(letter => `attempt-${letter}`);
    await Promise.all(
      attempts.flatMap(attempt =>
        [sent, delivered].map(word => ports.deliveries.applyEvent(key, attempt, word)),
      ),
    );
    const { heard = {} } = (await ports.deliveries.read(key)) ?? {};
    expect(Object.keys(heard).sort()).toEqual(attempts);
    for (const one of Object.values(heard)) expect(one).toEqual({ ...sent, later: delivered.later });
  });
});

const bounced: Ending = { state: 'bounced', at: hours(1), how: 'no such mailbox' };
const complained: Ending = { state: 'complained', at: hours(2), how: 'abuse' };
const reader = aReader(1);

describeInBothPlaces('Readers', ports => {
  const standing = async () => ports.readers.read('weekly', reader.id);
  const end = (ending: Ending) => ports.readers.end('weekly', reader.id, ending);

  it('end for good when mail came back, by the last of it, whatever is told first', async () => {
    await ports.readers.add(reader);
    expect(await end(bounced)).toBe('ended');
    expect(await end(bounced)).toBe('kept');
    expect(await end({ ...bounced, at: hours(3) })).toBe('ended');
    expect(await end({ ...bounced, at: hours(2) })).toBe('kept');
    const { state, how } = bounced;
    expect(await standing()).toEqual({ ...reader, state, ended: { at: hours(3), how } });
    expect(await ports.readers.activeAfter('weekly', null, 10)).toEqual([]);
  });

  it('end by a complaint even when mail had come back before, and never the other way round', async () => {
    await ports.readers.add(reader);
    await end(bounced);
    expect(await end(complained)).toBe('ended');
    expect(await end({ ...bounced, at: hours(3) })).toBe('kept');
    expect((await standing())?.state).toBe('complained');
  });

  it('stay as they are who left or who are not there', async () => {
    const left = aReader(1, { state: 'left', ended: { at: storeTime, how: 'leave link' } });
    await ports.readers.add(left);
    expect(await end(complained)).toBe('kept');
    expect(await standing()).toEqual(left);
    expect(await ports.readers.end('weekly', aReader(2).id, complained)).toBe('kept');
    expect(await ports.readers.read('weekly', aReader(2).id)).toBeUndefined();
  });

  it('stay who agreed anew after what is reported', async () => {
    const again = aReader(1, { agreed: { at: hours(2), how: 'again' } });
    await ports.readers.add(again);
    expect(await end(bounced)).toBe('kept');
    expect(await standing()).toEqual(again);
    expect(await end(complained)).toBe('ended');
  });
});
