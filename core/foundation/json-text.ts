import { type JSONVisitor, printParseErrorCode, visit } from 'jsonc-parser';
import { InvalidInputError, type Mistake } from './errors.ts';
import { pathText } from './mistakes.ts';
import { placeIn, plainText } from './text-file.ts';

/**
 * Reads JSON that a person wrote. Unlike `JSON.parse` it says where it stopped, by line and column, and refuses an object
 * that has a field twice, of which the first would be lost in silence. A byte order mark at the start is passed over. It is
 * JSON and no more: no comments, no comma behind the last entry; and at most 100 levels deep.
 *
 * @param source where the text was read, for messages.
 * @throws InvalidInputError
 */
export function readJson(text: string, source: string): unknown {
  const content = plainText(text);
  const found = lookThrough(content);
  if (found instanceof Fault)
    throw new InvalidInputError('Text that should be JSON', [faultMistake(found, content, source)]);
  if (found.length > 0)
    throw new InvalidInputError(
      'JSON',
      found.map(field => repetitionMistake(field, content, source)),
    );
  return JSON.parse(content);
}

/** Deeper than any file of ours, and far from where a recursion would end the process. */
const deepest = 100;

/** What comes next in JSON, in words. */
const next = {
  value: 'a value: text in double quotation marks, a number, true, false, null, { or [',
  name: 'the name of a field, in double quotation marks',
  colon: 'a colon after the name of the field',
  afterField: 'a comma or } after the field',
  afterEntry: 'a comma or ] after the entry',
  nothing: 'nothing after the value',
} as const;

/** Where a text stops being JSON, and what would have been right there. Thrown inside this file only, to stop looking. */
class Fault extends Error {
  readonly at: number;
  readonly expected: string;
  constructor(at: number, expected: string) {
    super(expected);
    this.at = at;
    this.expected = expected;
  }
}

/** A field that its object has already, and where its name stands. */
type Repetition = { path: string; at: number };
/** An object or list that has begun, with the names of its fields so far. */
type Open = { end: '}' | ']'; names: Set<string> };

/** What stops `JSON.parse`, or else what it would take in silence: fields that their object has already. */
function lookThrough(text: string): Fault | Repetition[] {
  const repeated: Repetition[] = [];
  try {
    visit(text, visitor(text, repeated), { disallowComments: true });
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  return repeated;
}

/** Follows the parser: what has begun, and what has to come next. Throws the first fault. */
function visitor(text: string, repeated: Repetition[]): JSONVisitor {
  const open: Open[] = [];
  let expected: string = next.value;
  const begin = (end: Open['end']) => (at: number) => {
    if (open.length >= deepest) throw new Fault(at, `at most ${deepest} levels of brackets`);
    open.push({ end, names: new Set() });
    expected = end === '}' ? next.name : next.value;
  };
  const endValue = () => {
    const around = open.at(-1)?.end;
    expected = around === undefined ? next.nothing : around === '}' ? next.afterField : next.afterEntry;
  };
  const end = (at: number) => {
    // At the end of the text the parser closes by itself what is open.
    if (text.charAt(at) !== open.at(-1)?.end) throw new Fault(at, expected);
    open.pop();
    endValue();
  };
  return {
    onObjectBegin: begin('}'),
    onArrayBegin: begin(']'),
    onObjectEnd: end,
    onArrayEnd: end,
    onObjectProperty(name, at, _length, _line, _column, pathAround) {
      const names = open.at(-1)?.names;
      if (names?.has(name)) repeated.push({ path: pathText([...pathAround(), name]), at });
      names?.add(name);
      expected = next.colon;
    },
    onSeparator(mark) {
      expected = mark === ',' && open.at(-1)?.end === '}' ? next.name : next.value;
    },
    onLiteralValue: endValue,
    onError(code, at) {
      throw faultOf(printParseErrorCode(code), at, text, expected);
    },
  };
}

/** The parser names the text or number that is wrong; here the place inside a text is looked for. */
function faultOf(error: string, at: number, text: string, expected: string): Fault {
  if (error === 'UnexpectedEndOfNumber') return new Fault(at, 'a whole number, such as 12, -1.5 or 2e6');
  if (text.charAt(at) !== '"' || !insideText.has(error)) return new Fault(at, expected);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside a text
  const right = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
  right.lastIndex = at;
  right.test(text);
  return text.charAt(right.lastIndex) === '\\'
    ? new Fault(right.lastIndex, 'one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000')
    : new Fault(
        right.lastIndex,
        'a closing quotation mark; a line break or tab inside a text is written \\n or \\t',
      );
}

const insideText: ReadonlySet<string> = new Set([
  'UnexpectedEndOfString',
  'InvalidUnicode',
  'InvalidEscapeCharacter',
  'InvalidCharacter',
]);

function faultMistake({ at, expected }: Fault, text: string, source: string): Mistake {
  return {
    source,
    path: placeIn(text, at),
    expected,
    found: text === '' ? 'an empty text' : show(text, at),
    todo: 'correct the JSON there, or just before',
  };
}

function repetitionMistake({ path, at }: Repetition, text: string, source: string): Mistake {
  return {
    source,
    path,
    expected: 'every field once in its object',
    found: `a second one at ${placeIn(text, at)}`,
    todo: 'remove one of the two',
  };
}

function show(text: string, at: number): string {
  if (at >= text.length) return 'the end of the text';
  if (text.charAt(at) === '\n') return 'the end of the line';
  return JSON.stringify(text.slice(at, at + 20).split('\n')[0]);
}
