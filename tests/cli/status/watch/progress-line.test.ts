import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Progress, plainProgress, progressLine } from '../../../../cli/status/watch/progress-line.ts';
import { columnsOf } from '../../../../core/foundation/wrap.ts';

const nobody = { waiting: 0, claimed: 0, accepted: 0, rejected: 0, uncertain: 0, withheld: 0 };
const some: Progress = {
  ...{ name: 'No. 12', left: 1500, note: null },
  counts: { ...nobody, waiting: 3100, claimed: 12, accepted: 1198, rejected: 2 },
};

const number = fc.nat(2_000_000);
const progress: fc.Arbitrary<Progress> = fc.record({
  name: fc.integer({ min: 1, max: 9999 }).map(n => `No. ${n}`),
  counts: fc.option(
    fc.record({
      waiting: number,
      claimed: number,
      accepted: number,
      rejected: number,
      uncertain: number,
      withheld: number,
    }),
  ),
  left: fc.option(fc.nat(1_000_000)),
  note: fc.option(fc.constantFrom('its receipt comes next', 'held')),
});

describe('progress in a line', () => {
  it('has a bar, the number, the share and how long the rest takes', () => {
    expect(progressLine(some, 120, false)).toBe(
      `No. 12  ${'█'.repeat(11)}${'░'.repeat(29)}  1,200 of 4,312  27 %  about 25 minutes left  2 refused`,
    );
    expect(progressLine({ ...some, left: null, note: 'held' }, 120, false)).toContain(
      '27 %  held  2 refused',
    );
    expect(progressLine({ ...some, counts: null, note: 'not begun' }, 80, false)).toBe('No. 12  not begun');
  });

  it('leaves out what a narrow terminal has no room for, the bar last', () => {
    expect(progressLine(some, 80, false)).toMatch(
      /^No\. 12 {2}█+░+ {2}1,200 of 4,312 {2}27 % {2}about 25 minutes left$/,
    );
    expect(progressLine(some, 50, false)).toMatch(/░ {2}1,200 of 4,312 {2}27 %$/);
    expect(progressLine(some, 29, false)).toBe('No. 12  1,200 of 4,312');
  });

  it('never takes more columns than there are, styled or not', () => {
    fc.assert(
      fc.property(progress, fc.integer({ min: 0, max: 200 }), fc.boolean(), (shown, columns, styled) => {
        const line = stripVTControlCharacters(progressLine(shown, columns, styled));
        expect(columnsOf(line)).toBeLessThanOrEqual(columns);
        expect(line).toBe(progressLine(shown, columns, false));
      }),
    );
  });

  it('is full when nobody waits, and not before', () => {
    fc.assert(
      fc.property(progress, shown => {
        if (shown.counts === null) return;
        const line = progressLine(shown, 200, false);
        const isDone = shown.counts.waiting + shown.counts.claimed === 0;
        expect(line.includes('░')).toBe(!isDone);
        expect(line.includes(' 100 %')).toBe(isDone);
      }),
    );
  });

  it('has a colour only where it may', () => {
    expect(progressLine(some, 120, true)).toContain('\u001b[32m█');
    expect(progressLine(some, 120, false)).not.toContain('\u001b');
  });

  it('is a plain sentence in a log', () => {
    expect(plainProgress(some)).toBe('No. 12: 1,200 of 4,312 (27 %), about 25 minutes left, 2 refused');
    expect(plainProgress({ ...some, counts: null, note: 'not begun' })).toBe('No. 12: not begun');
  });
});
