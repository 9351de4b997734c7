import type { AmendmentFile } from '../../articles/amendment-file.ts';
import type { ArticleCorrectionFile } from '../../articles/article-correction-file.ts';
import type { Article, ArticleFile } from '../../articles/article-file.ts';
import type { Fact } from '../../articles/fact.ts';
import { certaintyNotes } from './certainty-notes.ts';
import { type DatedArticle, dateNotes, publishedNotes } from './date-notes.ts';
import { figureNotes } from './figure-notes.ts';
import { namedNotes } from './named-notes.ts';
import type { Note } from './note.ts';
import { type ReadCapture, readCapture } from './read-capture.ts';
import { statementNotes } from './statement-notes.ts';
import { thinNotes } from './thin-notes.ts';

/** All notes on an article file, accepted or not, against the text that it was drawn from; none where nothing stands out. */
export function notesOnArticle(
  { article, facts }: Pick<ArticleFile, 'article' | 'facts'>,
  captureText: string,
): Note[] {
  const capture = readCapture(captureText);
  return once([
    ...publishedNotes(article, capture),
    ...facts.flatMap(fact => notesOn(fact, article, capture)),
  ]);
}

/**
 * The same of a correction; a retraction claims nothing.
 * @param article the one that the fact is of, as it was filed; null where it is not at hand: its language is then taken from the text.
 */
export function notesOnAmendment(
  { corrected }: AmendmentFile,
  article: Article | null,
  captureText: string,
): Note[] {
  return corrected ? notesOnFacts([corrected], article, captureText) : [];
}

/** The same of facts that are to be added to an article. @param article as for `notesOnAmendment`. */
export function notesOnFacts(facts: readonly Fact[], article: Article | null, captureText: string): Note[] {
  const read = readCapture(captureText);
  const of = article ?? { language: languageOf(read.text) };
  return once(facts.flatMap(fact => notesOn(fact, of, read)));
}

/**
 * The same of a correction of an article: of a date of publication that it newly gives as stated.
 * @param article as it stands; null where it is not at hand.
 */
export function notesOnArticleCorrection(
  file: ArticleCorrectionFile,
  article: Article | null,
  captureText: string,
): Note[] {
  const { title, published } = file.corrected;
  if (!published || !statesAnotherDate(file, article)) return [];
  const named = { id: file.article, title: title ?? article?.title ?? file.article, published };
  return publishedNotes(named, readCapture(captureText));
}

/** Whether a correction says that an article states a date of publication, and this was not said before. */
export function statesAnotherDate(
  { corrected: { published } }: ArticleCorrectionFile,
  article: Pick<Article, 'published'> | null,
): boolean {
  if (published?.basis !== 'stated') return false;
  return article?.published.basis !== 'stated' || article.published.date !== published.date;
}

/** Whether two notes are about the same: accepting the one accepts the other. */
export function isSameNote(
  one: Pick<Note, 'fact' | 'note' | 'words'>,
  other: Pick<Note, 'fact' | 'note' | 'words'>,
): boolean {
  return one.fact === other.fact && one.note === other.note && one.words === other.words;
}

function notesOn(fact: Fact, article: DatedArticle, capture: ReadCapture): Note[] {
  return [
    ...figureNotes(fact, article, capture),
    ...dateNotes(fact, article, capture),
    ...namedNotes(fact, article.language, capture),
    ...statementNotes(fact, article, capture),
    ...thinNotes(fact, article.language, capture),
    ...certaintyNotes(fact, article.language, capture),
  ];
}

/** Chinese needs few signs for what English says in many. */
function languageOf(text: string): string {
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return chinese * 4 > text.length ? 'zh-Hans' : 'en';
}

function once(notes: readonly Note[]): Note[] {
  return notes.filter((note, index) => notes.findIndex(other => isSameNote(note, other)) === index);
}
