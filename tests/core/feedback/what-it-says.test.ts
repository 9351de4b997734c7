import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFeedback } from '../../../core/feedback/apply-feedback.ts';
import type { SesEvent } from '../../../core/feedback/ses-event.ts';
import {
  cameBack,
  endingFrom,
  isPersonsComplaint,
  isSoftBounce,
} from '../../../core/feedback/what-it-says.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { EndingKeeper } from '../../../core/readers/ending-keeper.ts';
import { signUpTags } from '../../../core/readers/sign-up/confirmations.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { MemoryAddresses, MemoryEndings, MemorySoftBounces } from '../../support/memory/memory-endings.ts';
import { MemoryDeliveries, MemoryReaders } from '../../support/memory/memory-readers.ts';
import { MemoryConfirmations } from '../../support/memory/memory-sign-up.ts';

const at = (minute: number) => `2026-11-23T06:${String(minute).padStart(2, '0')}:00Z` as Instant;
const { id } = aReader(1);
const event = (changes: Partial<SesEvent>): SesEvent => ({
  ...{ type: 'Bounce', publication: 'weekly', edition: '2026-11-23', reader: id, attempt: 'attempt-a' },
  ...{ messageId: 'm', time: at(9), kind: '', detail: '', sent: at(5), status: '' },
  ...changes,
});
const hard = { kind: 'Permanent', detail: 'NoEmail', status: '5.1.1' };
const soft = { kind: 'Transient', detail: 'MailboxFull', status: '4.2.2' };
const complaint = { type: 'Complaint', kind: 'abuse' } as const;

function aWorld(reader = aReader(1)) {
  const [deliveries, addresses] = [new MemoryDeliveries(), new MemoryAddresses()];
  const [endings, softBounces] = [new MemoryEndings(), new MemorySoftBounces()];
  const confirmations = new MemoryConfirmations();
  const readers = new MemoryReaders(addresses);
  readers.rows.set(`weekly/${id}`, reader);
  const keeper = new EndingKeeper(endings, readers, error => {
    throw error;
  });
  return { deliveries, addresses, endings, softBounces, confirmations, readers, keeper };
}

describe('a complaint', () => {
  it.each(['abuse', 'fraud', 'other', '', 'something new'])('of the kind "%s" is a person’s', kind => {
    expect(isPersonsComplaint(event({ ...complaint, kind }))).toBe(true);
  });

  it.each(['auth-failure', 'Auth-Failure', 'VIRUS', 'virus', 'not-spam', 'Not-Spam', ' virus '])(
    'of the kind "%s" is nobody’s, and ends nothing',
    async kind => {
      const world = aWorld();
      await applyFeedback(world, event({ ...complaint, kind }));
      expect([...world.addresses.rows.values(), ...world.endings.keys]).toEqual([]);
      expect((await world.readers.read('weekly', id))?.state).toBe('active');
    },
  );

  it('that stands on the list of SES is no new one', () => {
    expect(endingFrom(event({ ...complaint, detail: 'OnAccountSuppressionList' }))).toBeUndefined();
  });
});

describe('a bounce', () => {
  it.each([
    ['a full mailbox', soft, true],
    ['one without a subtype', { ...soft, detail: 'General' }, true],
    ['an automatic reply, which has no status', { ...soft, detail: 'General', status: '' }, false],
    ['a message that is too large', { ...soft, detail: 'MessageTooLarge', status: '5.3.4' }, false],
    ['one refused for what is in it', { ...soft, detail: 'ContentRejected' }, false],
    ['an attachment', { ...soft, detail: 'AttachmentRejected' }, false],
    ['a size, by the status alone', { ...soft, detail: 'General', status: '5.2.3' }, false],
    ['our reputation, by the status alone', { ...soft, detail: 'General', status: '4.7.1' }, false],
    ['one for good', hard, false],
    ['one of which SES cannot say', { kind: 'Undetermined', detail: 'Undetermined', status: '5.0.0' }, false],
  ])('counts as one for now only if it lies with the mailbox: %s', async (_, said, counts) => {
    const world = aWorld();
    expect(isSoftBounce(event(said))).toBe(counts);
    await applyFeedback(world, event(said));
    expect([...world.softBounces.rows.values()]).toEqual(
      counts
        ? [
            {
              ...{ publication: 'weekly', reader: id, domain: 'mail.example' },
              editions: [{ edition: '2026-11-23', at: at(5) }],
            },
          ]
        : [],
    );
  });

  it.each(['OnAccountSuppressionList', 'Suppressed'])('that SES made itself says so: %s', detail => {
    expect(endingFrom(event({ ...hard, detail }))?.how).toBe(
      `mail came back: Permanent/${detail} (SES did not try: the address is on its suppression list, and has to be taken off there as well), edition 2026-11-23`,
    );
  });

  it('for now of who does not read any more is not noted', async () => {
    const world = aWorld(aReader(1, { state: 'left', ended: { at: at(1), how: 'x' }, address: '' }));
    await applyFeedback(world, event(soft));
    expect(world.softBounces.rows.size).toBe(0);
  });
});

describe('what was mailed before they agreed anew', () => {
  const reports = fc.constantFrom<Partial<SesEvent>>(hard, complaint, { ...hard, sent: null });
  const minutes = fc.record({ sent: fc.nat(9), agreed: fc.nat(9), lifted: fc.option(fc.nat(9)) });

  it('ends nothing, however late the report comes; what was mailed since does', async () => {
    await fc.assert(
      fc.asyncProperty(reports, minutes, async (report, { sent, agreed, lifted }) => {
        const world = aWorld(aReader(1, { agreed: { at: at(agreed), how: 'again' } }));
        if (lifted !== null) await world.addresses.end(id, { state: 'lifted', at: at(lifted), how: 'x' });
        const heard = event({ sent: at(sent), ...report });
        const when = heard.sent === null ? 9 : sent;
        await applyFeedback(world, heard);
        await applyFeedback(world, heard);
        const state = (await world.readers.read('weekly', id))?.state;
        expect(state === 'active').toBe(when < agreed);
        const address = await world.addresses.read(id);
        const stays = when < agreed || (lifted !== null && when <= lifted);
        expect(address === undefined || address.state === 'lifted').toBe(stays);
        expect(await Array.fromAsync(world.readers.unkept('weekly'))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('mail that asks to confirm', () => {
  const request = 'f'.repeat(32);
  const tags = signUpTags(id, request) as Pick<SesEvent, 'publication' | 'edition' | 'reader' | 'attempt'>;

  it.each([
    ['one for good', hard, true, 'bounced'],
    ['one for now', soft, true, undefined],
    ['an automatic reply', { ...soft, status: '' }, false, undefined],
    ['a complaint', complaint, false, 'complained'],
    ['a report that no person made', { ...complaint, kind: 'virus' }, false, undefined],
    ['an arrival', { type: 'Delivery' } as const, false, undefined],
  ])(
    'has no delivery; it is noted for the breaker, and ends the address alone: %s',
    async (_, said, back, state) => {
      const world = aWorld();
      await world.confirmations.sent(request, at(5));
      const heard = event({ ...tags, ...said });
      expect(await applyFeedback(world, heard)).toEqual({
        delivery: 'none',
        reader: state === undefined ? 'kept' : 'ended',
      });
      await applyFeedback(world, heard);
      expect(world.deliveries.rows.size).toBe(0);
      expect(await world.confirmations.recent()).toEqual([{ request, at: at(5), bounced: back }]);
      expect(cameBack(heard)).toBe(back);
      expect((await world.addresses.read(id))?.state).toBe(state);
      expect((await world.addresses.read(id))?.ended.how ?? ', a confirmation').toMatch(/, a confirmation$/);
      expect((await world.readers.read('weekly', id))?.state).toBe('active');
      expect([...world.endings.keys]).toHaveLength(state === undefined ? 0 : 1);
      expect(world.softBounces.rows.size).toBe(0);
    },
  );
});
