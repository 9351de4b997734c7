import type * as z from 'zod';
import { InvalidInputError } from '../../foundation/errors.ts';
import { readJson } from '../../foundation/json-text.ts';
import { mistakesOf } from '../../foundation/mistakes.ts';
import { messagesSchema } from './messages-schema.ts';

/** Every word that readers see and that is not a fact, in one language. */
export type Messages = z.infer<ReturnType<typeof messagesSchema>>;

/**
 * Checks the messages of one language: none missing, none unknown, each with exactly the placeholders that the code fills.
 * @param source where they were read, such as `templates/messages/en.json`.
 * @throws InvalidInputError with every mistake at once.
 */
export function parseMessages(input: unknown, source: string): Messages {
  const result = messagesSchema().safeParse(input);
  if (!result.success) throw new InvalidInputError('The messages', mistakesOf(result.error, input, source));
  return result.data;
}

/**
 * The messages of a language out of the template sources.
 * @param sources path below `templates/` ▸ text.
 * @throws InvalidInputError when the language has no file, the file is no JSON, or a message is wrong.
 */
export function messagesFrom(sources: Readonly<Record<string, string>>, language: string): Messages {
  const path = `messages/${language}.json`;
  const text = sources[path];
  const place = { source: `templates/${path}`, path: '' };
  if (text === undefined) {
    const todo = `translate templates/messages/en.json into templates/${path}`;
    const mistake = { ...place, expected: `the messages in "${language}"`, found: 'no such file', todo };
    throw new InvalidInputError('The messages', [mistake]);
  }
  return parseMessages(readJson(text, place.source), place.source);
}
