import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArticleRecord } from '../../../core/articles/log-record.ts';
import { dayPrefix, RecordKeyError, recordedAtOfKey, recordKey } from '../../../core/articles/record-key.ts';
import { type Instant, instantOf, toInstant } from '../../../core/foundation/instant.ts';
import { sampleFile } from '../filing/sample-article.ts';

const instant = fc
  .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map(instantOf);
const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}$/);

function record(recordedAt: Instant, id = 'quiet-cranes'): ArticleRecord {
  const { article, facts } = sampleFile();
  return { type: 'article', recordedAt, article: { ...article, id }, facts };
}

describe('the key of a record', () => {
  it('holds day, time, article and the beginning of the hash', () => {
    expect(recordKey(record(toInstant('2026-11-23T05:59:58Z')))).toMatch(
      /^log\/2026\/11\/23\/20261123T055958Z-quiet-cranes-[0-9a-f]{8}\.json$/,
    );
  });

  it('sorts as the times do', () => {
    fc.assert(
      fc.property(instant, slug, instant, slug, (a, idA, b, idB) => {
        const [keyA, keyB] = [recordKey(record(a, idA)), recordKey(record(b, idB))];
        if (a !== b) expect(keyA < keyB).toBe(a < b);
        else expect(recordedAtOfKey(keyA)).toBe(recordedAtOfKey(keyB));
      }),
    );
  });

  it('gives the time back, and begins with the prefix of its day', () => {
    fc.assert(
      fc.property(instant, slug, (at, id) => {
        const key = recordKey(record(at, id));
        expect(recordedAtOfKey(key)).toBe(at);
        expect(key.startsWith(dayPrefix(at))).toBe(true);
      }),
    );
  });

  it('differs when the content does, and only then', () => {
    const at = toInstant('2026-11-23T05:59:58Z');
    const changed = record(at);
    changed.article.publisher = 'Another Courier';
    expect(recordKey(changed)).not.toBe(recordKey(record(at)));
    const { type, recordedAt, article, facts } = record(at);
    expect(recordKey({ facts, article, recordedAt, type })).toBe(recordKey(record(at)));
  });

  it.each([
    'log/2026/11/23/readme.txt',
    'log/2026/11/24/20261123T055958Z-a-01234567.json',
    'log/2026/13/23/20261323T055958Z-a-01234567.json',
    'log/2026/11/23/20261123T255958Z-a-01234567.json',
    'log/2026/11/23/20261123T055958Z-a-0123456.json',
    'log/2026/11/23/20261123T055958Z-a-01234567.json.bak',
    'old/log/2026/11/23/20261123T055958Z-a-01234567.json',
  ])('is refused when it is none: %s', key => {
    expect(() => recordedAtOfKey(key)).toThrow(RecordKeyError);
    expect(() => recordedAtOfKey(key)).toThrow(key);
  });
});
