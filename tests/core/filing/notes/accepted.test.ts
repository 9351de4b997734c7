import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedNoteSchema } from '../../../../core/articles/accepted-notes.ts';
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
      ['thin', `too short | the | ${lie.statement?.en}`],
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

  describe('of a note on the whole fact', () => {
    const capture = 'On Friday it was said that they are expected to lift the ban on these exports.';
    const fact = {
      kind: 'event',
      evidence: 'are expected to lift the ban',
      statement: { en: 'They lifted it.', 'zh-Hans': '已解除。' },
    } as const;
    const kinds = ['certainty', 'thin'] as const;
    const onWhole = (more: Partial<Fact>, text = capture) =>
      notesOn({ ...fact, ...more }, text).filter(({ note }) => kinds.some(kind => kind === note));

    it('are void when a statement changes in any language, the evidence, or what the note says', () => {
      const accepted = onWhole({}).map(accepting);
      const openAfter = (more: Partial<Fact>, text = capture) =>
        sortNotes(onWhole(more, text), accepted).open.length;
      expect(accepted).toHaveLength(1);
      expect(openAfter({})).toBe(0);
      expect(openAfter({ statement: { 'zh-Hans': '已解除。', en: 'They lifted it.' } })).toBe(0);
      expect(openAfter({ statement: { ...fact.statement, en: 'They lifted all of it.' } })).toBe(1);
      expect(openAfter({ statement: { ...fact.statement, 'zh-Hans': '已全部解除。' } })).toBe(1);
      expect(openAfter({ evidence: 'they are expected to lift the ban' })).toBe(1);
      expect(openAfter({ kind: 'figure' })).toBe(1);
    });

    it('are void for statements of any length that differ anywhere', () => {
      const texts = fc
        .array(fc.stringMatching(/^[b-z]{2,9}$/), { minLength: 1, maxLength: 39 })
        .map(words => words.join(' '));
      fc.assert(
        fc.property(texts, texts, fc.nat(), (en, chinese, at) => {
          const statement = { en, 'zh-Hans': chinese };
          const place = at % en.length;
          const other = { ...statement, en: `${en.slice(0, place)}y${en.slice(place)}` };
          const [one] = onWhole({ evidence: 'the ban', statement });
          const [two] = onWhole({ evidence: 'the ban', statement: other });
          expect(one?.words).not.toBe(two?.words);
          for (const note of [one, two])
            expect(acceptedNoteSchema.safeParse(note && accepting(note)).error).toBeUndefined();
        }),
      );
    });

    it('are for a doubt or for a denial, and not for both', () => {
      const both = onWhole(
        { evidence: 'may not be lifted soon' },
        'It is likely that it may not be lifted soon.',
      );
      expect(both.map(({ path }) => path)).toEqual(['kind', 'statement']);
      expect(sortNotes(both, both.slice(0, 1).map(accepting)).open).toEqual(both.slice(1));
    });
  });

  it('answer one note where the same words stand in the statement and the headline', () => {
    const short = { en: 'Controls off for five years' };
    const file = anArticleFile('a', [aFact('a', 1, { ...lie, short })]);
    expect(notesOnArticle(file, text).filter(({ words }) => words === 'five years')).toHaveLength(1);
  });
});
