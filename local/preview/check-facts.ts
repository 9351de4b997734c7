import { parseAmendmentFile } from '../../core/articles/amendment-file.ts';
import type { ArticleFile } from '../../core/articles/article-file.ts';
import { checkTopics, parseArticleFile, repeatedArticles } from '../../core/filing/check-article.ts';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import type { Texts } from './finding.ts';

/** Article files that hold, and every mistake in the others. */
export type CheckedFacts = {
  files: readonly ArticleFile[];
  mistakes: readonly Mistake[];
  /** Paths of the others. */
  leftOut: readonly string[];
};

/**
 * Checks article files as filing them would, but for their captures, which are private. A file with a mistake is left out, and
 * so is one whose article id an earlier file has.
 * @param topics ids of the topics that a fact may have; null when they are not known, and then any will do.
 */
export function checkFacts(articles: Texts, topics: readonly string[] | null): CheckedFacts {
  const checked = Object.entries(articles).map(([path, text]) => ({ path, ...check(path, text, topics) }));
  const read = checked.flatMap(({ path, file }) => (file ? [{ path, file }] : []));
  const mistakes = [...checked.flatMap(one => one.mistakes), ...repeatedArticles(read)];
  const wrong = new Set(mistakes.map(({ source }) => source));
  return {
    files: read.filter(({ path }) => !wrong.has(path)).map(({ file }) => file),
    mistakes,
    leftOut: [...wrong],
  };
}

/** Every mistake in files that put filed facts right, as filing them would find it, but for the captures. */
export function checkCorrections(corrections: Texts): Mistake[] {
  return Object.entries(corrections).flatMap(([path, text]) => {
    try {
      parseAmendmentFile(text, path);
      return [];
    } catch (error) {
      if (error instanceof InvalidInputError) return error.mistakes;
      throw error;
    }
  });
}

function check(
  path: string,
  text: string,
  topics: readonly string[] | null,
): { file?: ArticleFile; mistakes: readonly Mistake[] } {
  try {
    const file = parseArticleFile(text, path);
    const mistakes = topics === null ? [] : checkTopics(file, topics, path);
    return { file, mistakes };
  } catch (error) {
    if (error instanceof InvalidInputError) return { mistakes: error.mistakes };
    throw error;
  }
}
