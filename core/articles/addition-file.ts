import * as z from 'zod';
import type { Mistake } from '../foundation/errors.ts';
import { readJson } from '../foundation/json-text.ts';
import { loose, mistakesOf } from '../foundation/mistakes.ts';
import { slug } from '../foundation/slug.ts';
import { acceptedNotesSchema } from './accepted-notes.ts';
import { factSchema } from './fact.ts';
import { acceptanceMistakes, type CrossMistake, factsMistakes } from './mistakes/cross-mistakes.ts';
import { placedMistakes } from './mistakes/placed-mistakes.ts';
import { relativeTimeMistakesIn } from './mistakes/relative-time.ts';
import { besidesUnsettled, unsettledMistakes } from './mistakes/suggestion.ts';

/** Schema of facts that are added to a filed article, as an editor files them; cross-checks run whatever else is wrong. */
export const additionFileSchema = z
  .strictObject({
    $schema: z
      .string()
      .optional()
      .describe('Lets an editor program complete and check: ./addition.schema.json'),
    article: slug(60).describe('Id of the filed article that makes these claims too.'),
    facts: z
      .array(factSchema)
      .min(1)
      .max(200)
      .describe('The claims that were missed, one a fact, under numbers that the article has not used.'),
    accepted: acceptedNotesSchema.optional(),
  })
  .superRefine(
    (file, context) => {
      for (const { path, expected, todo } of mistakesInside(file))
        context.addIssue({ code: 'custom', path, message: expected, params: { todo } });
    },
    { when: () => true },
  )
  .describe('Facts of a filed article that were missed when it was filed.');

/** Facts for a filed article, as an editor files them. */
export type AdditionFile = z.infer<typeof additionFileSchema>;

/** What reading an addition came to: `file` only where it has the right form. */
export type ReadAddition = { file?: AdditionFile; mistakes: Mistake[] };

/**
 * Reads facts that are to be added to an article, and checks all that can be checked without the log.
 * @param json the text of the file, or the value that its JSON stands for. @param source where it was read, for messages.
 * @param further finds mistakes in the same input by what else is at hand, valid or not, so that all are told at once.
 * @throws InvalidInputError where the text is no JSON.
 */
export function readAdditionFile(
  json: unknown,
  source: string,
  further: (input: unknown) => readonly Mistake[] = () => [],
): ReadAddition {
  const text = typeof json === 'string' ? json : undefined;
  const input = text === undefined ? json : readJson(text, source);
  const result = additionFileSchema.safeParse(input);
  const { facts } = loose(input);
  const unsettled = unsettledMistakes({ facts }, source);
  const mistakes: Mistake[] = [
    ...unsettled,
    ...besidesUnsettled(result.error ? mistakesOf(result.error, input, source) : [], unsettled),
    ...(Array.isArray(facts) ? facts : []).flatMap((fact, index) =>
      relativeTimeMistakesIn(fact, source, `facts[${index}]`),
    ),
    ...further(input),
  ];
  return {
    ...(result.success ? { file: result.data } : {}),
    mistakes: placedMistakes(mistakes, input, text),
  };
}

/** Whether an input is meant as facts for a filed article, valid or not: it names the article, where an article file describes it. */
export function isAddition(input: unknown): boolean {
  const { article, facts } = loose(input);
  return typeof article === 'string' && facts !== undefined;
}

/** A fact may name another one of the article that is filed already, which only the log knows. */
function mistakesInside(file: unknown): CrossMistake[] {
  const { article, facts, accepted } = loose(file);
  const ids = (Array.isArray(facts) ? facts : []).map(fact => loose(fact).id);
  return [...factsMistakes(facts, { id: article }), ...acceptanceMistakes(accepted, ids)];
}
