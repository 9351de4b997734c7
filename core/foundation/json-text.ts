import { InvalidInputError, type Mistake } from './errors.ts';
import { type JsonFault, scanJson } from './json-scan.ts';

/**
 * Reads JSON that a person wrote. Unlike `JSON.parse` it says where it stopped, by line and column, and refuses an object
 * that has a field twice, of which the first would be lost in silence. A byte order mark at the start is passed over.
 *
 * @param source where the text was read, for messages.
 * @throws InvalidInputError
 */
export function readJson(text: string, source: string): unknown {
  const content = text.replace(/^\ufeff/, '');
  const { fault, repeated } = scanJson(content);
  if (fault)
    throw new InvalidInputError('Text that should be JSON', [faultMistake(fault, text, content, source)]);
  if (repeated.length > 0) {
    throw new InvalidInputError(
      'JSON',
      repeated.map(({ path, at }) => ({
        source,
        path,
        expected: 'every field once in its object',
        found: `a second one at ${place(content, at)}`,
        todo: 'remove one of the two',
      })),
    );
  }
  return JSON.parse(content);
}

function faultMistake(fault: JsonFault, text: string, content: string, source: string): Mistake {
  return {
    source,
    path: place(content, fault.at),
    expected: fault.expected,
    found: text === '' ? 'an empty text' : show(content, fault.at),
    todo: 'correct the JSON there, or just before',
  };
}

/** `line 3, column 7`, both from 1; columns count UTF-16 units, as editor programs do. */
function place(text: string, at: number): string {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function show(text: string, at: number): string {
  if (at >= text.length) return 'the end of the text';
  if (/[\r\n]/.test(text.charAt(at))) return 'the end of the line';
  return JSON.stringify(text.slice(at, at + 20).split(/[\r\n]/)[0]);
}
