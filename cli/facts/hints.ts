import type { AmendmentFile } from '../../core/articles/amendment-file.ts';
import type { ArticleFile } from '../../core/articles/article-file.ts';
import { type Hint, hintsOnAmendment, hintsOnArticle, type Reader } from '../../core/filing/hints/hint.ts';

/** A file that is right, with what it holds. */
export type HintedFile = { path: string; file: ArticleFile | AmendmentFile };

/** Places that are named in one line; the others are counted. */
const namedAtMost = 4;

/** What readers of the publications would miss or misread in files that are right, in lines to print: of one kind one line a file. */
export function hintLines(files: readonly HintedFile[], publications: readonly Reader[]): string[] {
  return files.flatMap(({ path, file }) => {
    const hints =
      'article' in file ? hintsOnArticle(file, publications) : hintsOnAmendment(file, publications);
    return [...Map.groupBy(hints, ({ says }) => says)].map(
      ([says, alike]) => `hint: ${path}: ${placesOf(alike)}: ${says}.`,
    );
  });
}

function placesOf(hints: readonly Hint[]): string {
  const named = hints.slice(0, namedAtMost).map(({ path }) => path);
  const rest = hints.length - named.length;
  return rest === 0 ? named.join(', ') : `${named.join(', ')} and ${rest} more`;
}
