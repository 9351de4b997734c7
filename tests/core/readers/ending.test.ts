import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instantOf } from '../../../core/foundation/instant.ts';
import {
  EndingKeyError,
  endingKey,
  endingKinds,
  endingOfKey,
  endsWhatWasAgreed,
  type KeptEnding,
  keptEndingSchema,
  lastEnding,
} from '../../../core/readers/ending.ts';

const id = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });
const at = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2999-12-31T00:00:00Z'), noInvalidDate: true })
  .map(instantOf);
const ending: fc.Arbitrary<KeptEnding> = fc.record({
  publication: fc.constantFrom('weekly', 'china-tech-controls', '_all'),
  reader: id,
  kind: fc.constantFrom(...endingKinds),
  at,
});

describe('the key of an ending', () => {
  it('says all of it, and nobody but the pseudonym', () => {
    fc.assert(
      fc.property(ending, one => {
        expect(endingOfKey(endingKey(one))).toEqual(one);
        expect(keptEndingSchema.parse({ format: 1, ...one })).toEqual({ format: 1, ...one });
      }),
    );
  });

  it('sorts by reader, then by time', () => {
    fc.assert(
      fc.property(ending, ending, (one, other) => {
        const [a, b] = [one, { ...other, publication: one.publication }];
        const inOrder = [a.reader, a.at, a.kind].join(' ') < [b.reader, b.at, b.kind].join(' ');
        expect(endingKey(a) < endingKey(b)).toBe(inOrder);
      }),
    );
  });

  it('tells two endings of one second apart', () => {
    const one = { publication: 'weekly', reader: 'a'.repeat(32), at: '2026-11-23T06:00:00Z' as Instant };
    const keys = endingKinds.map(kind => endingKey({ ...one, kind }));
    expect(new Set(keys).size).toBe(endingKinds.length);
    expect(keys[0]).toBe(`endings/weekly/${'a'.repeat(32)}/20261123T060000Z-left.json`);
  });

  it.each([
    'endings/weekly/20261123T060000Z-left.json',
    `endings/weekly/${'a'.repeat(32)}/20261123T060000Z-moved.json`,
    `endings/weekly/${'a'.repeat(32)}/20261323T060000Z-left.json`,
    `endings/weekly/${'A'.repeat(32)}/20261123T060000Z-left.json`,
    `endings/weekly/${'a'.repeat(32)}/20261123T060000Z-left.json.bak`,
  ])('is read strictly, since what it does not know may say that somebody left: %s', key => {
    expect(() => endingOfKey(key)).toThrow(EndingKeyError);
    expect(() => endingOfKey(key)).toThrow(/deploy the newest version/);
  });
});

describe('the ending that counts', () => {
  const [t1, t2, t3] = ['2026-11-01', '2026-11-02', '2026-11-03'].map(day => `${day}T06:00:00Z` as Instant);
  const few = fc.record({
    publication: fc.constant('weekly'),
    reader: fc.constant('a'.repeat(32)),
    kind: fc.constantFrom(...endingKinds),
    at: fc.constantFrom(t1 as Instant, t2 as Instant, t3 as Instant),
  });

  it('is the same in any order, doubled, and whoever came late', () => {
    const shuffled = fc
      .array(few, { maxLength: 6 })
      .chain(all =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
      );
    fc.assert(
      fc.property(shuffled, ([once, again]) => {
        expect(lastEnding(again)).toEqual(lastEnding(once));
      }),
    );
  });

  it('is the last one that nobody lifted, and only a later agreement outlives it', () => {
    fc.assert(
      fc.property(
        fc.array(few, { maxLength: 6 }),
        fc.constantFrom(t1, t2, t3) as fc.Arbitrary<Instant>,
        (all, agreed) => {
          const last = lastEnding(all);
          const lifts = all.filter(one => one.kind === 'lifted').map(one => one.at);
          // What mail did before an operator lifted it does not count.
          const isLifted = (one: KeptEnding) =>
            ['bounced', 'complained'].includes(one.kind) && lifts.some(lift => one.at <= lift);
          const own = all.filter(one => one.kind !== 'lifted' && !isLifted(one));
          expect(last?.at).toBe(
            own
              .map(one => one.at)
              .sort()
              .at(-1),
          );
          expect(endsWhatWasAgreed(last, agreed)).toBe(own.some(one => one.at >= agreed));
        },
      ),
    );
  });
});
