import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import {
  type Address,
  type AddressEnding,
  addressAfter,
  addressByEndings,
  asAddressStands,
  isEnded,
} from '../../../core/readers/address.ts';
import { everyPublication, type KeptEnding } from '../../../core/readers/ending.ts';
import { aReader } from '../../support/builders/a-reader.ts';

const id = aReader(1).id;
const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T06:00:00Z` as Instant;
const at = fc.integer({ min: 1, max: 9 }).map(day);
const heard: fc.Arbitrary<AddressEnding> = fc.record({
  state: fc.constantFrom('bounced' as const, 'complained' as const, 'erased' as const),
  at,
  how: fc.constantFrom('a', 'b'),
});
const fold = (endings: readonly AddressEnding[], from?: Address) =>
  endings.reduce<Address | undefined>((standing, next) => addressAfter(standing, id, next), from);

describe('an address that ended for every publication', () => {
  it('stands the same whatever the order and number of reports, also after a lift', () => {
    const reports = fc
      .array(heard, { minLength: 1, maxLength: 6 })
      .chain(all =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
      );
    fc.assert(
      fc.property(reports, fc.option(at, { nil: undefined }), ([once, again], lifted) => {
        const from =
          lifted && addressAfter(undefined, id, { state: 'lifted', at: lifted, how: 'works again' });
        expect(fold(again, from)).toEqual(fold(once, from));
      }),
    );
  });

  it('is one as long as something was reported later than it was lifted', () => {
    fc.assert(
      fc.property(fc.array(heard, { maxLength: 6 }), fc.option(at, { nil: undefined }), (all, lifted) => {
        const from =
          lifted && addressAfter(undefined, id, { state: 'lifted', at: lifted, how: 'works again' });
        expect(isEnded(fold(all, from))).toBe(all.some(one => lifted === undefined || one.at > lifted));
      }),
    );
  });

  it('complained rather than bounced, and of one kind the last', () => {
    const [bounced, again] = [1, 2].map(n => ({ state: 'bounced' as const, at: day(n), how: 'x' }));
    const complained = { state: 'complained' as const, at: day(3), how: 'y' };
    expect(fold([again, bounced] as AddressEnding[])).toMatchObject({
      state: 'bounced',
      ended: { at: day(2) },
    });
    expect(fold([bounced, complained] as AddressEnding[])).toMatchObject({ state: 'complained' });
    expect(fold([complained, bounced] as AddressEnding[])).toMatchObject({ state: 'complained' });
  });

  it('that only mail ended stands the same whatever the order of bounces and of what lifts them', () => {
    const bounce = at.map(time => ({ state: 'bounced' as const, at: time, how: 'x' }));
    const lift = at.map(time => ({ state: 'lifted' as const, at: time, how: 'signed up' }));
    fc.assert(
      fc.property(fc.array(fc.oneof(bounce, lift), { minLength: 1, maxLength: 6 }), all => {
        const lifted = all.flatMap(one => (one.state === 'lifted' ? [one.at] : []));
        const isLater = (time: Instant) => lifted.every(each => each < time);
        expect(isEnded(fold(all))).toBe(all.some(one => one.state === 'bounced' && isLater(one.at)));
      }),
    );
  });

  it('is not lifted by a word that is older than its ending', () => {
    const bounced = { state: 'bounced' as const, at: day(5), how: 'x' };
    expect(isEnded(fold([bounced, { state: 'lifted', at: day(4), how: 'y' }]))).toBe(true);
    expect(isEnded(fold([bounced, { state: 'lifted', at: day(5), how: 'y' }]))).toBe(false);
    expect(isEnded(fold([bounced, { state: 'lifted', at: day(6), how: 'y' }, bounced]))).toBe(false);
  });

  it('comes back as it stood from what was kept, in any order, whatever older state the table has', () => {
    const steps = fc.array(
      fc.oneof(
        heard,
        at.map(time => ({ state: 'lifted' as const, at: time, how: 'lifted' })),
      ),
      {
        maxLength: 6,
      },
    );
    const history = fc
      .tuple(steps, fc.nat(6))
      .map(
        ([all, before]) =>
          [[...all].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))), before] as const,
      );
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), ([all, before], chance) => {
        const now = fold(all);
        const older = fold(all.slice(0, before));
        const kept: KeptEnding[] = all
          .map(({ state, at: time }) => ({
            publication: everyPublication,
            reader: id,
            kind: state,
            at: time,
          }))
          .map(one => ({ one, order: chance.next().value }))
          .sort((a, b) => a.order - b.order)
          .map(({ one }) => one);
        const restored = addressByEndings(older, id, kept);
        expect(isEnded(restored)).toBe(isEnded(now));
        if (isEnded(now)) expect([restored?.state, restored?.ended.at]).toEqual([now?.state, now?.ended.at]);
        expect(addressByEndings(restored, id, kept)).toEqual(restored);
      }),
    );
  });
});

describe('an address that was erased', () => {
  it('says when for the last time, whatever came before, between and after', () => {
    const lift = at.map(time => ({ state: 'lifted' as const, at: time, how: 'x' }));
    fc.assert(
      fc.property(fc.array(fc.oneof(heard, lift), { maxLength: 6 }), all => {
        const erasures = all.filter(({ state }) => state === 'erased').map(one => one.at);
        expect(fold(all)?.erased).toBe(erasures.sort().at(-1));
      }),
    );
  });

  it('takes all that was agreed to until then with it, and nothing since', () => {
    const erased = { state: 'erased' as const, at: day(3), how: 'x' };
    const back = fold([erased, { state: 'lifted', at: day(5), how: 'signed up' }]);
    const agreedOn = (n: number) => aReader(1, { agreed: { at: day(n), how: 'x' } });
    for (const n of [1, 2, 3]) expect(asAddressStands(agreedOn(n), back)).toBeUndefined();
    expect(asAddressStands(agreedOn(6), back)).toEqual(agreedOn(6));
    expect(asAddressStands(agreedOn(6), fold([erased]))).toBeUndefined();
  });
});

describe('a reader whose address ended', () => {
  const ended = { at: day(3), how: 'x' };
  const reader = aReader(1);

  it('has ended too, or is nobody any more', () => {
    const address = { id, ended, lifted: null };
    expect(asAddressStands(reader, { ...address, state: 'bounced' })).toEqual({
      ...reader,
      state: 'bounced',
      ended,
    });
    expect(asAddressStands(reader, { ...address, state: 'complained' })?.state).toBe('complained');
    expect(asAddressStands(reader, { ...address, state: 'erased' })).toBeUndefined();
  });

  it('is as the row says otherwise', () => {
    expect(asAddressStands(reader, undefined)).toBe(reader);
    expect(asAddressStands(reader, { id, ended, lifted: day(3), state: 'lifted' })).toBe(reader);
    const left = aReader(1, { state: 'left' });
    expect(asAddressStands(left, { id, ended, lifted: null, state: 'bounced' })).toBe(left);
  });
});
