import type * as z from 'zod';
import { CourantError, describeMistakes } from './errors.ts';
import { mistakesOf } from './mistakes.ts';

/** Stored data cannot be read: it is damaged, or a later version wrote it. */
export class UnreadableError extends CourantError {
  constructor(where: string, problems: string, cause: unknown) {
    super(
      `${where} cannot be read. It is damaged, or a later version of Courant wrote it.\n${problems}\n` +
        "Deploy the newest version that was ever deployed. If that does not help, restore the object's first version.",
      { cause },
    );
  }
}

/**
 * Reads JSON that Courant wrote, perhaps in another version. All that the schema asks for has to be there; other fields do not matter.
 * So schemas of stored data are not strict, and may only become wider.
 * @throws UnreadableError with all that is missing or different.
 */
export function readStored<Content>(schema: z.ZodType<Content>, json: string, where: string): Content {
  const input = parseJson(json, where);
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new UnreadableError(where, describeMistakes(mistakesOf(result.error, input, where)), result.error);
}

function parseJson(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UnreadableError(
      where,
      `  expected: JSON\n  found:    ${json.length} characters of other text`,
      error,
    );
  }
}
