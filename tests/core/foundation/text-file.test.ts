import { TextDecoder } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactTextOf, NotUtf8Error, placeIn, plainText, textOf } from '../../../core/foundation/text-file.ts';
import { refusalOf } from '../filing/refusal.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
/** Any text that a file in UTF-8 can hold, with the characters that matter here more often than others. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('\n', '\r', '\r\n', '\ufeff', 'a', 'é', '港', '𝒬'),
      fc.string({ unit: 'grapheme' }),
    ),
  )
  .map(parts => parts.join(''));
/** Lines, none of which has a line end in it, and the text does not begin with a byte order mark. */
const lines = fc.array(
  fc.string({ unit: fc.constantFrom('a', 'é', '港', '𝒬', '\ufeff', ' ') }).map(line => `.${line}`),
  { minLength: 1 },
);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

describe('the text of a file', () => {
  it('is the same with and without a byte order mark, whatever ends its lines', () => {
    fc.assert(
      fc.property(lines, fc.array(lineEnd, { minLength: 1 }), fc.boolean(), (written, ends, mark) => {
        const saved = written.map((line, index) => line + ends[index % ends.length]).join('');
        expect(textOf(utf8(`${mark ? '\ufeff' : ''}${saved}`), 'a.txt')).toBe(`${written.join('\n')}\n`);
      }),
    );
  });

  it('is what was written, where a file has no byte order mark and LF alone', () => {
    fc.assert(
      fc.property(lines, written => {
        expect(textOf(utf8(written.join('\n')), 'a.txt')).toBe(written.join('\n'));
      }),
    );
  });

  it('has no carriage return and begins with no mark; reading it again changes nothing', () => {
    fc.assert(
      fc.property(anyText, text => {
        const plain = plainText(text);
        expect(plain).not.toMatch(/^\ufeff|\r/);
        expect(plainText(plain)).toBe(plain);
        expect(textOf(utf8(plain), 'a.txt')).toBe(plain);
      }),
    );
  });

  it('can be had exactly as the file has it', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(exactTextOf(utf8(text), 'a.txt')).toBe(text.toWellFormed());
      }),
    );
  });
});

describe('bytes that are not UTF-8', () => {
  it('are refused exactly when a strict decoder refuses them, with the place of the first that is wrong', () => {
    const byte = fc.oneof(
      fc.constantFrom(0x0a, 0x0d, 0x61, 0xc3, 0xa9, 0xe6, 0xb8, 0xaf, 0xf0, 0xff),
      fc.nat(255),
    );
    const pieces = fc.array(
      fc.oneof(
        anyText.map(utf8),
        fc.array(byte, { maxLength: 3 }).map(bytes => Uint8Array.from(bytes)),
      ),
    );
    fc.assert(
      fc.property(pieces, written => {
        const bytes = Buffer.concat(written);
        fc.pre(!/^(\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1')));
        const at = firstWrong(bytes);
        if (at === undefined) return void exactTextOf(bytes, 'a.txt');
        const [mistake] = refusalOf(() => exactTextOf(bytes, 'a.txt'));
        const before = plainText(bytes.subarray(0, at).toString());
        expect(mistake?.path).toBe(placeIn(before, before.length));
        expect(mistake?.found).toMatch(new RegExp(`0x${bytes[at]?.toString(16)}$`, 'i'));
      }),
      { numRuns: 1000 },
    );
  });

  it('are named with file, place, what was found and what to do', () => {
    const windows1252 = Buffer.from('\ufeffOne\r\ntwo caf\u00e9s', 'utf8')
      .toString('latin1')
      .replace('Ã©', 'é');
    const read = () => textOf(Buffer.from(windows1252, 'latin1'), 'facts/a.json');
    expect(read).toThrow(NotUtf8Error);
    expect(refusalOf(read)).toEqual([
      {
        source: 'facts/a.json',
        path: 'line 2, column 8',
        expected: 'text in UTF-8',
        found: 'bytes that are not UTF-8, the first of them 0xE9',
        todo: expect.stringContaining('save the file again with the encoding UTF-8'),
      },
    ]);
  });

  it.each(['utf16le', 'utf16be'] as const)('are called %s by the mark at their beginning', encoding => {
    const bytes = Buffer.from('\ufeff{"a": 1}', 'utf16le');
    if (encoding === 'utf16be') bytes.swap16();
    expect(refusalOf(() => textOf(bytes, 'cdk.json'))).toEqual([
      expect.objectContaining({ source: 'cdk.json', path: '', found: 'UTF-16, by its first two bytes' }),
    ]);
  });
});

describe('a place in a text', () => {
  it('is found by counting line ends and what follows the last of them', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, place) => {
        const offset = place % (text.length + 1);
        let [line, column] = [1, 1];
        for (let at = 0; at < offset; at += 1) {
          const [one, other] = [text[at], text[at + 1]];
          if (one === '\n' || (one === '\r' && !(other === '\n' && at + 1 < offset)))
            [line, column] = [line + 1, 1];
          else column += 1;
        }
        expect(placeIn(text, offset)).toBe(`line ${line}, column ${column}`);
      }),
    );
  });
});

/** Tries one beginning after the other: where one more byte makes it wrong, the character began that cannot be finished. */
function firstWrong(bytes: Uint8Array): number | undefined {
  const strict = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for (let start = 0; start < bytes.length; ) {
    const length = [1, 2, 3, 4].find(size => {
      try {
        return start + size <= bytes.length && strict().decode(bytes.subarray(start, start + size)) !== '';
      } catch {
        return false;
      }
    });
    if (length === undefined) return start;
    start += length;
  }
  return undefined;
}
