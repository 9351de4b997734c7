import { type ArticleFile, articleFileSchema, type Fact } from '../articles/article-file.ts';
import { relativeTimeMistakesIn } from '../articles/relative-time.ts';
import { InvalidInputError, type Mistake } from '../foundation/errors.ts';
import { readJson } from '../foundation/json-text.ts';
import { mistakesOf } from '../foundation/mistakes.ts';

/**
 * Reads an article file and checks all that can be checked without its capture.
 *
 * @param json the text of the file, or the value that its JSON stands for.
 * @param source where it was read, for messages.
 * @throws InvalidInputError with every mistake at once: file, JSON path, expected, found, what to do.
 */
export function parseArticleFile(json: unknown, source: string): ArticleFile {
  const input = typeof json === 'string' ? readJson(json, source) : json;
  const result = articleFileSchema.safeParse(input);
  const mistakes = [
    ...(result.error ? mistakesOf(result.error, input, source) : []),
    ...timeMistakes(input, source),
  ];
  if (mistakes.length > 0 || !result.success) throw new InvalidInputError('The article file', mistakes);
  return result.data;
}

/** Finds topics that no publication has, whose facts no reader would ever see. */
export function checkTopics(file: ArticleFile, knownTopicIds: readonly string[], source: string): Mistake[] {
  return file.facts.flatMap((fact, index) => topicMistakes(fact, knownTopicIds, source, `facts[${index}]`));
}

/** Finds topics of one fact that no publication has. @param path where the fact stands in its file. */
export function topicMistakes(
  { topics }: Fact,
  knownTopicIds: readonly string[],
  source: string,
  path: string,
): Mistake[] {
  return topics.flatMap((topic, place) => {
    if (knownTopicIds.includes(topic)) return [];
    return {
      source,
      path: `${path}.topics[${place}]`,
      expected: `one of ${knownTopicIds.map(id => `"${id}"`).join(', ')}`,
      found: JSON.stringify(topic),
      todo: 'use a topic of the list, or add this one to a publication in cdk.json',
    };
  });
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

/** Apart from the schema, so that all words of ours are looked at whatever else is wrong. */
function timeMistakes(input: unknown, source: string): Mistake[] {
  const facts = typeof input === 'object' && input !== null && 'facts' in input ? input.facts : null;
  if (!Array.isArray(facts)) return [];
  return facts.flatMap((fact: unknown, index) => relativeTimeMistakesIn(fact, source, `facts[${index}]`));
}
