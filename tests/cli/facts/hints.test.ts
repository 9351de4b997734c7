import { describe, expect, it } from 'vitest';
import { hintLines } from '../../../cli/facts/hints.ts';
import { aFact, anArticleFile } from '../../support/builders/an-article.ts';

describe('the lines of hints', () => {
  it('are one for what is alike in a file, with the first places and the number of the others', () => {
    const facts = [1, 2, 3, 4, 5, 6].map(number => aFact('a', number, { importance: 3 }));
    const file = anArticleFile('a', facts);
    const correction = { fact: 'a.1', reason: 'We misread it.', corrected: aFact('a', 1, { importance: 3 }) };
    const lines = hintLines(
      [
        { path: 'a.json', file },
        { path: 'c.json', file: correction },
      ],
      [],
    );
    expect(lines).toEqual([
      expect.stringMatching(
        /^hint: a\.json: facts\[0\]\.short, facts\[1\]\.short, facts\[2\]\.short, facts\[3\]\.short and 2 more: no headline in en: .*\.$/,
      ),
      expect.stringMatching(/^hint: c\.json: corrected\.short: no headline in en: .*\.$/),
    ]);
  });
});
