import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLeavePath } from '../../../core/readers/leave-link.ts';
import { leaveKey } from '../../../core/readers/reader.ts';

const letters = (from: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...from), minLength: length, maxLength: length });
const link = fc.record({
  publication: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,30}$/),
  id: letters('0123456789abcdef', 32),
  token: letters('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-', 22),
});
/** What mail programs and people put behind a link, and anything else. */
const ending = fc.oneof(
  fc.constantFrom(
    ...['.', ')', '>', '/', ',', ';', '"', "'", '”', '»', '&gt;', '&quot;', '%3E', '%20', '%22', '=', '=3D'],
    ...[
      '\r\n',
      '%0D%0A',
      '_',
      '-',
      '*',
      '|',
      ']',
      '。',
      '）',
      '%',
      '%E0%A4%A',
      '%E2%80',
      '//',
      '/more',
      'Reply',
      '\\',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map(text => encodeURIComponent(text)),
);
/** What a broken line leaves in a link, or a copied one has in it. */
const remains = fc.constantFrom(
  ...['', '=', '=\r\n', '=%0D%0A', '%3D%0A', '\n', ' ', '%20', '\u200b', '%E2%80%8B', '%C2%AD', '\u00a0'],
);
const pathOf = ({ publication, ...reader }: { publication: string; id: string; token: string }) =>
  `/leave/${publication}/${leaveKey(reader)}`;

describe('the path of a leave link', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(link, written => {
        expect(readLeavePath(pathOf(written))).toEqual(written);
      }),
    );
  });

  it('is read whatever was put behind it, once or several times', () => {
    fc.assert(
      fc.property(link, fc.array(ending, { minLength: 1, maxLength: 3 }), (written, endings) => {
        expect(readLeavePath(pathOf(written) + endings.join(''))).toEqual(written);
      }),
      { numRuns: 1000 },
    );
  });

  it('is read with what a broken line leaves between any of its letters, and with letters that are percent-encoded', () => {
    fc.assert(
      fc.property(link, remains, fc.nat(), fc.nat(), (written, remain, at, encodedAt) => {
        const names = pathOf(written).slice('/leave/'.length);
        const broken = [...names].map((letter, index) => {
          const shown = index === encodedAt % names.length && letter !== '/' ? percent(letter) : letter;
          return index === at % names.length ? remain + shown : shown;
        });
        expect(readLeavePath(`/leave/${broken.join('')}`)).toEqual(written);
      }),
    );
  });

  it('is read with publication and id in capitals; the token is another one in another case', () => {
    fc.assert(
      fc.property(link, written => {
        const { publication, id, token } = written;
        const capitals = { publication: publication.toUpperCase(), id: id.toUpperCase(), token };
        expect(readLeavePath(pathOf(capitals))).toEqual(written);
        const whole = readLeavePath(pathOf({ publication, id, token: token.toUpperCase() }));
        expect(whole).toEqual({ ...written, token: token.toUpperCase() });
      }),
    );
  });

  it('is nobody’s when it was cut off, wherever that was, also with something behind it', () => {
    const mark = fc.constantFrom('', '.', '>', '/', '%20', '=', ')');
    fc.assert(
      fc.property(link, fc.integer({ min: 1, max: 60 }), mark, (written, missing, behind) => {
        const path = pathOf(written);
        expect(readLeavePath(path.slice(0, Math.max(0, path.length - missing)) + behind)).toBeUndefined();
      }),
    );
  });

  it.each(['', '/', '/leave', '/leave/', '/leave/weekly', '//leave', '/left/weekly/key', 'leave/weekly'])(
    'has to be one: %j is none',
    path => expect(readLeavePath(path)).toBeUndefined(),
  );
});

function percent(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
