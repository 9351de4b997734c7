import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { urnOf } from '../../../../core/archive/feeds/feed.ts';

describe('the identifier of a feed entry', () => {
  it('is a UUID of version 8 that depends on the name alone', () => {
    const shape = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(urnOf(a)).toMatch(shape);
        expect(urnOf(a) === urnOf(b)).toBe(a === b);
      }),
    );
  });

  it('stays what it is: feed readers remember it', () => {
    expect(urnOf('edition 1')).toBe('urn:uuid:6207011d-58e0-80db-bb90-5618bd64977d');
  });
});
