import { describe, expect, it } from 'vitest';
import { editionMistakes } from '../../../cli/editions/edition-operand.ts';

describe('the name of an edition as it was typed', () => {
  it.each(['2026-11-23', '2028-02-29', '2026-12-31'])('takes %s', typed => {
    expect(editionMistakes(typed)).toEqual([]);
  });

  it.each([
    '',
    '2026-11',
    '2026-11-31',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '../2026-11-23',
    '2026-11-23 ',
  ])('refuses %j, and says what is expected', typed => {
    expect(editionMistakes(typed)).toMatchObject([
      { expected: "an edition's date, such as 2026-11-23", found: JSON.stringify(typed) },
    ]);
  });
});
