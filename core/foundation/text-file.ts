import { InvalidInputError, type Mistake } from './errors.ts';

/** A file that people write holds something other than text in UTF-8. */
export class NotUtf8Error extends InvalidInputError {
  constructor(mistake: Omit<Mistake, 'expected'>) {
    super('A text file', [{ ...mistake, expected: 'text in UTF-8' }]);
  }
}

/**
 * The text of a file that people write, whatever program saved it: without a byte order mark, and with LF at the ends of lines.
 * So nothing that is made from the text shows on which system it was saved.
 *
 * @param source where the bytes were read, for messages.
 * @throws NotUtf8Error with the place of the first wrong byte, or with the encoding that the file's byte order mark names.
 */
export function textOf(bytes: Uint8Array, source: string): string {
  return plainText(exactTextOf(bytes, source));
}

/** The text of a file unchanged: a byte order mark and CR LF stay. @throws NotUtf8Error */
export function exactTextOf(bytes: Uint8Array, source: string): string {
  if (hasUtf16Mark(bytes)) {
    const found = 'UTF-16, by its first two bytes';
    const todo = 'save the file again with the encoding UTF-8; its text can stay as it is';
    throw new NotUtf8Error({ source, path: '', found, todo });
  }
  try {
    return decoder().decode(bytes);
  } catch {
    throw new NotUtf8Error({ source, ...firstFault(bytes) });
  }
}

/** A text without byte order marks at its start, and with LF where it had CR LF or CR. Applying it again changes nothing. */
export function plainText(text: string): string {
  return text.replace(/^\ufeff+/, '').replace(/\r\n?/g, '\n');
}

/** `line 3, column 7` of an offset in a text, both from 1; columns count UTF-16 units, as editor programs do. */
export function placeIn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** A mark that is taken for text stays in it: whether it belongs there is for `plainText` to say. */
const decoder = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function hasUtf16Mark([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** A byte that begins no character, or one of which the rest is missing. */
function firstFault(bytes: Uint8Array): Pick<Mistake, 'path' | 'found' | 'todo'> {
  const before = decoder().decode(bytes.subarray(0, validLength(bytes)), { stream: true });
  const byte = bytes[new TextEncoder().encode(before).length] ?? 0;
  return {
    path: placeIn(plainText(before), before.length),
    found: `bytes that are not UTF-8, the first of them 0x${byte.toString(16).toUpperCase()}`,
    todo: 'save the file again with the encoding UTF-8, and check that the letters there are right',
  };
}

/** How many bytes can be the beginning of a text in UTF-8: whatever begins so can as well, so the end is found by halving. */
function validLength(bytes: Uint8Array): number {
  let [valid, faulty] = [0, bytes.length + 1];
  while (faulty - valid > 1) {
    const length = Math.floor((valid + faulty) / 2);
    if (canBegin(bytes.subarray(0, length))) valid = length;
    else faulty = length;
  }
  return valid;
}

function canBegin(bytes: Uint8Array): boolean {
  try {
    decoder().decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
