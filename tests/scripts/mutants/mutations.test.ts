import { expect, it } from 'vitest';
import { inWords, mutated, mutationsIn } from '../../../scripts/mutants/mutations.ts';

/** Every text that a source becomes, by one change each. */
function mutants(text: string): string[] {
  return mutationsIn({ 'core/a.ts': text }).map(mutation => mutated(text, mutation));
}

it.each([
  ['numbers', 'export const a = 1_000;', ['export const a = 100000;', 'export const a = 0;']],
  ['nought', 'export const a = 0;', ['export const a = 1;']],
  ['limits', 'export const f = (a: T) => a < b;', ['export const f = (a: T) => a <= b;']],
  ['equality', 'export const c = a === b;', ['export const c = a !== b;']],
  ['conditions', 'export const c = a && b;', ['export const c = a || b;']],
  ['negations', 'export const c = !a;', ['export const c = (a);']],
  ['guards', 'function f() { if (a) return; g; }', ['function f() { ; g; }']],
  ['guards in braces', 'for (;;) { if (a) { continue; } g; }', ['for (;;) { ; g; }']],
  ['calls', 'if (a) f();', ['if (a) ;']],
  ['calls that are waited for', 'await a.f();', [';']],
])('changes %s', (_, text, expected) => {
  expect(mutants(text)).toEqual(expected);
});

it.each([
  ['types', 'export type A = 1 | { b: 2 }; let a: 3[]; interface I { c: 4 }'],
  ['texts and comments', "// a < 5\nexport const a = 'b && 6'; /* if (c) return; */"],
  ['branches', 'if (a) { b = c; } else { return d; }'],
  ['what sets up an object', 'class A extends B { constructor() { super(); } }'],
])('leaves %s alone', (_, text) => {
  expect(mutants(text)).toEqual([]);
});

it('finds places behind any characters, and names them by file, line and change', () => {
  const text = "const title = '中国科技与管制 📰';\n\nexport const wide = width > 76;\n";
  expect(mutationsIn({ 'core/words.ts': text }).map(inWords)).toEqual([
    'core/words.ts:3: width > 76 ▸ width >= 76',
    'core/words.ts:3: 76 ▸ 7600',
    'core/words.ts:3: 76 ▸ 0',
  ]);
  expect(mutants(text)[0]).toBe(text.replace('>', '>='));
});

it('says what is left out', () => {
  const [left] = mutationsIn({ 'a.ts': 'function f() {\n  if (a)\n    return b;\n}' });
  expect(left && inWords(left)).toBe('a.ts:2: without if (a) return b;');
});
