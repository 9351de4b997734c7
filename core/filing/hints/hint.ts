import type { AmendmentFile } from '../../articles/amendment-file.ts';
import type { ArticleFile } from '../../articles/article-file.ts';
import type { Fact } from '../../articles/fact.ts';
import { topicOf } from '../../publication/configuration.ts';
import { dayHints } from './day-hints.ts';
import { headlineHints, originalHints, quoteHints, wordsHints } from './language-hints.ts';
import { type Hint, type Reader, spotsOfArticle, spotsOfFact } from './spots.ts';

/** Where hints come from, and whom they are for. */
export type { Hint, Reader } from './spots.ts';

/** What readers of these publications would miss or misread in an article file that is right. */
export function hintsOnArticle({ article, facts }: ArticleFile, publications: readonly Reader[]): Hint[] {
  const concerned = publications.filter(publication => facts.some(fact => isOf(fact, publication)));
  return [
    ...originalHints(article, concerned),
    ...wordsHints(spotsOfArticle(article), concerned),
    ...facts.flatMap((fact, index) => {
      const path = `facts[${index}]`;
      const own = publications.filter(publication => isOf(fact, publication));
      return [
        ...hintsOnFact(fact, path, own),
        ...quoteHints(fact, path, article.language, own),
        ...dayHints(fact, path, article.retrieved),
      ];
    }),
  ];
}

/**
 * The same in a correction or retraction. Its article is not at hand: nothing is said of a translation that the quote lacks, nor of days
 * that had passed.
 */
export function hintsOnAmendment(
  { reason, corrected }: AmendmentFile,
  publications: readonly Reader[],
): Hint[] {
  const concerned = publications.filter(publication => !corrected || isOf(corrected, publication));
  return [
    ...wordsHints([{ path: 'reason', words: reason, isName: false }], concerned),
    ...(corrected ? hintsOnFact(corrected, 'corrected', concerned) : []),
    ...(corrected ? dayHints(corrected, 'corrected', null) : []),
  ];
}

function hintsOnFact(fact: Fact, path: string, publications: readonly Reader[]): Hint[] {
  return [...wordsHints(spotsOfFact(fact, path), publications), ...headlineHints(fact, path)];
}

function isOf(fact: Fact, publication: Reader): boolean {
  return topicOf(fact, publication) !== undefined;
}
