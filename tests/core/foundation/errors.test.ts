import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorInWords } from '../../../core/foundation/errors.ts';

describe('an error in words', () => {
  it('is its name and message in one line, and those of its cause', () => {
    const cause = new TypeError('of the\n  socket');
    expect(errorInWords(new RangeError('too far', { cause })).reason).toBe(
      'RangeError: too far; because of TypeError: of the socket',
    );
    expect(errorInWords(new RangeError('too far')).stack).toMatch(
      /^RangeError: too far\n\s+at .*errors\.test/,
    );
  });

  it.each([
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [7, '7'],
  ])('puts %s into words too', (thrown, reason) => {
    expect(errorInWords(thrown)).toEqual({ reason, stack: 'no stack' });
  });

  it('ends somewhere', () => {
    const { reason, stack } = errorInWords(new Error('long '.repeat(5_000)));
    expect([reason.length, stack.length]).toEqual([400, 4_000]);
    expect(reason.endsWith('…')).toBe(true);
  });

  it('names no address, wherever it stands', () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.string(), fc.string(), (address, before, after) => {
        const error = new Error(`${before} <${address}> ${after}`, { cause: new Error(`of ${address}`) });
        const { reason, stack } = errorInWords(error);
        expect(`${reason} ${stack}`).not.toContain(address);
      }),
    );
  });
});
