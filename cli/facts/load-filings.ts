import { isAddition } from '../../core/articles/addition-file.ts';
import { isAmendment } from '../../core/articles/amendment-file.ts';
import { isArticleCorrection } from '../../core/articles/article-correction-file.ts';
import type { ArticleFile } from '../../core/articles/article-file.ts';
import { placedMistakes } from '../../core/articles/mistakes/placed-mistakes.ts';
import { checkArticle, repeatedArticles } from '../../core/filing/check-article.ts';
import { captureHashIn, otherTextMistakes } from '../../core/filing/check-capture.ts';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import { readJson } from '../../core/foundation/json-text.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { readText } from '../../lambdas/runtime/read-text.ts';
import type { Captures } from './captures.ts';

/** An article file with the text that it stands on, and its mistakes, which count unless the same is filed already: rules may have become stricter since. */
export type LoadedFiling = { path: string; file: ArticleFile; capture: string; mistakes: readonly Mistake[] };

/** What to tell who has an article file but not the text it was drawn from, as anybody has of those in `facts/`. */
export const whereCapturesAre =
  'Captured texts are private and not in the repository: who wrote the article file has its text. To see the articles of ' +
  'facts/ published on this machine, run npm start, which needs no text';

/** Ids of the topics of all publications: a fact may have any of them. */
export function topicsOf({ publications }: Configuration): string[] {
  return [...new Set(publications.flatMap(({ topics }) => topics.map(({ id }) => id)))];
}

/**
 * Reads article files and checks each, with its capture. `fileAll` refuses those with mistakes that are not filed, which only the log knows.
 * @throws InvalidInputError with every mistake of every file, where one has not the form of an article file, or not the text that it names.
 */
export async function loadFilings(
  paths: readonly string[],
  captures: Captures,
  topics: readonly string[],
): Promise<LoadedFiling[]> {
  const mistakes: Mistake[] = [];
  const filings: LoadedFiling[] = [];
  for (const path of paths) {
    const outcome = load(path, captures, topics);
    mistakes.push(...outcome.mistakes);
    if (outcome.filing) filings.push(outcome.filing);
  }
  const repeated = repeatedArticles(filings);
  if (filings.length < paths.length || repeated.length > 0)
    throw new InvalidInputError('Nothing was filed', [...mistakes, ...repeated]);
  return filings;
}

type Outcome = { filing?: LoadedFiling; mistakes: readonly Mistake[] };

function load(path: string, captures: Captures, topics: readonly string[]): Outcome {
  try {
    const text = readText(path);
    const input = readJson(text, path);
    if (isAmendment(input))
      return {
        mistakes: [
          notAnArticle(path, 'a correction or retraction', 'courant facts correct or courant facts retract'),
        ],
      };
    if (isAddition(input))
      return { mistakes: [notAnArticle(path, 'facts for a filed article', 'courant facts add --to ID')] };
    if (isArticleCorrection(input))
      return { mistakes: [notAnArticle(path, 'a correction of an article', 'courant article correct')] };
    const named = captureHashIn(input);
    const capture = captures.of(named);
    const { file, mistakes: found } = checkArticle(text, path, { capture, topics });
    const missing = capture === undefined && named !== undefined ? [withoutCapture(named, path)] : [];
    const mistakes = [...found, ...placedMistakes(missing, input, text)];
    if (!file || capture === undefined || otherTextMistakes(file, capture, path).length > 0)
      return { mistakes };
    return { filing: { path, file, capture, mistakes }, mistakes };
  } catch (error) {
    if (error instanceof InvalidInputError) return { mistakes: error.mistakes };
    throw error;
  }
}

function notAnArticle(source: string, found: string, command: string): Mistake {
  return {
    source,
    path: '',
    expected: 'an article file',
    found,
    todo: `leave it out, and file it with ${command}`,
  };
}

function withoutCapture(found: string, path: string): Mistake {
  return {
    source: path,
    path: 'article.capture.sha256',
    expected: 'the SHA-256 of a text in the folder of --captures',
    found,
    todo: `put the captured text into the folder, unchanged, or correct the field. ${whereCapturesAre}`,
  };
}
