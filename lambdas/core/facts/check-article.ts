import { InvalidInputError, type Mistake } from '../errors.ts';
import { mistakesOf } from '../mistakes.ts';
import { type ArticleFile, articleFileSchema } from './article-file.ts';
import { readJson } from './json-text.ts';
import { relativeTimeWords } from './relative-time.ts';

export { checkAgainstCapture } from './check-capture.ts';

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
    ...relativeTimeMistakes(input, source),
  ];
  if (mistakes.length > 0 || !result.success) throw new InvalidInputError('The article file', mistakes);
  return result.data;
}

/** Finds topics that no publication has, whose facts no reader would ever see. */
export function checkTopics(file: ArticleFile, knownTopicIds: readonly string[], source: string): Mistake[] {
  return file.facts.flatMap((fact, index) =>
    fact.topics.flatMap((topic, place) => {
      if (knownTopicIds.includes(topic)) return [];
      return {
        source,
        path: `facts[${index}].topics[${place}]`,
        expected: `one of ${knownTopicIds.map(id => `"${id}"`).join(', ')}`,
        found: JSON.stringify(topic),
        todo: 'use a topic of the list, or add this one to a publication in cdk.json',
      };
    }),
  );
}

/**
 * Not part of the schema, by which the log is read too: a word added to the list must not make old records unreadable.
 * Takes whatever a person wrote, so that other mistakes hide none of these.
 */
function relativeTimeMistakes(input: unknown, source: string): Mistake[] {
  const facts = field(input, 'facts');
  if (!Array.isArray(facts)) return [];
  return facts.flatMap((fact: unknown, index) =>
    textsOf(field(fact, 'statement')).flatMap(([language, text]) =>
      relativeTimeWords(text, language).map(words => ({
        source,
        path: `facts[${index}].statement.${language}`,
        expected: 'no words whose meaning depends on the day on which they are read',
        found: JSON.stringify(words),
        todo: 'write the date as far as it is known, or name the event instead',
      })),
    ),
  );
}

function textsOf(statement: unknown): [string, string][] {
  if (typeof statement !== 'object' || statement === null) return [];
  return Object.entries(statement).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
