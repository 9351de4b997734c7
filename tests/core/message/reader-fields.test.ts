import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../core/foundation/hash.ts';
import { fieldLengths, fieldNames, fieldsOf, markersOf } from '../../../core/message/reader-fields.ts';
import { agreed, aReader } from './marked-content.ts';

describe('the fields of a reader', () => {
  it('are the id, the leave key and the day of agreeing in UTC, whatever day it was for the reader', () => {
    const fields = fieldsOf({ id: '1'.repeat(32), token: 'a'.repeat(22), agreed });
    expect(fields).toEqual({
      id: '1'.repeat(32),
      leaveKey: `${'1'.repeat(32)}${'a'.repeat(22)}`,
      since: '2026-11-03',
    });
  });

  it('are as long as their markers, and of characters that no encoding changes', () => {
    fc.assert(
      fc.property(aReader, fc.string(), (reader, digest) => {
        const [fields, markers] = [fieldsOf(reader), markersOf(digest)];
        for (const name of fieldNames) {
          expect([fields[name].length, markers[name].length]).toEqual([
            fieldLengths[name],
            fieldLengths[name],
          ]);
          expect(`${fields[name]}${markers[name]}`).toMatch(/^[\w-]+$/);
        }
      }),
    );
  });
});

describe('the markers of an edition', () => {
  it('are others for another digest, and no two are alike', () => {
    const all = Array.from({ length: 50 }, (_, index) => Object.values(markersOf(sha256(`${index}`)))).flat();
    expect(new Set(all).size).toBe(all.length);
    expect(markersOf('a digest hash')).toEqual(markersOf('a digest hash'));
  });

  it('that are short could be no part of a hash, of which editions are full', () => {
    const all = Array.from({ length: 50 }, (_, index) => markersOf(sha256(`${index}`)).since);
    expect(all.filter(marker => /^[0-9a-f]+$/.test(marker))).toEqual([]);
  });
});
