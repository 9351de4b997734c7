import * as z from 'zod';
import { readStored } from '../../foundation/stored-json.ts';

/** Where a copy that holds a part of an archive says so, at its top. */
export const partFile = 'copy.json';

/** Which editions of a publication a copy holds: those from one to another, both in it. */
export const partSchema = z.object({
  first: z.string(),
  last: z.string(),
  /** The edition before the first, which is not in it; null where there is none. */
  after: z.string().nullable(),
  /** The months of which it has the files. */
  months: z.array(z.string()),
});
/** A part of a publication's editions, as a copy states it. */
export type Part = z.infer<typeof partSchema>;

/** Schema of `copy.json`. */
export const copySchema = z.object({ format: z.literal(1), publications: z.record(z.string(), partSchema) });

/** The bytes of `copy.json`: what is missing beside these editions is no damage. */
export function writeParts(publications: Readonly<Record<string, Part>>): string {
  return `${JSON.stringify({ format: 1, publications }, null, 2)}\n`;
}

/** Reads `copy.json`. @throws UnreadableError, NewerDataError */
export function readParts(content: string, where: string): Record<string, Part> {
  return readStored(copySchema, content, where).publications;
}

/** Whether an edition lies in a part; in a whole archive each does. */
export function isInPart(part: Part | undefined, edition: string): boolean {
  return !part || (edition >= part.first && edition <= part.last);
}

/** What a copy of a part cannot show, a sentence each. */
export function notShownBy(part: Part | undefined): string[] {
  if (!part) return [];
  return [
    `the editions before ${part.first} and after ${part.last}: this copy holds a part, and does not show whether the others are as they were`,
    `whether the manifest of ${part.last} is the one that the next edition, or a mail of it, names: compare its SHA-256 with the public archive`,
    'the lists, and whether the months say all that later editions say: they are made from the whole archive',
  ];
}
