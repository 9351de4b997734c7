import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, stepsBetween } from '../../../local/terminal/nearest.ts';

const known = ['at', 'editions', 'help', 'port', 'readers', 'reset', 'serve'];
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

describe('nearest', () => {
  it.each([
    ['raeders', 'readers'],
    ['edition', 'editions'],
    ['resett', 'reset'],
    ['prot', 'port'],
    ['Help', 'help'],
  ])('takes %s for %s', (typed, meant) => {
    expect(nearest(typed, known)).toBe(meant);
  });

  it.each(['', 'x', 'colour', 'zzzzzzzz', 'to'])('guesses nothing for %j', typed => {
    expect(nearest(typed, known)).toBeUndefined();
  });

  it('knows a word that is spelt right, whatever else there is', () => {
    const words = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 });
    fc.assert(fc.property(words, all => all.every(one => nearest(one, all) === one)));
  });
});

describe('stepsBetween', () => {
  it('counts as the definition does, letter by letter', () => {
    fc.assert(fc.property(word, word, (a, b) => stepsBetween(a, b) === byDefinition(a, b)));
  });

  it('is one for one letter left out, added, changed or swapped', () => {
    const typo = fc.tuple(fc.stringMatching(/^[a-z]{2,12}$/), fc.nat(), fc.nat({ max: 3 }));
    fc.assert(
      fc.property(typo, ([right, place, kind]) => {
        const at = place % (right.length - 1);
        const [head, first, second, tail] = [
          right.slice(0, at),
          right[at],
          right[at + 1],
          right.slice(at + 2),
        ];
        const typed = [
          `${head}${second}${tail}`,
          `${head}${first}-${second}${tail}`,
          `${head}-${second}${tail}`,
          `${head}${second}${first}${tail}`,
        ][kind];
        const steps = typed === right ? 0 : 1;
        expect(stepsBetween(typed ?? '', right)).toBe(steps);
      }),
    );
  });
});

/** The recursive definition, which takes for ever on long words. */
function byDefinition(a: string, b: string): number {
  if (a === '' || b === '') return Math.max(a.length, b.length);
  const changed = a.at(-1) === b.at(-1) ? 0 : 1;
  const swapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  return Math.min(
    byDefinition(a.slice(0, -1), b) + 1,
    byDefinition(a, b.slice(0, -1)) + 1,
    byDefinition(a.slice(0, -1), b.slice(0, -1)) + changed,
    ...(swapped ? [byDefinition(a.slice(0, -2), b.slice(0, -2)) + 1] : []),
  );
}
