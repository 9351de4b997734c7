import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, NotJsonError } from '../../../core/foundation/canonical-json.ts';

/** JSON.parse(JSON.stringify(x)) turns -0 into 0, as every JSON does; so do we. */
const jsonValue = fc.jsonValue().map(value => JSON.parse(JSON.stringify(value)) as unknown);

describe('canonical JSON', () => {
  it('sorts keys, indents by two and ends with a newline', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: {}, e: [] })).toBe(
      '{\n  "a": {},\n  "b": [\n    1,\n    {\n      "c": "x",\n      "d": null\n    }\n  ],\n  "e": []\n}\n',
    );
  });

  it('sorts keys that look like numbers as text, as JSON objects alone would not', () => {
    expect(canonicalJson({ 9: 1, 10: 2, a: 3 })).toBe('{\n  "10": 2,\n  "9": 1,\n  "a": 3\n}\n');
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(jsonValue, value => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });

  it('does not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.string(), jsonValue), { selector: ([key]) => key }), entries => {
        const forwards = canonicalJson(Object.fromEntries(entries));
        expect(canonicalJson(Object.fromEntries(entries.toReversed()))).toBe(forwards);
      }),
    );
  });

  it('is laid out as JSON.stringify lays out an object whose keys are in order', () => {
    const value = { a: [1, [2, {}], 'ü\n'], b: { c: false, d: null } };
    expect(canonicalJson(value)).toBe(`${JSON.stringify(value, null, 2)}\n`);
  });

  it('leaves out a property that is undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{\n  "b": 1\n}\n');
  });

  it.each([
    ['NaN', { a: [Number.NaN] }, 'a[0] is NaN'],
    ['an infinity', { a: { b: Number.POSITIVE_INFINITY } }, 'a.b is Infinity'],
    ['undefined in an array', [undefined], '[0] is undefined'],
    ['a hole in an array', new Array(1), '[0] is undefined'],
    ['undefined itself', undefined, 'the value is undefined'],
    ['a date', { at: new Date(0) }, 'at is an object of class Date'],
    ['a map', { m: new Map([[1, 2]]) }, 'm is an object of class Map'],
    ['a big integer', 1n, 'the value is 1'],
    ['a function', { f: () => 1 }, 'f is a function'],
  ])('refuses %s, and says where it stands', (_, value, message) => {
    expect(() => canonicalJson(value)).toThrow(NotJsonError);
    expect(() => canonicalJson(value)).toThrow(message);
  });
});
