import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CourantError } from '../../../../core/foundation/errors.ts';
import { excerptOf, findingsOfError } from '../../../../local/preview/files/finding.ts';

describe('findingsOfError', () => {
  it('takes the place out of a message that begins with one, and shows the lines there', () => {
    const error = new CourantError('templates/page.html.hbs:2: there is no field "x" here.');
    expect(findingsOfError(error, { 'templates/page.html.hbs': 'a\nb' })).toEqual([
      {
        where: 'templates/page.html.hbs:2',
        says: [{ term: 'wrong', text: 'there is no field "x" here.' }],
        excerpt: [
          { number: 1, text: 'a', wrong: false },
          { number: 2, text: 'b', wrong: true },
        ],
      },
    ]);
  });

  it('shows a message that names no place whole', () => {
    const [finding] = findingsOfError(new CourantError('edition 1 of a: too large'), {});
    expect(finding).toMatchObject({ where: 'the edition', says: [{ text: 'edition 1 of a: too large' }] });
  });

  it.each([new TypeError('of undefined'), 'a text'])('never fails: %s is a fault of ours', thrown => {
    const [finding] = findingsOfError(thrown, {});
    expect(finding?.where).toBe('Courant itself');
    expect(finding?.says[0]?.text).toContain(thrown instanceof Error ? thrown.message : thrown);
  });
});

describe('excerptOf', () => {
  it('has the line and at most two on each side, as they are numbered in the file', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -2, max: 12 }), (count, line) => {
        const lines = Array.from({ length: count }, (_, index) => `line ${index + 1}`);
        const excerpt = excerptOf(lines.join('\r\n'), line);
        expect(excerpt.filter(({ wrong }) => wrong).map(({ number }) => number)).toEqual(
          line >= 1 && line <= count ? [line] : [],
        );
        for (const { number, text } of excerpt) {
          expect(text).toBe(`line ${number}`);
          expect(Math.abs(number - line)).toBeLessThanOrEqual(2);
        }
      }),
    );
  });

  it('cuts a line that is very long', () => {
    expect(excerptOf('x'.repeat(5000), 1)[0]?.text).toHaveLength(201);
  });
});
