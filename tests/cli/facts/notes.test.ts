import { describe, expect, it } from 'vitest';
import { notesOn } from '../../../cli/facts/notes.ts';
import type { Fact } from '../../../core/articles/article-file.ts';
import { aFact, anArticleFile } from '../../support/builders/an-article.ts';

const licence = { en: 'The ministry requires a licence for the export of lithography machines.' };
const licences = { en: 'Licences for exporting lithography machines are required by the ministry.' };

/** A file with a fact, as `facts check` has read it. */
function read(article: string, ...facts: Partial<Fact>[]) {
  const numbered = facts.map((changes, index) => aFact(article, index + 1, changes));
  return { path: `facts/${article}.json`, file: anArticleFile(article, numbered) };
}

describe('the notes of facts check', () => {
  it('name both facts of different articles that say nearly the same, and what to do', () => {
    const files = [read('harbour', { statement: licence }), read('cranes', { statement: licences })];
    expect(notesOn(files)).toEqual([
      'note: harbour.1 and cranes.1 say nearly the same: 6 of 6 words are in both.',
      `  harbour.1  facts/harbour.json: ${licence.en}`,
      `  cranes.1   facts/cranes.json: ${licences.en}`,
      '  If it is the same claim, set "sameAs": "harbour.1" in cranes.1. Nothing is merged by itself.',
    ]);
  });

  it('say of two of one article that one may be left out', () => {
    const notes = notesOn([read('harbour', { statement: licence }, { statement: licences })]);
    expect(notes[3]).toContain('leave one of them out, or set "sameAs": "harbour.1" in harbour.2');
  });

  it('say nothing when one of them names the other', () => {
    const same = { statement: licences, sameAs: 'harbour.1' };
    expect(notesOn([read('harbour', { statement: licence }), read('cranes', same)])).toEqual([]);
  });

  it('name facts that are in none of the files, and nothing of those that are', () => {
    const files = [
      read('harbour', { sameAs: 'other.3', statement: { en: 'It rained.' } }),
      read('cranes', { follows: 'harbour.1' }),
    ];
    expect(notesOn(files)).toEqual([
      'note: harbour.1 names other.3 in "sameAs", which is in none of these files. facts add looks for it in the fact log, ' +
        'and files nothing if it is not there.',
    ]);
  });
});
