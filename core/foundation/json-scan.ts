import { pathText } from './mistakes.ts';

/** Where a text stops being JSON: an offset in UTF-16 units, and what would have been right there. */
export type JsonFault = { at: number; expected: string };
/** A field that its object has already. */
export type RepeatedField = { path: string; at: number };

/** Deeper than any file of ours, and far from where a recursion would end the process. */
const deepest = 100;

/** Thrown inside this file only, to leave the recursion. */
class Fault extends Error {
  readonly at: number;
  readonly expected: string;
  constructor(at: number, expected: string) {
    super(expected);
    this.at = at;
    this.expected = expected;
  }
}

/**
 * Goes through a text by the grammar of RFC 8259, for what `JSON.parse` does not tell: the place of the first fault (none if
 * and only if `JSON.parse` takes the text, up to 100 levels deep) and fields that an object has twice.
 */
export function scanJson(text: string): { fault?: JsonFault; repeated: RepeatedField[] } {
  const repeated: RepeatedField[] = [];
  try {
    const end = scanValue({ text, repeated }, space(text, 0), []);
    if (space(text, end) < text.length) throw new Fault(space(text, end), 'nothing after the value');
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { fault: { at: error.at, expected: error.expected }, repeated };
  }
  return { repeated };
}

type Scan = { text: string; repeated: RepeatedField[] };
type Path = (string | number)[];

function scanValue(scan: Scan, at: number, path: Path): number {
  const first = scan.text.charAt(at);
  if (first === '"') return scanString(scan.text, at);
  if (first === '{' || first === '[') {
    if (path.length >= deepest) throw new Fault(at, `at most ${deepest} levels of brackets`);
    return first === '{' ? scanObject(scan, at, path) : scanArray(scan, at, path);
  }
  const end =
    match(scan.text, at, /true|false|null/y) ??
    match(scan.text, at, /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (end === undefined) {
    throw new Fault(at, 'a value: text in double quotation marks, a number, true, false, null, { or [');
  }
  return end;
}

function scanObject(scan: Scan, start: number, path: Path): number {
  const { text, repeated } = scan;
  const names = new Set<string>();
  let at = space(text, start + 1);
  if (text.charAt(at) === '}') return at + 1;
  for (;;) {
    if (text.charAt(at) !== '"') throw new Fault(at, 'the name of a field, in double quotation marks');
    const end = scanString(text, at);
    const name = String(JSON.parse(text.slice(at, end)));
    const inner = [...path, name];
    if (names.has(name)) repeated.push({ path: pathText(inner), at });
    names.add(name);
    const colon = space(text, end);
    if (text.charAt(colon) !== ':') throw new Fault(colon, 'a colon after the name of the field');
    at = space(text, scanValue(scan, space(text, colon + 1), inner));
    if (text.charAt(at) === '}') return at + 1;
    if (text.charAt(at) !== ',') throw new Fault(at, 'a comma or } after the field');
    at = space(text, at + 1);
  }
}

function scanArray(scan: Scan, start: number, path: Path): number {
  const { text } = scan;
  let at = space(text, start + 1);
  if (text.charAt(at) === ']') return at + 1;
  for (let index = 0; ; index += 1) {
    at = space(text, scanValue(scan, at, [...path, index]));
    if (text.charAt(at) === ']') return at + 1;
    if (text.charAt(at) !== ',') throw new Fault(at, 'a comma or ] after the entry');
    at = space(text, at + 1);
  }
}

function scanString(text: string, start: number): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside a string
  const at = match(text, start, /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y) ?? start;
  if (text.charAt(at) === '"') return at + 1;
  if (text.charAt(at) === '\\') throw new Fault(at, 'one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000');
  throw new Fault(at, 'a closing quotation mark; a line break or tab inside a text is written \\n or \\t');
}

function space(text: string, at: number): number {
  return match(text, at, /[ \t\n\r]*/y) ?? at;
}

function match(text: string, at: number, pattern: RegExp): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
