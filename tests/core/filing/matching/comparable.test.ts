import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparable, normalise, sourceRange } from '../../../../core/filing/matching/comparable.ts';
import { capture } from './scripts.ts';

const anything = fc.oneof(capture, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

describe('the form for comparing', () => {
  it('stays as it is when it is made again, whatever the script', () => {
    fc.assert(
      fc.property(anything, text => {
        expect(normalise(normalise(text))).toBe(normalise(text));
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on how letters are composed', () => {
    fc.assert(
      fc.property(anything, text => {
        expect(normalise(text.normalize('NFD'))).toBe(normalise(text));
        expect(normalise(text.normalize('NFC'))).toBe(normalise(text));
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on signs that nobody sees, wherever they stand', () => {
    const sign = fc.constantFrom(
      '\u2068',
      '\u2069',
      '\u200e',
      '\u202b',
      '\u200d',
      '\ufe0f',
      '\u00ad',
      '\ufeff',
      '\u0007',
    );
    fc.assert(
      fc.property(capture, sign, fc.nat(), (text, unseen, place) => {
        const at = place % (text.length + 1);
        const isInside = text.codePointAt(at - 1) !== text.charCodeAt(at - 1) && at > 0;
        const changed = text.slice(0, at) + (isInside ? '' : unseen) + text.slice(at);
        expect(normalise(changed)).toBe(normalise(text));
      }),
    );
  });

  it.each([
    ['the oﬃce of ﬁnance', 'the office of finance'],
    ['ＡＢＣ，１２３', 'ABC,123'],
    ['ｻｰﾊﾞｰ', 'サーバー'],
    ['25℃ and 3㎏', '25°C and 3kg'],
    ['CO₂', 'CO2'],
    ['state‑owned', 'state-owned'],
    ['wait…', 'wait...'],
    ['五〇年\n計画', '五〇年計画'],
    ['กระทรวง\nพาณิชย์', 'กระทรวงพาณิชย์'],
    ['\u2068Xi\u2069 said', 'Xi said'],
    ['6″ and 5′', '6" and 5\''],
  ])('of %j is %j', (text, form) => {
    expect(normalise(text)).toBe(form);
  });

  it('keeps apart what would be another figure', () => {
    expect(normalise('10²')).not.toBe(normalise('102'));
    expect(normalise('2½')).not.toBe(normalise('21⁄2'));
    expect(normalise('12①')).not.toBe(normalise('121'));
  });

  it('leads back to the place that each part came from', () => {
    fc.assert(
      fc.property(anything, text => {
        const form = comparable(text);
        expect(form.starts).toHaveLength(form.text.length);
        const [first, last] = [form.starts.indexOf(form.starts[0] ?? 0), form.text.length];
        for (let from = first; from < last; ) {
          let to = from + 1;
          while (to < last && form.starts[to] === form.starts[from]) to += 1;
          const range = sourceRange(form, { from, to });
          const part = form.text.slice(from, to);
          if (part !== ' ') expect(normalise(text.slice(range.from, range.to))).toBe(normalise(part));
          from = to;
        }
      }),
    );
  });
});
