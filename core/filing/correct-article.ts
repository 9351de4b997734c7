import {
  type ArticleCorrectionFile,
  readArticleCorrectionFile,
} from '../articles/article-correction-file.ts';
import type { Article } from '../articles/article-file.ts';
import type { FactFiling } from '../articles/fact-log.ts';
import type { ArticleCorrectionRecord } from '../articles/log-record.ts';
import { crossMistakes } from '../articles/mistakes/cross-mistakes.ts';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { InvalidInputError, type Mistake, refuseMistakes } from '../foundation/errors.ts';
import type { Clock } from '../foundation/instant.ts';
import { mistakeAt } from '../foundation/mistakes.ts';
import { appendAndName, refuseWrongClock } from './append-record.ts';
import { captureFor } from './capture-for.ts';
import { captureNamed } from './check-capture.ts';
import { type CurrentArticle, currentArticle } from './filed-article.ts';
import { NoSuchArticleError, NothingToCorrectInArticleError } from './filing-errors.ts';
import { refuseUnaccepted } from './notes/accepted.ts';
import { notesOnArticleCorrection, statesAnotherDate } from './notes/notes-on-article.ts';

/** What correcting did. `record` is the newest correction of the article, whoever wrote it; `before` is the article as it stood before this. */
export type ArticleCorrectingResult = {
  result: 'filed' | 'unchanged';
  record: ArticleCorrectionRecord;
  before: Article;
};

/**
 * Puts right what is known of a filed article, such as its publisher: appends a record, and names it as the next one about the article. Sealed
 * editions stay; later ones name the source as it is right, also beside corrections of facts that were told before. Filing the same again
 * changes nothing; filing again completes what a crash left unfinished.
 *
 * @param capture the article's text, in any form: a date of publication that the article is said to state is looked for in it. Undefined where
 *   the store keeps it. Null only for what ships with the project.
 * @param found mistakes that the caller found in the file; like those found here, they count unless the same is filed already.
 * @throws InvalidInputError; NoSuchArticleError; NothingToCorrectInArticleError; NoCaptureError, where such a date is given;
 *   UnacceptedNotesError; ClockOffError. Nothing is filed then.
 */
export async function correctArticle(
  { filing, clock }: { filing: FactFiling; clock: Clock },
  input: ArticleCorrectionFile,
  capture?: string | null,
  found: readonly Mistake[] = [],
): Promise<ArticleCorrectingResult> {
  const { file, mistakes } = readArticleCorrectionFile(input, 'correction of an article');
  if (!file) throw new InvalidInputError('The correction of an article', mistakes);
  for (;;) {
    const current = await currentArticle(filing, file.article);
    if (!current) throw new NoSuchArticleError(file.article);
    refuseWrongClock(clock.now(), current.asOf);
    const before = current.record.article;
    const corrected = withFields(before, file.corrected);
    if (canonicalJson(corrected) === canonicalJson(before)) return standing(file, current);
    refuseMistakes('Nothing was filed', found);
    refuseMistakes('The correction of an article', mistakes);
    refuseContradictions(corrected, file);
    const text = await groundFor(filing, file, current, capture);
    if (text !== null)
      refuseUnaccepted(sourceOf(file), notesOnArticleCorrection(file, before, text), file.accepted);
    if (typeof capture === 'string' && text !== null) await filing.keepCapture(before.capture.sha256, text);
    const record: ArticleCorrectionRecord = {
      ...{ type: 'article correction', recordedAt: current.asOf, articleId: file.article },
      ...{ sequence: current.since.length + 1, reason: file.reason, corrected },
      ...(file.accepted === undefined ? {} : { accepted: file.accepted }),
    };
    const { key, recordedAt, named } = await appendAndName(filing, record);
    if (named === key) return { result: 'filed', record: { ...record, recordedAt }, before };
  }
}

/** An article with some fields as they should be; those that are null are taken away. */
function withFields(article: Article, fields: ArticleCorrectionFile['corrected']): Article {
  const all = Object.entries({ ...article, ...fields });
  return Object.fromEntries(
    all.filter(([, value]) => value !== null && value !== undefined),
  ) as unknown as Article;
}

/** It is right already: by a correction for the same reason, which is this one, or else there is nothing to put right. */
function standing(
  file: ArticleCorrectionFile,
  { since, record, filed }: CurrentArticle,
): ArticleCorrectingResult {
  const newest = since.findLast(one => one.record.type === 'article correction')?.record;
  if (
    newest?.type === 'article correction' &&
    canonicalJson([newest.reason]) === canonicalJson([file.reason])
  )
    return { result: 'unchanged', record: newest, before: record.article };
  throw new NothingToCorrectInArticleError(file.article, newest?.recordedAt ?? filed.record.recordedAt);
}

/** The text that the correction is compared with; null where nothing in it is said to stand there, and none is given. */
async function groundFor(
  filing: FactFiling,
  file: ArticleCorrectionFile,
  { record }: CurrentArticle,
  capture: string | null | undefined,
): Promise<string | null> {
  if (typeof capture !== 'string' && !statesAnotherDate(file, record.article)) return null;
  const given = typeof capture === 'string' ? captureNamed(record.article.capture, capture) : capture;
  return captureFor(filing, record, given, sourceOf(file));
}

function sourceOf({ article }: ArticleCorrectionFile): string {
  return `correction of the article ${article}`;
}

function refuseContradictions(corrected: Article, file: ArticleCorrectionFile): void {
  const mistakes = crossMistakes({ article: corrected, facts: [] }).map(({ path, ...mistake }) =>
    mistakeAt({ ...mistake, path: ['corrected', ...path.slice(1)] }, file, sourceOf(file)),
  );
  if (mistakes.length > 0) throw new InvalidInputError('The correction and what is filed', mistakes);
}
