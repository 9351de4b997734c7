import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../core/articles/article-file.ts';
import { sortNotes, UnacceptedNotesError } from '../../../../core/filing/notes/accepted.ts';
import { acceptanceFor } from '../../../../core/filing/notes/describe-note.ts';
import { notesOnArticle } from '../../../../core/filing/notes/notes-on-article.ts';
import { aFact, anArticleFile } from '../../../support/builders/an-article.ts';
import { accepting, notesOn } from './of-one-fact.ts';

const text =
  'The controls are suspended for one year, until 10 November 2026, it was said on Friday. The decision takes effect at once.';
const lie: Partial<Fact> = {
  statement: { en: 'The controls are suspended for five years, until 10 November 2031.' },
  attribution: { who: 'Ministry of Commerce', how: 'named' },
  instrument: 'Announcement No. 70 of 2025',
  evidence: 'the',
};

describe('a statement that says other than its text', () => {
  it('raises a note for each thing that the text does not bear out', () => {
    expect(notesOn(lie, text).map(({ note, words }) => [note, words])).toEqual([
      ['figure', 'five years'],
      ['date', '10 November 2031'],
      ['named', 'Ministry of Commerce'],
      ['named', 'Announcement No. 70 of 2025'],
      ['thin', 'the'],
    ]);
  });

  it('is refused with each statement above the nearest passage, the words marked, and what to write', () => {
    const message = new UnacceptedNotesError([{ source: 'facts/a.json', notes: notesOn(lie, text) }]).message;
    expect(message).toContain('Nothing was filed: 5 notes that no file accepts.');
    expect(message).toContain(
      '  statement: The controls are suspended for [five years], until 10 November 2031.\n' +
        '  capture:   [The controls are suspended for one year, until 10 November 2026], it was said on Friday.\n',
    );
    expect(message).toContain(
      '  to accept: { "fact": "a.1", "note": "figure", "words": "five years", "because": "", "by": "" }',
    );
  });
});

describe('accepted notes', () => {
  const [figure, ...others] = notesOn(lie, text);
  if (!figure) throw new Error('expected a note');

  it('are sorted from those that nobody accepted', () => {
    const { open, accepted, idle } = sortNotes([figure, ...others], [accepting(figure)]);
    expect(open).toEqual(others);
    expect(accepted).toEqual([{ note: figure, acceptance: accepting(figure) }]);
    expect(idle).toEqual([]);
  });

  it.each([{ words: 'five year' }, { fact: 'a.2' }, { note: 'date' as const }])(
    'are void when they say %o',
    change => {
      const acceptance = { ...accepting(figure), ...change };
      expect(sortNotes([figure], [acceptance])).toEqual({ open: [figure], accepted: [], idle: [acceptance] });
    },
  );

  it('are what the line says that a note shows, once a person has filled it in', () => {
    const filled = { ...(JSON.parse(acceptanceFor(figure)) as object), because: 'So.', by: 'A. Editor' };
    expect(filled).toEqual({
      fact: 'a.1',
      note: 'figure',
      words: 'five years',
      because: 'So.',
      by: 'A. Editor',
    });
  });

  it('answer one note where the same words stand in the statement and the headline', () => {
    const short = { en: 'Controls off for five years' };
    const file = anArticleFile('a', [aFact('a', 1, { ...lie, short })]);
    expect(notesOnArticle(file, text).filter(({ words }) => words === 'five years')).toHaveLength(1);
  });
});
