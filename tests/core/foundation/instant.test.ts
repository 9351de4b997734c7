import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../core/foundation/instant.ts';

/** What it promises, said by Temporal alone; null for what it refuses. */
function bySpecification(text: string): string | null {
  try {
    return Temporal.Instant.from(text).round({ smallestUnit: 'second', roundingMode: 'floor' }).toString();
  } catch {
    return null;
  }
}

function read(text: string): string | null {
  try {
    return toInstant(text);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return null;
  }
}

/** Two digits, now and then too many. */
const upTo = (max: number) => fc.integer({ min: 0, max }).map(number => String(number).padStart(2, '0'));
const year = fc.integer({ min: 0, max: 9999 }).map(number => String(number).padStart(4, '0'));

describe('toInstant', () => {
  it('reads whatever has the form of an instant as Temporal does, and refuses what it refuses', () => {
    const form = fc
      .tuple(
        year,
        upTo(13),
        upTo(32),
        upTo(24),
        upTo(61),
        upTo(61),
        fc.constantFrom('Z', 'z', '.999Z', '+01:00', '', ' Z'),
      )
      .map(([y, month, day, h, m, s, end]) => `${y}-${month}-${day}T${h}:${m}:${s}${end}`);
    fc.assert(
      fc.property(form, text => {
        expect(read(text)).toBe(bySpecification(text));
      }),
    );
  });

  it('reads every instant that it wrote', () => {
    const date = fc.date({
      min: new Date('0000-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, at => {
        const instant = toInstant(at.toISOString());
        expect(toInstant(instant)).toBe(instant);
        expect(instant).toBe(bySpecification(at.toISOString()));
      }),
    );
  });

  it.each([
    '2026-02-29T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2024-02-29T00:00:00Z',
    '2026-04-31T12:00:00Z',
    '2026-12-31T24:00:00Z',
    '2026-12-31T23:59:60Z',
    '2026-00-01T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '0000-01-01T00:00:00Z',
  ])('is not deceived by %s', text => {
    expect(read(text)).toBe(bySpecification(text));
  });
});
