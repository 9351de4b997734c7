import { describe, expect, it } from 'vitest';
import {
  isFiledAsBefore,
  isToldAsBefore,
  mailToLookInto,
  type ProofMail,
  proofAddresses,
  proofTimes,
} from '../../../../core/edition/proof/proof-mails.ts';
import { type Instant, plusHours, toInstant } from '../../../../core/foundation/instant.ts';

const due = toInstant('2026-11-23T06:00:00Z');
const times = proofTimes(due, 24, undefined);
const ahead = (hours: number) => plusHours(due, -hours);
const claimedAt = (...at: Instant[]) => at.map(instant => ({ claimedAt: instant }));
const items = [{ kind: 'fact' as const, fact: 'one.1', sequence: 0 }];

function aMail(accepted: number | null): ProofMail {
  const about = { format: 1 as const, publication: 'weekly', edition: '2026-11-23', mail: 1 };
  const answered = accepted === null ? null : { ...about, addresses: 2, accepted };
  return { ...about, claimedAt: ahead(24), filed: 'abc', items, answered };
}

describe('the mails of a proof', () => {
  it('go out at two times: so many hours before the edition, and when a quarter of them is left', () => {
    expect(times).toEqual({ first: '2026-11-22T06:00:00Z', second: '2026-11-23T00:00:00Z' });
    expect(mailToLookInto([], times, ahead(24.01))).toBeUndefined();
    expect(mailToLookInto([], times, ahead(24))).toBe(1);
    expect(mailToLookInto([], times, ahead(1))).toBe(1);
    expect(mailToLookInto(claimedAt(ahead(24)), times, ahead(6.01))).toBeUndefined();
    expect(mailToLookInto(claimedAt(ahead(24)), times, ahead(6))).toBe(2);
  });

  it('share the time since the edition before where that is shorter than what is configured', () => {
    expect(proofTimes(due, 100, plusHours(due, -24))).toEqual(times);
    expect(proofTimes(due, 24, plusHours(due, -168))).toEqual(times);
  });

  it('are two at most', () => {
    expect(mailToLookInto(claimedAt(ahead(24), ahead(6)), times, ahead(1))).toBeUndefined();
  });

  it('are a quarter of an hour apart at least: until then the first may be under way', () => {
    expect(mailToLookInto(claimedAt(ahead(6)), times, ahead(5.8))).toBeUndefined();
    expect(mailToLookInto(claimedAt(ahead(6)), times, ahead(5.75))).toBe(2);
  });

  it('go to each address once, to the operator before the first edition alone', () => {
    const named = { editors: ['a@news.example', 'o@news.example'], operator: 'o@news.example' };
    expect(proofAddresses(named, { number: 1 })).toEqual(['a@news.example', 'o@news.example']);
    expect(proofAddresses({ ...named, editors: [] }, { number: 1 })).toEqual(['o@news.example']);
    expect(proofAddresses({ ...named, editors: [] }, { number: 2 })).toEqual([]);
  });

  it('tell the same as one before only if somebody got that one', () => {
    for (const [accepted, known] of [
      [1, true],
      [0, false],
      [null, false],
    ] as const) {
      expect(isFiledAsBefore(aMail(accepted), 'abc')).toBe(known);
      expect(isToldAsBefore(aMail(accepted), items)).toBe(known);
    }
    expect(isFiledAsBefore(aMail(1), 'abd')).toBe(false);
    expect(isToldAsBefore(aMail(1), [])).toBe(false);
    expect(isFiledAsBefore(undefined, 'abc')).toBe(false);
  });
});
