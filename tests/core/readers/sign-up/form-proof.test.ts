import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../../core/foundation/instant.ts';
import {
  formToken,
  isFormToken,
  isPageField,
  isSame,
  pageField,
} from '../../../../core/readers/sign-up/form-proof.ts';

const key = Buffer.from('a secret');
const now = '2026-11-23T06:00:00Z' as Instant;
const kinds = ['confirm', 'leave', 'manage'] as const;

describe('what a form carries', () => {
  it('is not taken once anything of it was changed, or under another secret', () => {
    const token = formToken(key, now);
    expect(isFormToken(key, token, now)).toBe(true);
    expect(isFormToken(Buffer.from('another'), token, now)).toBe(false);
    fc.assert(
      fc.property(
        fc.nat({ max: token.length - 1 }),
        fc.constantFrom(...'0123456789AZaz_-. '),
        (at, letter) => {
          const changed = token.slice(0, at) + letter + token.slice(at + 1);
          fc.pre(changed !== token);
          expect(isFormToken(key, changed, now)).toBe(false);
        },
      ),
    );
  });

  it('is not taken whatever else it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(isFormToken(key, text, now)).toBe(false);
      }),
    );
  });
});

describe('what the page behind a link carries', () => {
  it('is of that page and link alone, and not the key itself', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.constantFrom(...kinds),
        fc.string(),
        fc.string(),
        (one, other, a, b) => {
          const field = pageField(one, a);
          expect(isPageField(one, a, field)).toBe(true);
          expect(isPageField(other, b, field)).toBe(one === other && a === b);
          expect(field).toMatch(/^[A-Za-z0-9_-]{43}$/);
        },
      ),
    );
  });

  it('is nothing else, of any length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(isPageField('leave', 'k', text)).toBe(false);
      }),
    );
    expect(isSame('ä', 'a')).toBe(false);
  });
});
