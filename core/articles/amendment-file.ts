import * as z from 'zod';
import { InvalidInputError, type Mistake } from '../foundation/errors.ts';
import { readJson } from '../foundation/json-text.ts';
import { mistakesOf } from '../foundation/mistakes.ts';
import { factMistakes } from './cross-mistakes.ts';
import { factId, factSchema } from './fact.ts';
import { ownWords } from './own-words.ts';
import { relativeTimeMistakes, relativeTimeMistakesIn } from './relative-time.ts';

/** Schema of a correction or retraction as an editor files it; its cross-checks run whatever else is wrong. */
export const amendmentFileSchema = z
  .strictObject({
    $schema: z
      .string()
      .optional()
      .describe('Lets an editor program complete and check: ./correction.schema.json'),
    fact: factId.describe('Id of the filed fact that is put right or taken back.'),
    reason: ownWords(400).describe('Why, in words for readers: what was wrong, not whose fault it was.'),
    corrected: factSchema
      .optional()
      .describe('The whole fact as it should have been, under the same id. Left out, the fact is retracted.'),
  })
  .superRefine(
    (file, context) => {
      for (const { path, expected, todo } of mistakesInside(file)) {
        context.addIssue({ code: 'custom', path, message: expected, params: { todo } });
      }
    },
    { when: () => true },
  )
  .describe('What puts a filed fact right, or takes it back.');

/** A correction as an editor files it; without `corrected` it is a retraction. */
export type AmendmentFile = z.infer<typeof amendmentFileSchema>;

/**
 * Reads a correction or retraction and checks all that can be checked without the log.
 *
 * @param json the text of the file, or the value that its JSON stands for.
 * @param source where it was read, for messages.
 * @throws InvalidInputError with all mistakes at once: file, JSON path, expected, found, what to do.
 */
export function parseAmendmentFile(json: unknown, source: string): AmendmentFile {
  const input = typeof json === 'string' ? readJson(json, source) : json;
  const result = amendmentFileSchema.safeParse(input);
  const { reason, corrected } = loose(input);
  const mistakes: Mistake[] = [
    ...(result.error ? mistakesOf(result.error, input, source) : []),
    ...relativeTimeMistakes(reason, source, 'reason'),
    ...relativeTimeMistakesIn(corrected, source, 'corrected'),
  ];
  if (mistakes.length > 0 || !result.success) throw new InvalidInputError('The correction', mistakes);
  return result.data;
}

/** Whether an input is meant as a correction or retraction, valid or not, and not as an article file. */
export function isAmendment(input: unknown): boolean {
  const { fact, article } = loose(input);
  return fact !== undefined && article === undefined;
}

function mistakesInside(file: unknown): ReturnType<typeof factMistakes> {
  const { fact, corrected } = loose(file);
  const mistakes = factMistakes(corrected, ['corrected'], {});
  const { id } = loose(corrected);
  if (typeof fact !== 'string' || typeof id !== 'string' || id === fact) return mistakes;
  const todo = 'give it the id of the fact that it corrects, or correct "fact"';
  return [...mistakes, { path: ['corrected', 'id'], expected: `"${fact}", as "fact" says`, todo }];
}

function loose(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
