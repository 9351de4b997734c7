import * as z from 'zod';
import { CourantError, describeMistakes, overwrittenAdvice } from './errors.ts';
import { mistakesOf } from './mistakes.ts';

/** Stored data cannot be read: it is damaged. */
export class UnreadableError extends CourantError {
  constructor(where: string, problems: string, cause: unknown) {
    super(
      `${where} cannot be read. It is damaged, or a later version of Courant wrote it.\n${problems}\n` +
        `Deploy the newest version that was ever deployed. If that does not help: ${overwrittenAdvice}`,
      { cause },
    );
  }
}

/** Stored data has a layout that only later versions know. */
export class NewerDataError extends CourantError {
  constructor(where: string, field: string, found: number, known: number) {
    super(
      `${where}: expected ${field} ${known}${known > 1 ? ' or lower' : ''}, the highest that this version of Courant knows, found ${field} ${found}. ` +
        'A newer version wrote it. Nothing was changed. Deploy the version that wrote it, or a newer one.',
    );
  }
}

/** The fields that number a layout: older kinds of stored data have the one, newer kinds the other. What has neither is of number 1. */
const layoutFields = ['version', 'format'] as const;

/** Refuses data of a layout that is newer than the highest known one, before anybody looks at its fields. @throws NewerDataError */
export function refuseNewer(data: unknown, known: number, where: string): void {
  if (typeof data !== 'object' || data === null) return;
  for (const field of layoutFields) {
    const found = (data as Record<string, unknown>)[field];
    if (typeof found === 'number' && found > known) throw new NewerDataError(where, field, found, known);
  }
}

/** The highest layout that a schema reads: by its own literal `version` or `format`; 1 where it has neither. */
export function knownLayout(schema: z.ZodType): number {
  return Math.max(1, ...layoutNumbers(schema));
}

/** The layouts that a schema names; none where data without a number is all that it knows. */
export function layoutNumbers(schema: z.ZodType): number[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return layoutFields.flatMap(field => {
    let type: unknown = schema.shape[field];
    while (type instanceof z.ZodDefault || type instanceof z.ZodOptional) type = type.unwrap();
    if (!(type instanceof z.ZodLiteral)) return [];
    return [...type.values].filter(value => typeof value === 'number');
  });
}

/**
 * Reads JSON that Courant wrote, perhaps in another version. All that the schema asks for has to be there; other fields do not matter.
 * So schemas of stored data are not strict, and may only become wider.
 * @throws NewerDataError when its layout is newer than the schema's; UnreadableError with all that is missing or different.
 */
export function readStored<Content>(schema: z.ZodType<Content>, json: string, where: string): Content {
  const input = parseJson(json, where);
  refuseNewer(input, knownLayout(schema), where);
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
