import * as z from 'zod';
import { partialDate } from './field.ts';
import { ownWords } from './own-words.ts';

/** A date with the ground it stands on; an inferred one says why. */
export const knownDate = z
  .strictObject({
    date: partialDate.describe('As precise as it is known and no more: 2022, 2022-10 or 2022-10-17.'),
    basis: z
      .enum(['stated', 'inferred'])
      .describe('"stated" if the article gives this date, "inferred" if it follows from something else.'),
    because: ownWords(400)
      .optional()
      .describe('What an inferred date follows from; required for "inferred".'),
  })
  .refine(value => value?.basis !== 'inferred' || value.because !== undefined, {
    path: ['because'],
    error: 'the reason for an inferred date',
    when: () => true,
  });
