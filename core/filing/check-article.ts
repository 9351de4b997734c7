import { type ArticleFile, articleFileSchema } from '../articles/article-file.ts';
import { day } from '../articles/field.ts';
import { placedMistakes } from '../articles/mistakes/placed-mistakes.ts';
import { relativeTimeMistakesIn } from '../articles/mistakes/relative-time.ts';
import { besidesUnsettled, unsettledMistakes } from '../articles/mistakes/suggestion.ts';
import { InvalidInputError, type Mistake } from '../foundation/errors.ts';
import { type Instant, plusHours } from '../foundation/instant.ts';
import { readJson } from '../foundation/json-text.ts';
import { loose, mistakesOf } from '../foundation/mistakes.ts';
import { checkAgainstCapture } from './check-capture.ts';

/** What an article file is compared with, as far as it is at hand. */
export type Against = {
  /** The text that its facts were drawn from. */
  capture?: string | undefined;
  /** Ids of the topics that the publications have. */
  topics?: readonly string[] | undefined;
  /** The time by which it has been captured. */
  now?: Instant | undefined;
};

/** What checking an article file came to: `file` only where it has the right form. */
export type CheckedArticle = { file?: ArticleFile; mistakes: Mistake[] };

/**
 * Reads an article file and finds all its mistakes at once: of the form, between fields, in words about time, and against what is at hand.
 * A field of the wrong form hides no mistake of another.
 *
 * @param json the text of the file, or the value that its JSON stands for.
 * @param source where it was read, for messages.
 * @throws InvalidInputError where the text is no JSON.
 */
export function checkArticle(
  json: unknown,
  source: string,
  { capture, topics, now }: Against = {},
): CheckedArticle {
  const text = typeof json === 'string' ? json : undefined;
  const input = text === undefined ? json : readJson(text, source);
  const result = articleFileSchema.safeParse(input);
  const unsettled = unsettledMistakes(input, source);
  const mistakes = [
    ...unsettled,
    ...besidesUnsettled(result.error ? mistakesOf(result.error, input, source) : [], unsettled),
    ...eachFact(input, (fact, path) => relativeTimeMistakesIn(fact, source, path)),
    ...(topics === undefined ? [] : topicMistakesIn(input, topics, source)),
    ...(now === undefined ? [] : retrievedMistakes(input, now, source)),
    ...(capture === undefined ? [] : checkAgainstCapture(input, capture, source)),
  ];
  return {
    ...(result.success ? { file: result.data } : {}),
    mistakes: placedMistakes(mistakes, input, text),
  };
}

/**
 * Reads an article file and checks all that can be checked without its capture.
 * @throws InvalidInputError with every mistake at once: file, JSON path, expected, found, what to do.
 */
export function parseArticleFile(json: unknown, source: string): ArticleFile {
  const { file, mistakes } = checkArticle(json, source);
  if (mistakes.length > 0 || !file) throw new InvalidInputError('The article file', mistakes);
  return file;
}

/** Where it is a day later already than where the clock stands. */
const hoursAhead = 24;

/**
 * Finds a day of capture that has not come yet: dates of the text are taken to lie before it, so it must not be made up.
 * @param file valid or not. @param now the time of whoever keeps what is filed; a day's difference is one of time zones.
 */
export function retrievedMistakes(file: unknown, now: Instant, source: string): Mistake[] {
  const { retrieved } = loose(loose(file).article);
  const latest = plusHours(now, hoursAhead).slice(0, 10);
  if (typeof retrieved !== 'string' || !day.safeParse(retrieved).success || retrieved <= latest) return [];
  return [
    {
      source,
      path: 'article.retrieved',
      expected: `a day that has come; by the clock it is ${now.slice(0, 10)}`,
      found: JSON.stringify(retrieved),
      todo: 'give the day on which you captured the text, or set the clock',
    },
  ];
}

/** Finds topics of one fact, valid or not, that no publication has. @param path where the fact stands in its file. */
export function topicMistakes(
  fact: unknown,
  knownTopicIds: readonly string[],
  source: string,
  path: string,
): Mistake[] {
  const { topics } = loose(fact);
  return (Array.isArray(topics) ? topics : []).flatMap((topic: unknown, place) => {
    if (typeof topic !== 'string' || knownTopicIds.includes(topic)) return [];
    return {
      source,
      path: `${path}.topics[${place}]`,
      expected: `one of ${knownTopicIds.map(id => `"${id}"`).join(', ')}`,
      found: JSON.stringify(topic),
      todo: 'use a topic of the list, or add this one to a publication in cdk.json',
    };
  });
}

/** The same of all facts of a file, valid or not. */
export function topicMistakesIn(file: unknown, knownTopicIds: readonly string[], source: string): Mistake[] {
  return eachFact(file, (fact, path) => topicMistakes(fact, knownTopicIds, source, path));
}

/** Finds files that repeat the article id of a file before them: only the first of these could be filed. */
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

/** Apart from the schema, so that every fact is looked at whatever else is wrong. */
function eachFact(input: unknown, find: (fact: unknown, path: string) => Mistake[]): Mistake[] {
  const { facts } = loose(input);
  if (!Array.isArray(facts)) return [];
  return facts.flatMap((fact: unknown, index) => find(fact, `facts[${index}]`));
}
