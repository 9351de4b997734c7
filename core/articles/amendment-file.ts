import * as z from 'zod';
import { InvalidInputError, type Mistake } from '../foundation/errors.ts';
import { readJson } from '../foundation/json-text.ts';
import { loose, mistakesOf } from '../foundation/mistakes.ts';
import { acceptedNotesSchema } from './accepted-notes.ts';
import { factId, factSchema } from './fact.ts';
import { acceptanceMistakes, factMistakes } from './mistakes/cross-mistakes.ts';
import { placedMistakes } from './mistakes/placed-mistakes.ts';
import { relativeTimeMistakes, relativeTimeMistakesIn } from './mistakes/relative-time.ts';
import { ownWords } from './own-words.ts';

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
    accepted: acceptedNotesSchema.optional(),
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

/** What reading a correction or retraction came to: `file` only where it has the right form. */
export type ReadAmendment = { file?: AmendmentFile; mistakes: Mistake[] };

/**
 * Reads a correction or retraction and checks all that can be checked without the log.
 *
 * @param json the text of the file, or the value that its JSON stands for.
 * @param source where it was read, for messages.
 * @param further finds mistakes in the same input by what else is at hand, valid or not, so that all are told at once.
 * @throws InvalidInputError where the text is no JSON.
 */
export function readAmendmentFile(
  json: unknown,
  source: string,
  further: (input: unknown) => readonly Mistake[] = () => [],
): ReadAmendment {
  const text = typeof json === 'string' ? json : undefined;
  const input = text === undefined ? json : readJson(text, source);
  const result = amendmentFileSchema.safeParse(input);
  const { reason, corrected } = loose(input);
  const mistakes: Mistake[] = [
    ...(result.error ? mistakesOf(result.error, input, source) : []),
    ...relativeTimeMistakes(reason, source, 'reason'),
    ...relativeTimeMistakesIn(corrected, source, 'corrected'),
    ...further(input),
  ];
  return {
    ...(result.success ? { file: result.data } : {}),
    mistakes: placedMistakes(mistakes, input, text),
  };
}

/** The same of a correction that has to be right. @throws InvalidInputError with all mistakes at once: file, JSON path, expected, found, what to do. */
export function parseAmendmentFile(json: unknown, source: string): AmendmentFile {
  const { file, mistakes } = readAmendmentFile(json, source);
  if (mistakes.length > 0 || !file) throw new InvalidInputError('The correction', mistakes);
  return file;
}

/** Whether an input is meant as a correction or retraction, valid or not, and not as an article file. */
export function isAmendment(input: unknown): boolean {
  const { fact, article } = loose(input);
  return fact !== undefined && article === undefined;
}

function mistakesInside(file: unknown): ReturnType<typeof factMistakes> {
  const { fact, corrected, accepted } = loose(file);
  const mistakes = [...factMistakes(corrected, ['corrected'], {}), ...acceptanceMistakes(accepted, [fact])];
  const { id } = loose(corrected);
  if (typeof fact !== 'string' || typeof id !== 'string' || id === fact) return mistakes;
  const todo = 'give it the id of the fact that it corrects, or correct "fact"';
  return [...mistakes, { path: ['corrected', 'id'], expected: `"${fact}", as "fact" says`, todo }];
}
