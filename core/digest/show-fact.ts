import type { Article, Fact } from '../articles/article-file.ts';
import { type OwnWords, type WordsIn, wordsIn } from '../articles/own-words.ts';
import type { DigestAttribution, DigestDate, DigestFact, DigestSource, Label } from './digest.ts';
import { dataOf } from './fact-data.ts';

/** What a digest says of a fact that does not depend on where it stands. */
export type ShownFact = Omit<
  DigestFact,
  'number' | 'source' | 'also' | 'follows' | 'updates' | 'sameAs' | 'late'
>;

/** A fact in the language of a publication, as far as it has words in it. */
export function showFact(fact: Fact, article: Article, language: string): ShownFact {
  const statement = wordsIn(fact.statement, language);
  return {
    id: fact.id,
    statement,
    short: only(fact.short, statement.language),
    label: labelOf(fact),
    attribution: showAttribution(fact, language),
    quote: fact.quote ?? null,
    quoteLanguage: article.language,
    quoteIn: article.language === language ? null : only(fact.quoteIn, language),
    instrument: orNull(fact.instrument, language),
    citation: fact.citation ?? null,
    primarySource: fact.primarySource ?? null,
    occurred: fact.occurred ? showDate(fact.occurred, language) : null,
    jurisdictions: fact.jurisdictions,
    entities: fact.entities,
    importance: fact.importance,
    why: fact.why
      ? { remark: wordsIn(fact.why.remark, language), by: wordsIn(fact.why.by, language).text }
      : null,
    data: dataOf(fact),
  };
}

/** Who says so, in the language of a publication if there is a name in it. */
export function showAttribution({ attribution }: Fact, language: string): DigestAttribution {
  return { who: wordsIn(attribution.who, language), how: attribution.how };
}

/** An article in the language of a publication: a title that was translated stands before the original. */
export function showSource(article: Article, letter: string, language: string): DigestSource {
  const { id, publisher, author, url, type, retrieved, capture } = article;
  const original: WordsIn = { text: article.title, language: article.language };
  const translated = article.language === language ? null : only(article.titles, language);
  return {
    letter,
    id,
    title: translated ?? original,
    originalTitle: translated && original,
    publisher: wordsIn(publisher, language).text,
    publisherLanguage: typeof publisher === 'string' ? null : wordsIn(publisher, language).language,
    ...(author === undefined ? {} : { author }),
    ...(url === undefined ? {} : { url }),
    type,
    published: showDate(article.published, language),
    retrieved,
    language: article.language,
    capture,
    note: orNull(article.note, language),
  };
}

function showDate(known: Article['published'], language: string): DigestDate {
  return { date: known.date, basis: known.basis, because: orNull(known.because, language) };
}

function orNull(words: OwnWords | undefined, language: string): WordsIn | null {
  return words === undefined ? null : wordsIn(words, language);
}

/** Words in one language alone: another would not do. */
function only(words: Readonly<Record<string, string>> | undefined, language: string): WordsIn | null {
  const text = words?.[language];
  return text === undefined ? null : { text, language };
}

/** Whether a fact says its claim in a language. What does not comes last, and leads nothing. */
export function speaks({ statement }: Fact, language: string): boolean {
  return statement[language] !== undefined;
}

/** Labels whose facts are kept apart from what happened. */
export function isView(fact: Fact): boolean {
  return fact.kind === 'expectation' || fact.kind === 'opinion';
}

/** The label that tells readers what the claim is. A measure has its legal status; an expectation or opinion says that it is one. */
export function labelOf(fact: Fact): Label {
  switch (fact.kind) {
    case 'measure':
      return !fact.status || fact.status === 'not stated' ? 'measure' : fact.status;
    case 'plan':
      return 'planned';
    case 'statement':
      return 'said';
    case 'expectation':
      return 'expected';
    case 'opinion':
      return 'view';
    case 'background':
      return 'background';
    case 'event':
    case 'figure':
      return 'reported';
  }
}

/** In brief holds only what happened, was decided, is planned, or was said by somebody who is named. */
export function mayLead(fact: Fact): boolean {
  if (fact.importance !== 3 || isView(fact) || fact.kind === 'background') return false;
  const { how } = fact.attribution;
  return how === 'named' || (how === 'the article itself' && fact.kind !== 'statement');
}
