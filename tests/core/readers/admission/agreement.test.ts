import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instantOf } from '../../../../core/foundation/instant.ts';
import { statedMoment } from '../../../../core/readers/admission/agreement.ts';

const now = '2026-11-30T12:00:00Z' as Instant;

describe('when somebody agreed, as people write it', () => {
  it.each([
    ['2024-03-01', '2024-03-01T00:00:00Z'],
    [' 2024-03-01 ', '2024-03-01T00:00:00Z'],
    ['2024-03-01 10:20:30', '2024-03-01T10:20:30Z'],
    ['2024-03-01T10:20', '2024-03-01T10:20:00Z'],
    ['2024-03-01T10:20:30.5Z', '2024-03-01T10:20:30Z'],
    ['2024-03-01T10:20:30+02:00', '2024-03-01T08:20:30Z'],
    ['2026-11-30T12:00:00Z', now],
  ])('reads %s as %s', (text, at) => {
    expect(statedMoment(text, now)).toBe(at);
  });

  it("takes today's date of a zone that is ahead for now, and nothing that is ahead everywhere", () => {
    expect(statedMoment('2026-12-01', now)).toBe(now);
    expect(statedMoment('2026-12-02', now)).toBe('ahead');
    expect(statedMoment('2026-11-30T12:00:01Z', now)).toBe('ahead');
    expect(statedMoment('2027-01-01 00:00', now)).toBe('ahead');
  });

  it.each([
    '',
    'yesterday',
    '03/01/2024',
    '1.3.2024',
    '2024-02-30',
    '2024-3-1',
    '45352',
    '2024-03-01T25:00Z',
  ])('does not guess what %j means', text => {
    expect(statedMoment(text, now)).toBeUndefined();
  });

  it('reads every instant as itself, and never answers one that is ahead', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2040-01-01'), noInvalidDate: true }), date => {
        const at = instantOf(date);
        expect(statedMoment(at, now)).toBe(at <= now ? at : 'ahead');
      }),
    );
  });
});
