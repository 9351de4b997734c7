import type { Article } from '../../articles/article-file.ts';
import type { Fact } from '../../articles/fact.ts';
import type { OwnWords } from '../../articles/own-words.ts';
import { scriptMisfit } from './scripts.ts';
import type { Hint, Reader, Spot } from './spots.ts';
import { isSameLanguage, tagMeant } from './tags.ts';

/** Hints at words that some of these publications lack, at tags that none of them looks for, and at texts that their tags hardly fit. */
export function wordsHints(spots: readonly Spot[], publications: readonly Reader[]): Hint[] {
  const wanted = publications.map(({ language }) => language);
  return spots.flatMap(({ path, words, isName, except }) => {
    const texts = textsOf(words);
    return [
      ...missing(path, Object.keys(texts), publications, except),
      ...Object.keys(texts).flatMap(tag => aliasHints(path, tag, wanted)),
      ...Object.entries(texts).flatMap(([tag, text]) => {
        const says = scriptMisfit(text, tag, isName);
        return says === undefined
          ? []
          : [{ path: typeof words === 'string' ? path : `${path}.${tag}`, says }];
      }),
    ];
  });
}

/** Hints at an article's own words, whose language the article names. */
export function originalHints(article: Article, publications: readonly Reader[]): Hint[] {
  const { title, language } = article;
  const says = scriptMisfit(title, language, true);
  const wanted = publications.map(publication => publication.language);
  return [
    ...aliasHints('article.language', language, wanted),
    ...(says === undefined ? [] : [{ path: 'article.title', says }]),
  ];
}

/**
 * Hints at headlines that are missing in a language of the statement: of a fact that may lead an edition, or that has one in another language;
 * and at one in a language in which there is no statement, which nobody sees.
 */
export function headlineHints({ statement, short, importance }: Fact, path: string): Hint[] {
  if (importance < 3 && short === undefined) return [];
  const [said, headed] = [Object.keys(statement), Object.keys(short ?? {})];
  const lacks = said.filter(language => !headed.includes(language));
  const idle = headed.filter(language => !said.includes(language));
  return [
    ...lacks.map(language => ({
      path: `${path}.short`,
      says:
        `no headline in ${language}: if the fact leads an edition, inboxes show its statement, cut where it is too long. ` +
        'Write one of at most 60 columns that states the status itself',
    })),
    ...idle.map(language => ({
      path: `${path}.short.${language}`,
      says: `a headline in ${language}, in which there is no statement: no edition shows it`,
    })),
    ...wordsHints([{ path: `${path}.short`, words: short, isName: false }], []),
  ];
}

/** Hints at a quote that is shown in no translation to readers of another language. @param original the article's language */
export function quoteHints(
  { quote, quoteIn }: Fact,
  path: string,
  original: string,
  publications: readonly Reader[],
): Hint[] {
  if (quote === undefined) return [];
  const spot = { path: `${path}.quoteIn`, words: quoteIn, isName: false, except: original };
  return wordsHints([spot], publications);
}

/** A language is not missing where its words stand under another tag for it: the tag is what is wrong then. */
function missing(
  path: string,
  tags: readonly string[],
  publications: readonly Reader[],
  except: string | undefined,
): Hint[] {
  const has = [...tags, ...(except === undefined ? [] : [except])];
  const lacking = publications.filter(({ language }) => !has.some(tag => isSameLanguage(tag, language)));
  return [...Map.groupBy(lacking, ({ language }) => language)].map(([language, all]) => ({
    path,
    says: `no words in ${language}, the language of ${all.map(({ title }) => `“${title}”`).join(' and ')}`,
  }));
}

function aliasHints(path: string, tag: string, wanted: readonly string[]): Hint[] {
  const meant = tagMeant(tag, wanted);
  if (meant === undefined) return [];
  const why = wanted.includes(meant) ? 'for which editions look' : 'the usual name of this language';
  return [{ path, says: `the tag "${tag}": write "${meant}", ${why}` }];
}

function textsOf(words: OwnWords | undefined): Readonly<Record<string, string>> {
  return typeof words === 'string' ? { en: words } : (words ?? {});
}
