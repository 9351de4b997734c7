import type { ArticleFile } from '../articles/article-file.ts';
import type { Mistake } from '../foundation/errors.ts';

/** Finds files that have the article id of one before them: of such files only the first would ever be filed. */
export function repeatedArticles(
  files: readonly { path: string; file: Pick<ArticleFile, 'article'> }[],
): Mistake[] {
  const firstPath = new Map<string, string>();
  return files.flatMap(({ path, file }) => {
    const { id } = file.article;
    const first = firstPath.get(id);
    firstPath.set(id, first ?? path);
    if (first === undefined) return [];
    return {
      source: path,
      path: 'article.id',
      expected: `an id of its own; ${first} has this one`,
      found: JSON.stringify(id),
      todo: 'rename one of the two articles and its facts',
    };
  });
}
