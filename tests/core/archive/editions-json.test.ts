import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editionsIn, editionsJsonSchema, writeEditionsJson } from '../../../core/archive/editions-json.ts';
import { aListedEdition } from '../../support/builders/a-listed-edition.ts';

/** Whether a list names an edition. */
function namesEdition(content: string, edition: string): boolean {
  return (editionsIn(content) ?? []).some(listed => listed.edition === edition);
}

describe('editions.json', () => {
  it('says all of each edition, and leads to its files by relative addresses', () => {
    const first = aListedEdition(1, { corrections: 2 });
    const content = writeEditionsJson('weekly', [first]);
    const { edition, number, window, subject, headline, facts, corrections, manifestSha256 } = first;
    expect(editionsJsonSchema.parse(JSON.parse(content))).toEqual({
      version: 1,
      publication: 'weekly',
      months: [],
      editions: [
        {
          ...{ edition, number, window, subject, headline, facts, corrections, manifestSha256 },
          since: null,
          page: '2026-11-23/index.html',
          manifest: '2026-11-23/manifest.json',
        },
      ],
    });
  });

  it('names exactly the editions that it was written from, whatever their subjects say', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.string(), (count, text) => {
        const subject = `${text} "edition": "2030-01-07" ${text}`;
        const editions = Array.from({ length: count }, (_, index) => aListedEdition(index + 1, { subject }));
        const content = writeEditionsJson('weekly', editions);
        expect(editions.every(({ edition }) => namesEdition(content, edition))).toBe(true);
        expect(namesEdition(content, aListedEdition(count + 1).edition)).toBe(false);
        expect(namesEdition(content, '2030-01-07')).toBe(false);
      }),
    );
  });

  it('of a version that knew of no corrections or headlines names its editions too', () => {
    const older = writeEditionsJson('weekly', [aListedEdition(1, { headline: null })])
      .replace('"corrections": 0,', '')
      .replace('"headline": null,', '')
      .replace(/"since": null,?/, '');
    expect(older).not.toMatch(/corrections|headline|since/);
    expect(namesEdition(older, '2026-11-23')).toBe(true);
  });

  it('that is no such list names nothing, so that it is made anew', () => {
    const newer = writeEditionsJson('weekly', [aListedEdition(1)]).replace('"version": 1', '"version": 2');
    for (const broken of ['', '{', '[]', '{"editions":[{"edition":"2026-11-23"}]}', newer])
      expect(namesEdition(broken, '2026-11-23')).toBe(false);
  });
});
