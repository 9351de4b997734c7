import type { AcceptedNote } from '../../../../core/articles/accepted-notes.ts';
import type { Article, Fact } from '../../../../core/articles/article-file.ts';
import type { Note } from '../../../../core/filing/notes/note.ts';
import { notesOnArticle } from '../../../../core/filing/notes/notes-on-article.ts';
import { aFact, anArticleFile } from '../../../support/builders/an-article.ts';

const inferred = { date: '2025-11', basis: 'inferred', because: 'It says so.' } as const;

/** All notes on one fact that stands on a text; what is not given raises none. */
export function notesOn(fact: Partial<Fact>, capture: string, article: Partial<Article> = {}): Note[] {
  const plain = {
    statement: { en: 'Something is so.' },
    kind: 'background',
    attribution: { who: 'the article', how: 'the article itself' },
    evidence: 'these words are found nowhere',
  } as const;
  const file = anArticleFile('a', [aFact('a', 1, { ...plain, ...fact })], {
    published: inferred,
    ...article,
  });
  return notesOnArticle(file, capture);
}

/** The words that notes of a kind are about. */
export function wordsOf(notes: readonly Note[], kind: Note['note']): string[] {
  return notes.filter(({ note }) => note === kind).map(({ words }) => words);
}

/** The evidence of facts that have notes of a kind which are on the whole fact. */
export function evidenceOf(notes: readonly Note[], kind: 'thin' | 'certainty'): string[] {
  return wordsOf(notes, kind).map(words => words.split(' | ')[1] ?? '');
}

/** What a file says to accept a note. */
export function accepting({ fact, note, words }: Note): AcceptedNote {
  return { fact, note, words, because: 'The table on the next page has it.', by: 'A. Editor' };
}
