import * as z from 'zod';
import type { Mistake } from '../foundation/errors.ts';
import { readJson } from '../foundation/json-text.ts';
import { loose, mistakesOf } from '../foundation/mistakes.ts';
import { slug } from '../foundation/slug.ts';
import { acceptedNotesSchema } from './accepted-notes.ts';
import { articleSchema } from './article-file.ts';
import { acceptanceMistakes } from './mistakes/cross-mistakes.ts';
import { placedMistakes } from './mistakes/placed-mistakes.ts';
import { relativeTimeMistakes } from './mistakes/relative-time.ts';
import { ownWords } from './own-words.ts';

const { title, titles, publisher, author, url, type, published, note } = articleSchema.shape;
const none = ' null takes it away.';

/**
 * What of a filed article may be put right. The id, the capture, its language and the day on which it was read say which text the facts
 * stand on: another text is another article.
 */
const corrected = z
  .strictObject({
    title: title.optional(),
    titles: titles.nullable().describe(`${titles.description}${none}`),
    publisher: publisher.optional(),
    author: author.nullable().describe(`${author.description}${none}`),
    url: url.nullable().describe(`${url.description}${none}`),
    type: type.optional(),
    published: published.optional(),
    note: note.nullable().describe(`${note.description}${none}`),
  })
  .describe('The fields that were wrong, as they should be; the others stay.');

/** Schema of a correction of what is known of a filed article, as an editor files it. */
export const articleCorrectionFileSchema = z
  .strictObject({
    $schema: z
      .string()
      .optional()
      .describe('Lets an editor program complete and check: ./article-correction.schema.json'),
    article: slug(60).describe('Id of the filed article.'),
    reason: ownWords(400).describe('Why, in words for readers: what was wrong, not whose fault it was.'),
    corrected,
    accepted: acceptedNotesSchema.optional(),
  })
  .superRefine(
    (file, context) => {
      const { article, accepted } = loose(file);
      for (const { path, expected, todo } of acceptanceMistakes(accepted, [article]))
        context.addIssue({ code: 'custom', path, message: expected, params: { todo } });
    },
    { when: () => true },
  )
  .describe('What puts right what is known of a filed article; its facts stay.');

/** A correction of an article as an editor files it. */
export type ArticleCorrectionFile = z.infer<typeof articleCorrectionFileSchema>;

/** What reading a correction of an article came to: `file` only where it has the right form. */
export type ReadArticleCorrection = { file?: ArticleCorrectionFile; mistakes: Mistake[] };

/**
 * Reads a correction of an article and checks all that can be checked without the log.
 * @param json the text of the file, or the value that its JSON stands for. @param source where it was read, for messages.
 * @param further finds mistakes in the same input by what else is at hand, valid or not, so that all are told at once.
 * @throws InvalidInputError where the text is no JSON.
 */
export function readArticleCorrectionFile(
  json: unknown,
  source: string,
  further: (input: unknown) => readonly Mistake[] = () => [],
): ReadArticleCorrection {
  const text = typeof json === 'string' ? json : undefined;
  const input = text === undefined ? json : readJson(text, source);
  const result = articleCorrectionFileSchema.safeParse(input);
  const { reason, corrected: given } = loose(input);
  const nothing = nothingGiven(given, source);
  const mistakes: Mistake[] = [
    ...(result.error ? mistakesOf(result.error, input, source) : []),
    ...relativeTimeMistakes(reason, source, 'reason'),
    ...nothing,
    ...further(input),
  ];
  return {
    ...(result.success && nothing.length === 0 ? { file: result.data } : {}),
    mistakes: placedMistakes(mistakes, input, text),
  };
}

/** Whether an input is meant as a correction of an article, valid or not. */
export function isArticleCorrection(input: unknown): boolean {
  const { article, facts } = loose(input);
  return typeof article === 'string' && facts === undefined;
}

function nothingGiven(given: unknown, source: string): Mistake[] {
  if (typeof given !== 'object' || given === null || Object.keys(given).length > 0) return [];
  const todo = 'name the field that was wrong, such as "publisher", as it should be';
  return [{ source, path: 'corrected', expected: 'at least one field', found: '{}', todo }];
}
