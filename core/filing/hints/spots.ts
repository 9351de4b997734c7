import type { Article } from '../../articles/article-file.ts';
import type { Fact } from '../../articles/fact.ts';
import type { OwnWords } from '../../articles/own-words.ts';
import type { Publication } from '../../publication/configuration.ts';

/** What a check shows besides mistakes and notes: an editor may act on it or not, and need not say which. */
export type Hint = {
  /** Where, as a JSON path in the file. */
  path: string;
  says: string;
};

/** What of a publication decides which words it needs. */
export type Reader = Pick<Publication, 'title' | 'language' | 'topics'>;

/** A place in a file that holds words of ours for readers. */
export type Spot = {
  /** JSON path. */
  path: string;
  /** Undefined where readers would need them, and there are none. */
  words: OwnWords | undefined;
  /** Names may be written in Latin letters in any language. */
  isName: boolean;
  /** The language in which readers need no words of ours, since the article has its own; undefined where there is none. */
  except?: string;
};

/** Where an article holds words of ours. A publisher’s plain name is the same in every language, and no words of ours. */
export function spotsOfArticle(article: Article): Spot[] {
  const { titles, publisher, published, note, language } = article;
  return [
    { path: 'article.titles', words: titles, isName: false, except: language },
    ...(typeof publisher === 'string' ? [] : [{ path: 'article.publisher', words: publisher, isName: true }]),
    ...sentence('article.published.because', published.because),
    ...sentence('article.note', note),
  ];
}

/** Where a fact does. Its headline and what translates its quote follow rules of their own, see `headlineHints` and `quoteHints`. */
export function spotsOfFact(fact: Fact, path: string): Spot[] {
  const { statement, attribution, instrument, occurred, dates = [], why } = fact;
  return [
    ...sentence(`${path}.statement`, statement),
    { path: `${path}.attribution.who`, words: attribution.who, isName: true },
    ...(instrument === undefined ? [] : [{ path: `${path}.instrument`, words: instrument, isName: true }]),
    ...sentence(`${path}.occurred.because`, occurred?.because),
    ...dates.flatMap(({ what }, index) => sentence(`${path}.dates[${index}].what`, what)),
    ...sentence(`${path}.why.remark`, why?.remark),
    ...(typeof why?.by === 'object' ? [{ path: `${path}.why.by`, words: why.by, isName: true }] : []),
  ];
}

function sentence(path: string, words: OwnWords | undefined): Spot[] {
  return words === undefined ? [] : [{ path, words, isName: false }];
}
